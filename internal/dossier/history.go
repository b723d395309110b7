package dossier

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/citation"
	"github.com/candor-site/candor/internal/snapshot"
)

// History is how what a control claims changed over the snapshots.
type History struct {
	Known  bool              // there is a snapshot before now that holds the control
	Oldest citation.Sighting // the oldest of them
	Tracks []Track           // what changed; none where everything stayed
}

// Track is the values that one part of a claim had, the newest first.
type Track struct {
	Aspect change.Aspect
	Label  string // of what changed, for people
	Scope  snapshot.Scope
	Values []Value
}

// Value is what one part of a claim said for a time.
type Value struct {
	Text        string // "" where nothing was claimed
	First, Last citation.Sighting
	Grade       change.Grade // against the value before; "" of the oldest
	Why         string       // what the grade rests on, or ""
	Approved    *change.Approved
}

// unfollowed are the aspects of a claim that are no value of it.
var unfollowed = []change.Aspect{change.ID, change.Title, change.Statement, change.Kind, change.Proof, change.InState}

// sightings are a control in the snapshots that hold it, oldest first.
type sightings struct {
	at       []citation.Sighting
	controls []*snapshot.Control
}

// seen follows a control back through the snapshots, under the names that it
// had.
func (x *Index) seen(id string) sightings {
	var s sightings
	for i := len(x.past) - 1; i >= 0; i-- {
		c := x.past[i].Control(id)
		if c == nil {
			break
		}
		s.at = append(s.at, citation.Sighting{Name: x.past[i].Title(), At: x.past[i].AsOf.Time})
		s.controls = append(s.controls, c)
		if i == 0 {
			break
		}
		was, ok := x.renamed[i-1][id]
		if !ok {
			break
		}
		id = was
	}
	slices.Reverse(s.at)
	slices.Reverse(s.controls)
	return s
}

// history lists what changed of a claim.
func (x *Index) history(id string) History {
	s := x.seen(id)
	if len(s.at) < 2 {
		return History{}
	}
	h := History{Known: true, Oldest: s.at[0]}
	type name struct {
		aspect                 change.Aspect
		parameter, item, where string
	}
	tracks := map[name]*Track{}
	var order []name
	for i := 1; i < len(s.at); i++ {
		done := map[name]bool{}
		for _, ch := range x.step(s, i) {
			n := name{ch.Aspect, ch.Parameter, ch.Item, ch.Where()}
			if slices.Contains(unfollowed, ch.Aspect) || done[n] {
				continue // of two changes of one scope the first is the weaker one
			}
			done[n] = true
			t := tracks[n]
			if t == nil {
				t = &Track{Aspect: ch.Aspect, Label: ch.Label, Scope: ch.Scope, Values: []Value{{Text: ch.From, First: s.at[0]}}}
				tracks[n], order = t, append(order, n)
			}
			t.Values[len(t.Values)-1].Last = s.at[i-1]
			t.Values = append(t.Values, Value{Text: ch.To, First: s.at[i], Grade: ch.Grade, Why: ch.Why, Approved: ch.Approved})
		}
	}
	for _, n := range order {
		t := tracks[n]
		t.Values[len(t.Values)-1].Last = s.at[len(s.at)-1]
		slices.Reverse(t.Values)
		h.Tracks = append(h.Tracks, *t)
	}
	slices.SortStableFunc(h.Tracks, func(a, b Track) int { return cmp.Compare(a.Label, b.Label) })
	return h
}

// step returns what changed from one sighting to the next: as the review of the
// two says, which knows the approvals, or else as it is compared here.
func (x *Index) step(s sightings, i int) []change.Change {
	if r := x.steps[[2]string{s.at[i-1].Name, s.at[i].Name}]; r != nil {
		for _, w := range r.Changed {
			if w.ID == s.controls[i].ID {
				return w.Changes
			}
		}
		return nil
	}
	return citation.Differences(s.controls[i-1], s.controls[i])
}
