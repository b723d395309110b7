package citation

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/snapshot"
)

// Version is one thing that a control claimed.
type Version struct {
	ID        string // of the control
	Digest    string // the first digits of Sum, as many as tell it from other versions of the control
	Sum       string // SHA-256, hexadecimal
	Canonical string // what Sum covers
	Claim     *snapshot.Control
	Seen      []Sighting // oldest first
	Current   bool       // it is claimed now
	// Next is the version that took its place, nil where it is current or where
	// the control was withdrawn. It may be one of another id.
	Next *Version
	// Now is what the control claims now, nil where it was withdrawn.
	Now *Version
	// Changes is what is claimed differently now, the weaker first.
	Changes []change.Change
}

// Sighting is a snapshot, or the portal itself, that holds a version.
type Sighting struct {
	Name string // snapshot.Now for the portal itself
	At   time.Time
}

// First returns when the version was seen first.
func (v *Version) First() Sighting { return v.Seen[0] }

// Last returns when the version was seen last.
func (v *Version) Last() Sighting { return v.Seen[len(v.Seen)-1] }

// Name returns the name of the version: ID@DIGEST.
func (v *Version) Name() string { return v.ID + "@" + v.Digest }

// key tells versions apart before they have names.
type key struct{ id, sum string }

// line is the snapshots of one audience with what is in each, and the ids of its
// controls in the next.
type line struct {
	snapshots []*snapshot.Snapshot
	renamed   []map[string]string // from each snapshot to the next
}

// Versions returns what controls claimed over several lines of snapshots, each
// oldest first, the last of each being the portal itself. They come by id, then
// by when they were seen first. Of equal claims the first line counts, and its
// audience decides what is current. The function besides returns the version of a
// control that one of the snapshots holds, nil for any other.
func Versions(lines ...[]*snapshot.Snapshot) ([]*Version, func(c *snapshot.Control) *Version) {
	all := map[key]*Version{}
	sums := map[*snapshot.Control]string{}
	var followed []line
	for _, snapshots := range lines {
		l := line{snapshots: snapshots}
		for i, s := range snapshots {
			sight(all, sums, s, i == len(snapshots)-1)
			if i+1 < len(snapshots) {
				l.renamed = append(l.renamed, change.Renamed(s, snapshots[i+1]))
			}
		}
		followed = append(followed, l)
	}
	out := make([]*Version, 0, len(all))
	for _, v := range all {
		slices.SortStableFunc(v.Seen, func(a, b Sighting) int {
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(latest(a), latest(b)), cmp.Compare(a.Name, b.Name))
		})
		v.Seen = slices.Compact(v.Seen)
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b *Version) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), a.First().At.Compare(b.First().At), cmp.Compare(a.Sum, b.Sum))
	})
	name(out, Digits)
	for _, v := range out {
		if !v.Current {
			v.follow(all, sums, followed)
		}
	}
	return out, func(c *snapshot.Control) *Version { return all[key{c.ID, sums[c]}] }
}

// latest puts the portal itself after a snapshot of the same instant.
func latest(s Sighting) int {
	if s.Name == snapshot.Now {
		return 1
	}
	return 0
}

// sight notes what a snapshot holds.
func sight(all map[key]*Version, sums map[*snapshot.Control]string, s *snapshot.Snapshot, current bool) {
	for i := range s.Controls {
		c := &s.Controls[i]
		canonical := Canonical(c)
		sums[c] = Digest(canonical)
		k := key{c.ID, sums[c]}
		v := all[k]
		if v == nil {
			v = &Version{ID: c.ID, Sum: k.sum, Canonical: string(canonical), Claim: c}
			all[k] = v
		}
		if current {
			v.Claim = c // the newest words for the same values
		}
		v.Current = v.Current || current
		v.Seen = append(v.Seen, Sighting{s.Title(), s.AsOf.Time})
	}
}

// name gives each version the fewest digits, and at least some, that no earlier
// version of its control has.
func name(sorted []*Version, least int) {
	taken := map[string]bool{}
	for _, v := range sorted {
		for n := min(least, len(v.Sum)); n <= len(v.Sum); n++ {
			if v.Digest = v.Sum[:n]; !taken[v.Name()] {
				break
			}
		}
		taken[v.Name()] = true
	}
}

// follow finds what took the place of a version that is claimed no more, in the
// line in which it was seen last.
func (v *Version) follow(all map[key]*Version, sums map[*snapshot.Control]string, lines []line) {
	last := v.Last()
	for _, l := range lines {
		for i := len(l.snapshots) - 2; i >= 0; i-- {
			c := l.snapshots[i].Control(v.ID)
			if c == nil || sums[c] != v.Sum || l.snapshots[i].Title() != last.Name {
				continue
			}
			next, now := l.after(i, v.ID)
			if next != nil {
				v.Next = all[key{next.ID, sums[next]}]
			}
			if now != nil {
				v.Now = all[key{now.ID, sums[now]}]
				v.Changes = Differences(c, now)
			}
			return
		}
	}
}

// after follows a control from a snapshot on: to the next snapshot and to the
// portal itself. What has no match is nil.
func (l line) after(i int, id string) (next, now *snapshot.Control) {
	for at := i; at < len(l.renamed); at++ {
		to, ok := l.renamed[at][id]
		if !ok {
			return next, nil
		}
		id, now = to, l.snapshots[at+1].Control(to)
		if at == i {
			next = now
		}
	}
	return next, now
}

// Differences returns what of a claim differs between two snapshots of a
// control, the weaker first. What was found is left out.
func Differences(old, now *snapshot.Control) []change.Change {
	a, b := *old, *now
	a.State, a.Reason, a.Detail, a.Grade = "", "", "", ""
	b.State, b.Reason, b.Detail, b.Grade = "", "", "", ""
	a.Origin, b.Origin = "same", "same" // one control, whatever its ids are
	pair := change.Between(&snapshot.Snapshot{Controls: []snapshot.Control{a}}, &snapshot.Snapshot{Controls: []snapshot.Control{b}})
	if len(pair.Changed) != 1 {
		return nil
	}
	return pair.Changed[0].Changes
}
