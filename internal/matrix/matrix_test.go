package matrix

import (
	"slices"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// view holds a control per state, all mapped to one framework by the caller.
func view(mapped map[string][]disclose.RequirementControl) *disclose.View {
	v := &disclose.View{AsOf: asOf}
	for i, state := range []string{"satisfied", "not-satisfied", "undetermined", "planned", "not-applicable"} {
		c := &disclose.Control{ID: state, Title: state, State: state, Kind: "k"}
		if state == "satisfied" {
			c.FreshUntil = asOf.AddDate(0, 0, i+1)
		}
		for _, q := range []string{"1", "2"} {
			if len(mapped[q]) > 0 {
				c.Mappings = append(c.Mappings, disclose.Mapping{Framework: "f", Requirement: q, Degree: "supports", Note: "note " + q})
			}
		}
		v.Controls = append(v.Controls, c)
	}
	f := &disclose.Framework{ID: "f", Title: "F"}
	for _, id := range []string{"1", "2", "3"} {
		group := "A"
		if id == "2" {
			group = "B"
		}
		f.Requirements = append(f.Requirements, disclose.Requirement{ID: id, Group: group, Controls: mapped[id]})
		if len(mapped[id]) > 0 {
			f.Covered++
		}
	}
	v.Frameworks = []*disclose.Framework{f}
	v.Kinds = []*disclose.Kind{{ID: "k", Title: "K", Controls: []string{"satisfied", "not-satisfied", "undetermined", "planned", "not-applicable"}}}
	return v
}

func on(degree string, ids ...string) []disclose.RequirementControl {
	var out []disclose.RequirementControl
	for _, id := range ids {
		out = append(out, disclose.RequirementControl{ID: id, Title: id, Degree: degree, State: id})
	}
	return out
}

// A requirement stands as the worst of the controls that count.
func TestStanding(t *testing.T) {
	for _, tt := range []struct {
		controls []disclose.RequirementControl
		want     string
		degree   string
	}{
		{nil, Gap, ""},
		{on("supports", "satisfied"), "satisfied", "supports"},
		{on("meets", "satisfied", "undetermined"), "undetermined", "meets"},
		{on("meets", "undetermined", "not-satisfied", "satisfied"), "not-satisfied", "meets"},
		{on("supports", "planned"), "planned", "supports"},
		{on("supports", "planned", "satisfied"), "satisfied", "supports"},
		{on("supports", "not-applicable"), "not-applicable", "supports"},
		{on("supports", "planned", "not-applicable"), "not-applicable", "supports"},
		{on("falls-short", "satisfied"), FallsShort, "falls-short"},
		{on("falls-short", "not-satisfied"), "not-satisfied", "falls-short"},
		{append(on("falls-short", "satisfied"), on("supports", "satisfied")...), "satisfied", "supports"},
		{append(on("falls-short", "satisfied"), on("supports", "planned")...), FallsShort, "supports"},
	} {
		s := Of(view(map[string][]disclose.RequirementControl{"1": tt.controls}), view(map[string][]disclose.RequirementControl{"1": tt.controls}).Frameworks[0])
		q := s.Groups[0].Requirements[0]
		if q.Standing != tt.want || q.Degree != tt.degree {
			t.Errorf("%v: stands as %q at %q, want %q at %q", tt.controls, q.Standing, q.Degree, tt.want, tt.degree)
		}
	}
}

func TestSheet(t *testing.T) {
	v := view(map[string][]disclose.RequirementControl{"1": on("supports", "satisfied", "not-satisfied"), "2": on("meets", "satisfied")})
	s := Of(v, v.Frameworks[0])
	if len(s.Groups) != 2 || s.Groups[0].Title != "A" || len(s.Groups[0].Requirements) != 2 {
		t.Fatalf("%+v", s.Groups)
	}
	if s.Gaps != 1 || s.Controls != 2 || s.Groups[0].Covered != 1 {
		t.Errorf("%d gaps, %d controls, %d covered", s.Gaps, s.Controls, s.Groups[0].Covered)
	}
	if want := []disclose.Count{{Name: "satisfied", N: 1}, {Name: "not-satisfied", N: 1}, {Name: "gap", N: 1}}; !slices.Equal(s.Standings, want) {
		t.Errorf("standings %v", s.Standings)
	}
	if want := []disclose.Count{{Name: "meets", N: 1}, {Name: "supports", N: 2}}; !slices.Equal(s.Degrees, want) {
		t.Errorf("degrees %v", s.Degrees)
	}
	q := s.Groups[0].Requirements[0]
	if q.Controls[0].ID != "not-satisfied" || q.Controls[0].Note != "note 1" {
		t.Errorf("the worst control does not come first, or lost its note: %+v", q.Controls[0])
	}
	if day := asOf.AddDate(0, 0, 1); !q.Until.Equal(day) || len(s.Holding) != 1 || !s.Holding[0].Equal(day) || !s.Until.Equal(day) {
		t.Errorf("until %v, holding %v", q.Until, s.Holding)
	}
}

func TestCrosswalk(t *testing.T) {
	v := view(map[string][]disclose.RequirementControl{"1": on("supports", "satisfied")})
	v.Controls[4].Mappings = nil
	x := Crosswalk(v)
	if x.Unmapped != 1 || len(x.Kinds) != 1 || len(x.Kinds[0].Rows) != 4 || !slices.Equal(x.Kinds[0].Bears, []int{1}) {
		t.Errorf("%+v", x)
	}
	if cell := x.Kinds[0].Rows[0].Cells[0]; len(cell) != 1 || cell[0].Requirement != "1" {
		t.Errorf("%+v", cell)
	}
}
