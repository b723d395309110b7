package disclose

import (
	"fmt"
	"testing"

	"github.com/candor-site/candor/internal/trust"
)

// TestRelationsAreThoseOfTheView shows a relation on the pages of both controls,
// with what was compared, to those who may see both, and to nobody else.
func TestRelationsAreThoseOfTheView(t *testing.T) {
	s, a := world(t)
	keys := s.Catalog.Control("keys")
	keys.Relates = []trust.Relates{{ID: "logs", How: trust.ConstrainedBy}}
	a.Relations = []trust.RelationState{{Control: "keys", Other: "logs", How: trust.ConstrainedBy, Verdict: trust.RelationBroken, Detail: "7 is inferred; 9 is not", Brief: "9 is not"}}
	for _, tt := range []struct{ audience, control, want string }{
		{"internal", "keys", "[{logs Logs constrained-by broken 9 is not false}]"},
		{"internal", "logs", "[{keys Keys constrained-by broken 9 is not true}]"},
		{"public", "logs", "[]"},
	} {
		v, list := To(s, a, tt.audience)
		if len(list) > 0 {
			t.Fatal(list)
		}
		if got := fmt.Sprint(v.Control(tt.control).Relates); got != tt.want {
			t.Errorf("%s sees of %s: %s, want %s", tt.audience, tt.control, got, tt.want)
		}
	}
}

// TestConditionsAreNamedToThoseWhoSeeThem names the condition of a claim only
// where its control is open as well.
func TestConditionsAreNamedToThoseWhoSeeThem(t *testing.T) {
	s, a := world(t)
	f := a.Finding("logs")
	f.State, f.Reason, f.Conditions, f.Observations = trust.Undetermined, trust.ReasonCondition, []string{"keys"}, nil
	f.Detail, f.Brief = "the claim holds on a condition, which is not determined", ""
	for audience, want := range map[string]string{"internal": f.Detail + ": Keys", "public": f.Detail} {
		v, _ := To(s, a, audience)
		if got := v.Control("logs").Detail; got != want {
			t.Errorf("%s reads %q, want %q", audience, got, want)
		}
	}
}
