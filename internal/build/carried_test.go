package build

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/trust"
)

// departures are the parameters in which Larkspur differs on purpose from the
// claim that a control was made from: claim to parameter (or kind, status,
// responsibility, assert) to reason.
type departures map[string]map[string]string

// TestLarkspurCarriesClaims holds the portal of this repository to the
// inventory of claims: each has its control, with the same kind, status and
// responsibility and the same typed parameters, and each that a machine can
// decide has an assertion that was evaluated.
func TestLarkspurCarriesClaims(t *testing.T) {
	dir, _ := seedSite(t)
	claimed := build(t, dir, "internal", 2).project.Site.Catalog
	portal := build(t, repository, "internal", 2).project
	by := map[string][]*trust.Control{}
	for _, c := range portal.Site.Catalog.Controls {
		by[c.Origin.Claim] = append(by[c.Origin.Claim], c)
	}
	allowed := departures{}
	text, err := os.ReadFile("testdata/larkspur/departures.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &allowed); err != nil {
		t.Fatal(err)
	}
	carried, decided := 0, 0
	for _, claim := range claimed.Controls {
		wrong := map[string]string{"control": "there is none"}
		for i, c := range by[claim.ID] { // where two controls share a claim, one of them must say it
			more := differences(claim, c, portal.Assessment.Finding(c.ID))
			maps.DeleteFunc(wrong, func(what, _ string) bool { return i > 0 && more[what] == "" })
			if i == 0 {
				wrong = more
			}
		}
		if claim.Method == trust.Machine && wrong["control"]+wrong["assert"] == "" {
			decided++
		}
		for _, name := range slices.Sorted(maps.Keys(allowed[claim.ID])) {
			if wrong[name] == "" {
				t.Errorf("departures.yaml excuses %s of %s, which is as it is claimed", name, claim.ID)
			}
			if strings.TrimSpace(allowed[claim.ID][name]) == "" {
				t.Errorf("departures.yaml gives no reason for %s of %s", name, claim.ID)
			}
			delete(wrong, name)
		}
		if len(wrong) == 0 {
			carried++
		}
		for _, name := range slices.Sorted(maps.Keys(wrong)) {
			t.Errorf("%s: %s: %s", claim.ID, name, wrong[name])
		}
	}
	for claim := range allowed {
		if !slices.ContainsFunc(claimed.Controls, func(c *trust.Control) bool { return c.ID == claim }) {
			t.Errorf("departures.yaml excuses %s, which is no claim", claim)
		}
	}
	if len(claimed.Controls) != 352 {
		t.Errorf("%d claims, want 352", len(claimed.Controls))
	}
	if decided != 263 {
		t.Errorf("%d claims have an assertion that is evaluated, want 263", decided)
	}
	t.Logf("%d of %d claims carried, %d with an assertion that is evaluated", carried, len(claimed.Controls), decided)
}

// differences says what of a claim a control does not carry, by what it is.
func differences(claim, c *trust.Control, f *trust.Finding) map[string]string {
	wrong := map[string]string{}
	note := func(what, format string, args ...any) { wrong[what] = c.ID + ": " + fmt.Sprintf(format, args...) }
	if c.Kind != claim.Kind {
		note("kind", "%s, want %s", c.Kind, claim.Kind)
	}
	if c.Status != claim.Status {
		note("status", "%s, want %s", c.Status, claim.Status)
	}
	if c.Responsibility != claim.Responsibility {
		note("responsibility", "%s, want %s", c.Responsibility, claim.Responsibility)
	}
	for _, want := range claim.Parameters {
		got, ok := c.Parameter(want.Name)
		if !ok {
			note(want.Name, "no such parameter")
		} else if !carries(want.Value, got.Value) {
			note(want.Name, "%s, want %s", got.Value, want.Value)
		}
	}
	for _, o := range claim.Overrides {
		if len(c.Overrides) == 0 {
			note("overrides", "none, want one for %v", o.Scope)
		}
	}
	if claim.Method == trust.Machine {
		switch {
		case c.Assert.Value == "":
			note("assert", "no assertion")
		case f.Reason == trust.ReasonError || f.Reason == trust.Reason(trust.Missing) || f.Reason == trust.ReasonNoEvidence:
			note("assert", "it is not evaluated: %s: %s", f.Reason, f.Detail)
		}
	}
	return wrong
}

// carries reports whether a value of Larkspur says as much as the value of a
// claim. Names are Larkspur's own, and only their number is compared.
func carries(want, got parameter.Value) bool {
	if want.Type != got.Type {
		return false
	}
	switch want.Type {
	case parameter.Text, parameter.ID, parameter.Peer, parameter.URL, parameter.Email, parameter.Transfer, parameter.Date:
		return true
	case parameter.IDs, parameter.IDOrIDs, parameter.AccessMap:
		return length(want.Raw) == length(got.Raw)
	}
	return reflect.DeepEqual(want.Raw, got.Raw)
}

func length(raw any) int {
	if v := reflect.ValueOf(raw); v.Kind() == reflect.Slice || v.Kind() == reflect.Map {
		return v.Len()
	}
	return 1
}
