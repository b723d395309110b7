// Package outlook says how a portal would age if nobody rebuilt it: until when
// the state of each control holds, and how many states would still hold on each
// of the days to come.
//
// It sees nothing but the View, judges nothing anew and knows no clock: what is
// past is past at the instant of the build.
package outlook

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// Days is how far the outlook reaches.
const Days = 90

// Band says in which way a control ages.
type Band string

// The bands, in the order in which rows are listed.
const (
	Lapsed  Band = "lapsed"  // evidence that it needs does not count now
	Dated   Band = "dated"   // its state holds until a date
	Ageless Band = "ageless" // age alone does not change its state
)

// Bands lists the bands in their order.
var Bands = []Band{Lapsed, Dated, Ageless}

// Row is one control of the overview.
type Row struct {
	Control *disclose.Control
	Band    Band
	Until   time.Time // until when its state holds; of a lapsed one, when its evidence was due; zero: never or not known
	Due     time.Time // when the first of its evidence is due next, or was; zero: no date says
	// First is the evidence that is due or ends first, nil where no date says.
	First *disclose.Observation
}

// Mark is how many satisfied controls would still be so some days after the
// build.
type Mark struct {
	Days  int
	At    time.Time
	Green int
}

// Week is one of the weeks to come.
type Week struct {
	N        int       // from 1
	From, To time.Time // To is not part of it
	Lost     int       // satisfied controls whose date lies within
	Green    int       // that are left at its end
	Share    int       // of all controls, in whole percent, rounded down
}

// Outlook is how one view ages.
type Outlook struct {
	AsOf  time.Time
	Total int   // controls
	Green int   // those that are satisfied at the build
	Kept  int   // satisfied ones that age alone never changes
	Rows  []Row // by band; those with a date by it, the first at the top
	Daily []int // satisfied controls left after 0, 1, ... Days days
	Weeks []Week
	Marks []Mark // after 1, 7, 30, 60 and 90 days
}

// Of returns the outlook of a view.
func Of(v *disclose.View) *Outlook {
	o := &Outlook{AsOf: v.AsOf, Total: len(v.Controls)}
	for _, c := range v.Controls {
		o.Rows = append(o.Rows, row(c))
		if c.State == "satisfied" {
			o.Green++
			if c.FreshUntil.IsZero() {
				o.Kept++
			}
		}
	}
	slices.SortStableFunc(o.Rows, func(a, b Row) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Bands, a.Band), slices.Index(Bands, b.Band)),
			datedFirst(a.Until, b.Until), cmp.Compare(a.Control.Title, b.Control.Title), cmp.Compare(a.Control.ID, b.Control.ID))
	})
	for d := range Days + 1 {
		o.Daily = append(o.Daily, left(v.Controls, v.AsOf.AddDate(0, 0, d)))
	}
	o.weeks()
	for _, d := range []int{1, 7, 30, 60, Days} {
		o.Marks = append(o.Marks, Mark{Days: d, At: v.AsOf.AddDate(0, 0, d), Green: o.Daily[d]})
	}
	return o
}

// Of returns the rows of one band.
func (o *Outlook) Of(band string) []Row {
	var out []Row
	for _, r := range o.Rows {
		if string(r.Band) == band {
			out = append(out, r)
		}
	}
	return out
}

// weeks counts what each week loses. The last one is cut at the end of the
// outlook.
func (o *Outlook) weeks() {
	for from := 0; from < Days; from += 7 {
		to := min(from+7, Days)
		w := Week{N: from/7 + 1, From: o.AsOf.AddDate(0, 0, from), To: o.AsOf.AddDate(0, 0, to), Green: o.Daily[to], Lost: o.Daily[from] - o.Daily[to]}
		if o.Total > 0 {
			w.Share = w.Green * 100 / o.Total
		}
		o.Weeks = append(o.Weeks, w)
	}
}

// left counts the satisfied controls whose state still holds at an instant.
func left(controls []*disclose.Control, at time.Time) int {
	n := 0
	for _, c := range controls {
		if c.State == "satisfied" && (c.FreshUntil.IsZero() || c.FreshUntil.After(at)) {
			n++
		}
	}
	return n
}

// row says how one control ages.
func row(c *disclose.Control) Row {
	r := Row{Control: c, Band: Ageless, Until: c.FreshUntil}
	for i := range c.Evidence {
		o := &c.Evidence[i]
		if !counts(o) && c.State == "undetermined" {
			r.Band = Lapsed
		}
		if ends := sooner(o.DueAt, o.Expires); !ends.IsZero() && (r.First == nil || ends.Before(sooner(r.First.DueAt, r.First.Expires))) {
			r.First = o
		}
		r.Due = sooner(r.Due, o.DueAt)
	}
	switch {
	case r.Band == Lapsed:
		if r.First != nil {
			r.Until = sooner(r.First.DueAt, r.First.Expires)
		}
	case !c.FreshUntil.IsZero():
		r.Band = Dated
	}
	return r
}

// counts reports whether evidence supports a claim.
func counts(o *disclose.Observation) bool { return o.Freshness == "fresh" || o.Freshness == "due" }

// sooner returns the earlier of two times; a zero one is no time.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// datedFirst orders times; those that are not known come last.
func datedFirst(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}
