package register

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// Third is one third party with where it stands in time.
type Third struct {
	*disclose.Subprocessor
	Serves []*disclose.Control // that name it
	// Upcoming says that it starts after the instant of the build: its notice runs.
	Upcoming bool
	// NoticeDays are the days between announcement and start; 0 when one of them is
	// not known, which Notice and Since tell.
	NoticeDays int
}

// Announced reports whether the days of notice are known.
func (t Third) Announced() bool { return !t.Notice.IsZero() && !t.Since.IsZero() }

// Thirds lists third parties: upcoming ones first, the soonest leading, then the
// others in their order.
func (b *Book) Thirds(in []*disclose.Subprocessor) []Third {
	var out []Third
	for _, s := range in {
		t := Third{Subprocessor: s, Serves: b.of(s.Controls), Upcoming: s.Since.After(b.view.AsOf)}
		if t.Announced() {
			t.NoticeDays = days(s.Notice, s.Since)
		}
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(x, y Third) int {
		if x.Upcoming != y.Upcoming {
			if x.Upcoming {
				return -1
			}
			return 1
		}
		if x.Upcoming {
			return x.Since.Compare(y.Since)
		}
		return 0
	})
	return out
}

// Parties is what a list of third parties comes to.
type Parties struct {
	Rows     []Third
	Upcoming int
	Places   []disclose.Count // places by how many keep or run something there, the most first
	Changed  time.Time        // the newest announcement or start up to the build; zero when none is dated
}

// Parties lists third parties with what they come to.
func (b *Book) Parties(in []*disclose.Subprocessor) *Parties {
	out := &Parties{Rows: b.Thirds(in)}
	n := make(map[string]int)
	for _, t := range out.Rows {
		if t.Upcoming {
			out.Upcoming++
		}
		for _, place := range t.Places {
			n[place]++
		}
		for _, at := range []time.Time{t.Since, t.Notice} {
			if !at.After(b.view.AsOf) {
				out.Changed = latest(out.Changed, at)
			}
		}
	}
	out.Places = byCount(n)
	return out
}
