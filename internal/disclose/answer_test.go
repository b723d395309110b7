package disclose

import (
	"testing"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// TestAnswersStandWithAllThatTheyRestOn: an answer is in a view only where the
// audience may see all of it, so that no part left out turns a no into a yes.
func TestAnswersStandWithAllThatTheyRestOn(t *testing.T) {
	ref := func(id string) trust.Reference { return trust.Reference{ID: id} }
	for _, tt := range []struct {
		name   string
		answer trust.Answer
		seen   string // the most open audience that has it
	}{
		{"all open", trust.Answer{Controls: []trust.Reference{ref("open")}}, "public"},
		{"for others", trust.Answer{Controls: []trust.Reference{ref("open")}, Audience: "nda"}, "nda"},
		{"a closed control", trust.Answer{Controls: []trust.Reference{ref("open"), ref("keys")}}, "internal"},
		{"a closed comparison", trust.Answer{Controls: []trust.Reference{ref("open")}, Where: []trust.Condition{{Control: ref("keys")}}}, "internal"},
		{"a closed value", trust.Answer{Controls: []trust.Reference{ref("open")}, List: source.Text{Value: `{{ control "keys" "items" }}`}}, "internal"},
		{"a closed state", trust.Answer{Controls: []trust.Reference{ref("open")}, Compensating: source.Text{Value: `{{ state "keys" }}`}}, "internal"},
		{"a closed gap", trust.Answer{Controls: []trust.Reference{ref("logs")}}, "nda"},
		{"a control that is not there", trust.Answer{Controls: []trust.Reference{ref("gone")}}, ""},
	} {
		s, a := world(t)
		s.Catalog.Controls = append(s.Catalog.Controls, &trust.Control{ID: "open", Audience: "public"})
		a.Findings = append(a.Findings, &trust.Finding{Control: "open", State: trust.Satisfied})
		tt.answer.ID = "a"
		if tt.answer.Audience == "" {
			tt.answer.Audience = "public"
		}
		s.Catalog.Answers = []*trust.Answer{&tt.answer}
		got := ""
		for i := len(s.Config.Ladder) - 1; i >= 0; i-- {
			if v, _ := To(s, a, s.Config.Ladder[i]); len(v.Answers) > 0 {
				got = s.Config.Ladder[i]
			}
		}
		if got != tt.seen {
			t.Errorf("%s: seen from %q on, want %q", tt.name, got, tt.seen)
		}
	}
}

func TestAnswerReadsHowControlsStand(t *testing.T) {
	s, a := world(t)
	logs := s.Catalog.Controls[1]
	s.Config.Scope["plan"] = []string{"free", "paid"}
	logs.Scope = trust.Scope{"cloud": {"aws"}}
	logs.Overrides = []trust.Override{
		{Scope: trust.Scope{"plan": {"paid"}}},
		{Scope: trust.Scope{"product": {"fleet"}}, Parameters: []trust.Parameter{{Name: "retention", Value: parsed(t, parameter.Retention, "P30D")}}},
	}
	s.Catalog.Exceptions = nil
	text := `{{ .retention }}; {{ status "logs" }}, {{ state "logs" }} {{ valid "logs" }}; {{ scope "logs" "cloud" | list }}, {{ scope "logs" "plan" | list }}{{ collected "logs" }}`
	answer := &trust.Answer{ID: "a", Audience: "public", Controls: []trust.Reference{{ID: "logs"}}, Short: source.Text{Value: text}}
	s.Catalog.Answers = []*trust.Answer{answer}
	v, _ := To(s, a, "public")
	if got, want := v.Answers[0].Short, "90 days; in effect, not satisfied 1 January 2027; aws, paid"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	answer.Products = []trust.Reference{{ID: "fleet"}}
	v, _ = To(s, a, "public")
	if got := v.Answers[0].Short[:7]; got != "30 days" {
		t.Errorf("of a product with a value of its own: %q", got)
	}
}
