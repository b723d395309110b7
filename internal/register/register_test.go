package register

import (
	"slices"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func day(n int) time.Time { return asOf.AddDate(0, 0, n) }

func TestGaps(t *testing.T) {
	v := &disclose.View{AsOf: asOf, Controls: []*disclose.Control{{ID: "c"}}}
	all := []*disclose.Exception{
		{ID: "undated", State: "open"}, {ID: "later", State: "open", Until: day(9), Lapses: day(9)}, {ID: "soon", State: "open", Until: day(2), Lapses: day(2), Control: "c"},
		{ID: "gone", State: "obsolete"}, {ID: "unclear", State: "undetermined"}, {ID: "late", State: "overdue", Until: day(-3), Lapses: day(-3)},
	}
	gaps := Open(v).Gaps(all)
	var ids []string
	for _, g := range gaps {
		ids = append(ids, g.ID)
	}
	if want := []string{"late", "unclear", "gone", "soon", "later", "undated"}; !slices.Equal(ids, want) {
		t.Errorf("in the order %v", ids)
	}
	if !gaps[0].Overdue() || gaps[3].Waives == nil || gaps[4].Waives != nil {
		t.Errorf("%+v", gaps)
	}
	if n := Open(v).GapCounts(all); len(n) != 4 || n[0] != (disclose.Count{Name: "overdue", N: 1}) || n[3].N != 3 {
		t.Errorf("%v", n)
	}
}

func TestParties(t *testing.T) {
	v := &disclose.View{AsOf: asOf}
	p := Open(v).Parties([]*disclose.Subprocessor{
		{ID: "old", Since: day(-100), Notice: day(-130), Places: []string{"Dublin"}}, {ID: "undated", Places: []string{"Belgium", "Dublin"}},
		{ID: "later", Since: day(40), Notice: day(-1)}, {ID: "soon", Since: day(10)},
	})
	var ids []string
	for _, r := range p.Rows {
		ids = append(ids, r.ID)
	}
	if want := []string{"soon", "later", "old", "undated"}; !slices.Equal(ids, want) || p.Upcoming != 2 {
		t.Errorf("%v, %d upcoming", ids, p.Upcoming)
	}
	if p.Rows[0].Announced() || p.Rows[1].NoticeDays != 41 || p.Rows[2].NoticeDays != 30 {
		t.Errorf("%+v", p.Rows)
	}
	if want := []disclose.Count{{Name: "Dublin", N: 2}, {Name: "Belgium", N: 1}}; !slices.Equal(p.Places, want) || !p.Changed.Equal(day(-1)) {
		t.Errorf("%v, changed %v", p.Places, p.Changed)
	}
}

func TestScans(t *testing.T) {
	v := &disclose.View{AsOf: asOf}
	v.Evidence = []*disclose.Evidence{{ID: "e", Key: "e", Collected: day(-1)}}
	v.Controls = []*disclose.Control{
		{ID: "z", Title: "Z", Kind: "scan"},
		{ID: "a", Title: "A", Kind: "scan", Parameters: []disclose.Parameter{{Name: "category", Text: "security"}, {Name: "tools", Text: "Trivy"}, {Name: "frequency", Unstated: true}},
			Evidence: []disclose.Observation{{ID: "e", Collected: day(-1), DueAt: day(3), Linked: true}, {ID: "f", Collected: day(-9), DueAt: day(1)}, {ID: "g"}}},
		{ID: "b", Kind: "backup"},
	}
	scans := Open(v).AllScans()
	if len(scans) != 2 || scans[0].ID != "a" || scans[0].Tool != "Trivy" || scans[0].Frequency != "" {
		t.Fatalf("%+v", scans)
	}
	if s := scans[0]; !s.Last.Equal(day(-1)) || !s.Due.Equal(day(1)) || s.Runs[0].Evidence == nil || s.Runs[1].Evidence != nil {
		t.Errorf("%+v", s)
	}
	if s := scans[1]; !s.Last.IsZero() || !s.Due.IsZero() {
		t.Errorf("a scan that never ran has run: %+v", s)
	}
}

func TestObjectives(t *testing.T) {
	v := &disclose.View{AsOf: asOf, Controls: []*disclose.Control{
		{ID: "plain", Kind: "recovery-objective", Parameters: []disclose.Parameter{{Name: "lag", Text: "60 seconds", Type: "duration"}}},
		{ID: "both", Kind: "recovery-objective", Parameters: []disclose.Parameter{{Name: "rto", Text: "8 hours"}, {Name: "rpo", Text: "2 hours"}},
			Comparisons: []disclose.Comparison{{Measured: "7 hours", Holds: true}}, Evidence: []disclose.Observation{{ID: "a", Collected: day(-30)}, {ID: "b", Collected: day(-3)}}},
	}}
	all := Open(v).AllObjectives()
	if len(all) != 2 || all[0].ID != "both" || all[0].Time != "8 hours" || !all[0].Measured || !all[0].Tested.Equal(day(-3)) {
		t.Fatalf("%+v", all)
	}
	if all[1].Measured || len(all[1].Other) != 1 || !all[1].Tested.IsZero() {
		t.Errorf("%+v", all[1])
	}
}

func TestDuties(t *testing.T) {
	v := &disclose.View{AsOf: asOf, Scopes: []disclose.Axis{{Name: "product", Values: []string{"one", "two"}}}}
	add := func(id, who, status string, products ...string) {
		c := &disclose.Control{ID: id, Kind: "k", Responsibility: who, Status: status}
		if products != nil {
			c.Scope = []disclose.Axis{{Name: "product", Values: products}}
		}
		v.Controls = append(v.Controls, c)
	}
	add("ours", "provider", "in-effect")
	add("offer", "customer", "optional", "one")
	add("both", "shared", "in-effect", "two")
	add("alone", "customer", "in-effect")
	add("must", "customer", "required-setting")
	add("host", "inherited", "in-effect")
	v.Kinds = []*disclose.Kind{{ID: "k", Title: "K", Controls: v.AllIDs()}}
	d := Open(v).Duties()
	var order []string
	for _, g := range d.Groups() {
		for _, x := range g.Duties {
			order = append(order, g.Must+" "+x.ID)
		}
	}
	if want := []string{"required must", "part alone", "part both", "optional offer"}; !slices.Equal(order, want) {
		t.Errorf("%v", order)
	}
	if !slices.Equal(d.Kinds[0].Counts, []int{1, 3, 1, 1}) || !slices.Equal(d.Products[0].Counts, []int{1, 3, 0, 1}) || !slices.Equal(d.Products[1].Counts, []int{1, 2, 1, 1}) {
		t.Errorf("kinds %v, products %v", d.Kinds, d.Products)
	}
	if !d.Shared() || len(d.Inherited) != 1 {
		t.Errorf("%+v", d)
	}
	v.Controls = v.Controls[:1]
	if Open(v).Duties().Shared() {
		t.Error("nobody but the provider acts, and it is shared")
	}
}

func TestBrief(t *testing.T) {
	v := &disclose.View{}
	for _, names := range [][]string{{"comparator", "data", "retention"}, {"retention", "data"}, {"retention"}, {"retention"}, {"rare"}} {
		c := &disclose.Control{ID: names[0] + string(rune('a'+len(v.Controls))), Kind: "k"}
		for _, n := range names {
			c.Parameters = append(c.Parameters, disclose.Parameter{Name: n, Text: n + " text"})
		}
		v.Controls = append(v.Controls, c)
	}
	b := Open(v).Brief(&disclose.Kind{ID: "k", Controls: v.AllIDs()})
	if len(b.Columns) != 2 || b.Columns[0].Name != "retention" || b.Columns[1].Name != "data" || len(b.Rows) != 5 {
		t.Fatalf("%+v", b)
	}
	if cells := b.Rows[2].Cells; cells[0].Text != "retention text" || cells[1].Name != "" {
		t.Errorf("%+v", cells)
	}
}

func TestLibraryAndJournal(t *testing.T) {
	v := &disclose.View{AsOf: asOf}
	v.Documents = []*disclose.Document{{Title: "B", Folder: "z", Tags: []string{"x"}, Route: "/b"}, {Title: "A", Tags: []string{"x", "y"}}}
	l := Open(v).Library(v.Documents)
	if len(l.Shelves) != 2 || l.Shelves[0].Folder != "" || l.OnRequest != 1 || l.Tags[0] != (disclose.Count{Name: "x", N: 2}) {
		t.Errorf("%+v", l)
	}
	v.Pages = []*disclose.Page{
		{Route: "/updates/", Title: "Index"}, {Route: "/updates/a/", Title: "A", Date: day(0), Tags: []string{"t"}}, {Route: "/updates/b/", Title: "B", Date: day(-400), Tags: []string{"t", "u"}}, {Route: "/updates/c/", Title: "C"}, {Route: "/other/", Title: "O"},
	}
	v.Approvals = []*disclose.Approval{{Control: "c", Title: "Kept", What: "retention", On: day(-2), From: "1", To: "2"}}
	j := Open(v).Journal("")
	if j.Total != 4 || len(j.Years) != 3 || j.Years[0].Year != 2026 || len(j.Years[0].News) != 2 || j.Years[2].Year != 0 {
		t.Errorf("%+v", j)
	}
	if want := []disclose.Count{{Name: "t", N: 2}, {Name: "u", N: 1}, {Name: "weaker", N: 1}}; !slices.Equal(j.Tags, want) {
		t.Errorf("%v", j.Tags)
	}
	if u := Open(v).Journal("u"); u.Total != 1 || u.Years[0].News[0].Title != "B" || len(u.Tags) != 3 {
		t.Errorf("%+v", u)
	}
}
