package dossier

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/snapshot"
)

func scope(pairs ...string) []disclose.Axis {
	var out []disclose.Axis
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, disclose.Axis{Name: pairs[i], Values: strings.Split(pairs[i+1], ",")})
	}
	return out
}

func TestSpread(t *testing.T) {
	state := func(s string, pairs ...string) disclose.ScopedState {
		return disclose.ScopedState{Scope: scope(pairs...), State: s, Reason: "pass"}
	}
	override := disclose.Override{Scope: scope("environment", "staging"), Parameters: []disclose.Parameter{{Name: "retention", Text: "7 days"}}}
	for _, tt := range []struct {
		name string
		in   []disclose.ScopedState
		want string
	}{
		{"one state", nil, "none"},
		{"two axes", []disclose.ScopedState{
			state("a", "product", "x", "environment", "production"), state("b", "product", "x", "environment", "staging"),
			state("c", "product", "y", "environment", "production"), state("d", "product", "z", "environment", "production"),
		}, "product by environment [production staging]: x a b+7 days; y c -; z d -"},
		{"one axis", []disclose.ScopedState{
			state("a", "cloud", "aws", "product", "x"), state("b", "cloud", "gcp", "product", "x"),
		}, "cloud: aws a; gcp b"},
		{"three axes", []disclose.ScopedState{
			state("a", "cloud", "aws", "product", "x", "environment", "staging"), state("b", "cloud", "gcp", "product", "y", "environment", "production"),
		}, "list: cloud=aws product=x environment=staging a+7 days; cloud=gcp product=y environment=production b"},
		{"a shared cell", []disclose.ScopedState{
			state("a", "cloud", "aws", "product", "x"), state("b", "cloud", "gcp", "product", "y"), state("c", "cloud", "aws", "product", "x"),
		}, "list: cloud=aws product=x a; cloud=gcp product=y b; cloud=aws product=x c"},
		{"a missing axis", []disclose.ScopedState{state("a", "cloud", "aws"), state("b")}, "cloud: aws a;  b"},
	} {
		got := written(spread(&disclose.Control{PerScope: tt.in, Overrides: []disclose.Override{override}}))
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// written puts a spread on one line.
func written(s *Spread) string {
	if s == nil {
		return "none"
	}
	cell := func(c *Cell) string {
		if c == nil {
			return "-"
		}
		out := c.State
		for _, v := range c.Values {
			out += "+" + v.Text
		}
		return out
	}
	head := "list"
	if s.Axis != "" {
		head = s.Axis
	}
	if s.Other != "" {
		head += " by " + s.Other + " [" + strings.Join(s.Tops, " ") + "]"
	}
	var rows []string
	for _, r := range s.Rows {
		line := r.Value
		if s.Axis == "" {
			var parts []string
			for _, a := range r.Scope {
				parts = append(parts, a.Name+"="+strings.Join(a.Values, ","))
			}
			line = strings.Join(parts, " ")
		}
		for _, c := range r.Cells {
			line += " " + cell(c)
		}
		rows = append(rows, line)
	}
	return head + ": " + strings.Join(rows, "; ")
}

// claimed is a snapshot of a day with one control.
func claimed(day int, name, id, retention string) *snapshot.Snapshot {
	return &snapshot.Snapshot{Name: name, AsOf: snapshot.At(time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC)), Controls: []snapshot.Control{{
		ID: id, Origin: "o", Status: "in-effect", Statement: "Kept.",
		Parameters: []snapshot.Parameter{{Name: "retention", Type: "retention", Sense: "at-least", Text: retention, Value: retention}},
	}}}
}

func TestHistory(t *testing.T) {
	approved := &change.Approved{By: "ciso", On: "2026-01-03", Reason: "cost"}
	view := &disclose.View{Lines: []disclose.Line{
		{Audience: "nda", Snapshots: []*snapshot.Snapshot{claimed(9, snapshot.Now, "new", "P30D")}},
		{Audience: "public", Snapshots: []*snapshot.Snapshot{
			claimed(1, "one", "old", "P60D"), claimed(2, "two", "old", "P90D"), claimed(3, "three", "new", "P90D"), claimed(9, snapshot.Now, "new", "P30D"),
		}},
	}}
	view.Reviews = []*disclose.Review{{From: "three", To: snapshot.Now, Step: true, Comparison: change.Between(view.Lines[1].Snapshots[2], view.Lines[1].Snapshots[3])}}
	view.Reviews[0].Changed[0].Changes[0].Approved = approved
	h := New(view).history("new")
	if !h.Known || h.Oldest.Name != "one" || len(h.Tracks) != 1 {
		t.Fatalf("got %+v", h)
	}
	var got []string
	for _, v := range h.Tracks[0].Values {
		got = append(got, strings.Join([]string{v.Text, v.First.Name, v.Last.Name, string(v.Grade)}, " "))
	}
	want := []string{"P30D now now weaker", "P90D two three stronger", "P60D one one "}
	if !slices.Equal(got, want) || h.Tracks[0].Label != "retention" {
		t.Errorf("got %q under %s, want %q", got, h.Tracks[0].Label, want)
	}
	if a := h.Tracks[0].Values[0].Approved; a == nil || a.By != "ciso" {
		t.Error("the approval is lost")
	}
	if h := New(view).history("unknown"); h.Known {
		t.Error("a control that no snapshot holds has a history")
	}
	still := New(&disclose.View{Lines: []disclose.Line{{Snapshots: []*snapshot.Snapshot{claimed(1, "one", "old", "P60D"), claimed(9, snapshot.Now, "old", "P60D")}}}})
	if h := still.history("old"); !h.Known || len(h.Tracks) != 0 || h.Oldest.Name != "one" {
		t.Errorf("what never changed has the history %+v", h)
	}
}

func TestOf(t *testing.T) {
	c := &disclose.Control{
		ID: "new", Assert: `ev["a"].days >= days(p.retention) && ev["a"].x == c["far"].count`,
		Parameters: []disclose.Parameter{{Name: "retention", Label: "retention", Type: "retention", Raw: "P30D", Text: "at least 30 days"}},
		Evidence: []disclose.Observation{
			{ID: "a", Shows: "the days", Schedule: "daily", Scope: scope("cloud", "aws")}, {ID: "b"}, {ID: "a", Shows: "the days", Scope: scope("cloud", "gcp")},
		},
		Comparisons: []disclose.Comparison{{Claimed: "1", Holds: true}, {Claimed: "2"}, {Claimed: "3", Holds: true}},
	}
	far := &disclose.Control{ID: "far", Parameters: []disclose.Parameter{{Name: "count", Label: "count", Type: "count", Raw: map[string]any{"op": ">=", "value": int64(2)}}}}
	view := &disclose.View{
		Controls: []*disclose.Control{c, far}, Evidence: []*disclose.Evidence{{ID: "a", Key: "a", Controls: []string{"new"}}, {ID: "z", Key: "z"}},
		Lines: []disclose.Line{{Snapshots: []*snapshot.Snapshot{claimed(1, "one", "new", "P60D"), claimed(9, snapshot.Now, "new", "P30D")}}},
	}
	x := New(view)
	d := x.Of(c, "en")
	if got := strings.Join(d.Rule.Lines(), "\n"); got != "days of evidence a is at least retention (30 days) in days\nx of evidence a is count of control far (at least 2)" {
		t.Errorf("the rule is %s", got)
	}
	if len(d.Needs) != 2 || len(d.Needs[0].Found) != 2 || d.Needs[0].Shows != "the days" || d.Needs[1].ID != "b" {
		t.Errorf("needs are %+v", d.Needs)
	}
	if d.Broken != 1 || d.Compared[0].Claimed != "2" || len(d.Compared) != 3 {
		t.Errorf("compared are %+v", d.Compared)
	}
	if len(d.Lanes) != 1 || d.Lanes[0].Measured || d.Lanes[0].Evidence.ID != "a" {
		t.Errorf("lanes are %+v", d.Lanes)
	}
	if d.Version == nil || !d.Version.Current || len(d.Versions) != 2 || d.Versions[0] != d.Version {
		t.Errorf("versions are %+v", d.Versions)
	}
	if e := x.Edition(d.Versions[1], "en"); e.Control != c || e.Now != d.Version || e.Followed != nil || len(e.Parameters) != 1 || e.Current {
		t.Errorf("the edition is %+v", e)
	}
	if v := New(&disclose.View{Controls: view.Controls}).Of(c, "en"); v.Version != nil || v.History.Known {
		t.Error("a view without lines has versions")
	}
}
