package cadence

import (
	"testing"
	"time"

	"github.com/candor-site/candor/internal/period"
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func day(n int) time.Time { return at("2026-11-01T00:00:00Z").AddDate(0, 0, n) }

func rhythm(t *testing.T, every, grace string) Rhythm {
	t.Helper()
	p, err := period.Parse(every)
	if err != nil {
		t.Fatal(err)
	}
	g, err := period.ParseGrace(grace)
	if err != nil {
		t.Fatal(err)
	}
	return Rhythm{Period: p, Grace: g}
}

// collected makes runs that count until the end of their grace.
func collected(r Rhythm, days ...int) []Run {
	var out []Run
	for _, n := range days {
		out = append(out, Run{At: day(n), Until: r.Until(day(n))})
	}
	return out
}

func TestMeasure(t *testing.T) {
	daily := rhythm(t, "P1D", "P1D") // fresh for two days
	failed := collected(daily, 0, 1, 2, 3, 4)
	failed[2].Failed, failed[3].Failed = true, true
	for name, c := range map[string]struct {
		runs     []Run
		from, to int
		share    float64
		lapses   []Stretch
		longest  Stretch
		missed   int
		next     time.Time
		counted  int
		failures int
	}{
		"never": {from: 0, to: 10, lapses: []Stretch{{day(0), day(10)}}, longest: Stretch{day(0), day(10)}},
		"every day": {
			runs: collected(daily, 0, 1, 2, 3), from: 0, to: 4, share: 1,
			longest: Stretch{day(0), day(1)}, next: day(4), counted: 4,
		},
		"in the grace each time": {
			runs: collected(daily, 0, 2, 4), from: 0, to: 4, share: 1,
			longest: Stretch{day(0), day(2)}, next: day(5), counted: 3,
		},
		"a gap": {
			runs: collected(daily, 0, 6), from: 0, to: 8, share: 0.5, lapses: []Stretch{{day(2), day(6)}},
			longest: Stretch{day(0), day(6)}, missed: 4, next: day(7), counted: 2,
		},
		"the last run before the window reaches in": {
			runs: collected(daily, -1), from: 0, to: 4, share: 0.25, lapses: []Stretch{{day(1), day(4)}},
			longest: Stretch{day(-1), day(4)}, missed: 3, next: day(0),
		},
		"gaps that were over before the window do not count": {
			runs: collected(daily, -20, -1, 0, 1), from: 0, to: 2, share: 1,
			longest: Stretch{day(0), day(1)}, next: day(2), counted: 2,
		},
		"nothing before the first run": {
			runs: collected(daily, 3), from: 0, to: 4, share: 0.25, lapses: []Stretch{{day(0), day(3)}},
			longest: Stretch{day(3), day(4)}, next: day(4), counted: 1,
		},
		"a failed run covers nothing": {
			runs: failed, from: 0, to: 5, share: 0.8, lapses: []Stretch{{day(3), day(4)}},
			longest: Stretch{day(1), day(4)}, missed: 1, next: day(5), counted: 5, failures: 2,
		},
		"runs after the end are left out": {
			runs: collected(daily, 0, 9), from: 0, to: 2, share: 1, longest: Stretch{day(0), day(2)}, next: day(1), counted: 1,
		},
		"a run that counts for no time joins two lapses": {
			runs: []Run{{At: day(0), Until: day(1)}, {At: day(2), Until: day(2)}, {At: day(3), Until: day(4)}}, from: 0, to: 4,
			share: 0.5, lapses: []Stretch{{day(1), day(3)}}, longest: Stretch{day(0), day(2)}, missed: 0, next: day(4), counted: 3,
		},
		"no time at all": {runs: collected(daily, 0), from: 3, to: 3, longest: Stretch{day(0), day(3)}, next: day(1)},
	} {
		t.Run(name, func(t *testing.T) {
			r := Measure(c.runs, daily, day(c.from), day(c.to))
			if r.Share() != c.share {
				t.Errorf("share %v, want %v (fresh %s)", r.Share(), c.share, r.Fresh)
			}
			if len(r.Lapses) != len(c.lapses) {
				t.Fatalf("lapses %v, want %v", r.Lapses, c.lapses)
			}
			for i := range c.lapses {
				if r.Lapses[i] != c.lapses[i] {
					t.Errorf("lapse %v, want %v", r.Lapses[i], c.lapses[i])
				}
			}
			if r.Longest != c.longest || r.Missed != c.missed || !r.NextDue.Equal(c.next) || r.Runs != c.counted || r.Failed != c.failures {
				t.Errorf("got longest %v, missed %d, next %v, runs %d, failed %d", r.Longest, r.Missed, r.NextDue, r.Runs, r.Failed)
			}
		})
	}
}

// Without a rhythm nothing is missed and nothing is next; the ends of the runs
// decide alone.
func TestNoRhythm(t *testing.T) {
	r := Measure([]Run{{At: day(1)}}, Rhythm{}, day(0), day(4))
	if r.Share() != 0.75 || r.Missed != 0 || !r.NextDue.IsZero() || !r.Last.Equal(day(1)) || !r.First.Equal(day(1)) {
		t.Errorf("got %+v", r)
	}
}

// Periods are calendar arithmetic: a series of months that began on the 31st
// ends on the last day of each, in the zone of the site.
func TestCalendar(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	monthly := rhythm(t, "P1M", "0%")
	monthly.Location = berlin
	start := at("2026-01-30T23:30:00Z") // 31 January in Berlin
	r := Measure([]Run{{At: start, Until: monthly.Until(start)}}, monthly, at("2026-01-01T00:00:00Z"), at("2026-05-01T00:00:00Z"))
	if want := at("2026-02-27T23:30:00Z"); !r.NextDue.Equal(want) {
		t.Errorf("next due %v, want %v", r.NextDue, want)
	}
	if r.Missed != 3 {
		t.Errorf("missed %d, want 3: the ends of February, March and April", r.Missed)
	}
}

// Half an hour of a window of ten years is not rounded away, and a period of a
// second is not counted one by one.
func TestLong(t *testing.T) {
	seconds := rhythm(t, "PT1S", "PT1S")
	from, to := day(-3652), day(0)
	r := Measure([]Run{{At: from, Until: to.Add(-30 * time.Minute)}}, seconds, from, to)
	if r.Share() >= 1 || r.Share() < 0.9999 {
		t.Errorf("share %v", r.Share())
	}
	if want := int(to.Sub(from)/time.Second) - 2; r.Missed != want {
		t.Errorf("missed %d, want %d", r.Missed, want)
	}
}

// The two ways to count missed runs agree where both apply.
func TestMissedByClock(t *testing.T) {
	days, hours := rhythm(t, "P1D", "25%"), rhythm(t, "PT24H", "25%")
	for until := range 40 {
		for from := range 10 {
			end := day(until).Add(7 * time.Hour)
			if a, b := days.missed(day(0), end, day(from)), hours.missed(day(0), end, day(from)); a != b {
				t.Errorf("from %d until %d: %d by calendar, %d by clock", from, until, a, b)
			}
		}
	}
}
