package outlook

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func in(days int) time.Time { return asOf.AddDate(0, 0, days) }

func view() *disclose.View {
	seen := func(state string, due, expires int) []disclose.Observation {
		return []disclose.Observation{{ID: "e", Title: "E", Freshness: state, DueAt: in(due), Expires: in(expires)}}
	}
	return &disclose.View{AsOf: asOf, Controls: []*disclose.Control{
		{ID: "kept", Title: "Kept", State: "satisfied"},
		{ID: "ten", Title: "Ten", State: "satisfied", FreshUntil: in(10), Evidence: seen("fresh", 8, 16)},
		{ID: "one", Title: "One", State: "satisfied", FreshUntil: in(1), Evidence: seen("due", -1, 2)},
		{ID: "far", Title: "Far", State: "satisfied", FreshUntil: in(91)},
		{ID: "fails", Title: "Fails", State: "not-satisfied", FreshUntil: in(3), Evidence: seen("fresh", 2, 4)},
		{ID: "stale", Title: "Stale", State: "undetermined", Evidence: seen("stale", -5, 20)},
		{ID: "older", Title: "Older", State: "undetermined", Evidence: seen("stale", -50, 20)},
		{ID: "missing", Title: "Missing", State: "undetermined", Evidence: []disclose.Observation{{ID: "m", Freshness: "missing"}}},
		{ID: "broken", Title: "Broken", State: "undetermined", Evidence: seen("fresh", 2, 4)},
	}}
}

func TestRows(t *testing.T) {
	o := Of(view())
	var got []string
	for _, r := range o.Rows {
		got = append(got, r.Control.ID+" "+string(r.Band))
	}
	if want := "older lapsed, stale lapsed, missing lapsed, one dated, fails dated, ten dated, far dated, broken ageless, kept ageless"; strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
	if r := o.Of("dated")[0]; !r.Due.Equal(in(-1)) || r.First == nil || r.First.ID != "e" {
		t.Errorf("%+v", r)
	}
	if r := o.Of("lapsed")[2]; r.First != nil || !r.Due.IsZero() {
		t.Errorf("what has no date has %+v", r)
	}
}

// TestDaily: a state is lost at its instant, not a day later.
func TestDaily(t *testing.T) {
	o := Of(view())
	if o.Total != 9 || o.Green != 4 || o.Kept != 1 || len(o.Daily) != Days+1 {
		t.Fatalf("%d controls, %d satisfied, %d kept, %d days", o.Total, o.Green, o.Kept, len(o.Daily))
	}
	for d, want := range map[int]int{0: 4, 1: 3, 9: 3, 10: 2, 90: 2} {
		if o.Daily[d] != want {
			t.Errorf("after %d days %d are left, want %d", d, o.Daily[d], want)
		}
	}
	lost := 0
	for i, w := range o.Weeks {
		lost += w.Lost
		if w.N != i+1 || i > 0 && !w.From.Equal(o.Weeks[i-1].To) {
			t.Errorf("week %+v", w)
		}
	}
	last := o.Weeks[len(o.Weeks)-1]
	if len(o.Weeks) != 13 || lost != 2 || !last.To.Equal(in(Days)) || last.Green != 2 || last.Share != 22 || o.Weeks[0].Lost != 1 || o.Weeks[1].Lost != 1 {
		t.Errorf("%d weeks lose %d, the last is %+v", len(o.Weeks), lost, last)
	}
	if got := fmt.Sprint(o.Marks[0].Green, o.Marks[1].Green, o.Marks[2].Green, o.Marks[4].Days); got != "3 3 2 90" {
		t.Errorf("marks %s", got)
	}
}

func TestChart(t *testing.T) {
	o := Of(view())
	if got, want := o.Area(), "M0 200V112H10V134H100V156H900V200Z"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := fmt.Sprint(o.Bars()); got != "[{2 0 66 200} {72 0 66 200}]" {
		t.Errorf("bars %s", got)
	}
	empty := Of(&disclose.View{AsOf: asOf})
	if got := empty.Area(); got != "M0 200V200H900V200Z" || len(empty.Bars()) > 0 || empty.Weeks[0].Share != 0 {
		t.Errorf("of nothing: %s", got)
	}
}
