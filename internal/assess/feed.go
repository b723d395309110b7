package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// feed is what is known of the events of one sort up to the instant of the
// build, within one scope.
type feed struct {
	events  []trust.Event // newest first
	sources []*trust.Evidence
	until   time.Time // when the feed is stale itself; zero: never
	why     string    // why the events are not known, or ""
	problem string    // what is wrong with single entries, or ""
}

// happened returns the events of a sort within a scope. A feed is evidence, one
// piece for each scope: where one of them is stale, nobody knows when the last
// event was.
func (j *judge) happened(event string, within trust.Scope) feed {
	key := event + " " + within.String()
	if f, ok := j.feeds.Load(key); ok {
		return f.(feed)
	}
	f := j.readFeed(event, within)
	j.feeds.Store(key, f)
	return f
}

func (j *judge) readFeed(event string, within trust.Scope) (f feed) {
	declared, ok := j.site.Config.Events[event]
	if !ok {
		f.why = fmt.Sprintf("no feed tells when the last %s was", phrase(event))
		return f
	}
	if len(j.byID[declared.Evidence]) == 0 {
		f.why = fmt.Sprintf("the feed %q, which tells when the last %s was, is missing", declared.Evidence, phrase(event))
		return f
	}
	for _, piece := range j.latest(declared.Evidence, within) {
		f.sources = append(f.sources, piece)
		o := &trust.Observation{Collected: piece.Clocks.CollectedAt}
		if state, _ := j.unusable(piece); state != "" {
			f.why = fmt.Sprintf("the feed %q is %s", declared.Evidence, state)
			return f
		}
		every := declared.Every
		if every.IsZero() {
			every = j.usual(piece)
		}
		if a := j.periodic(o, period.Schedule{Basis: period.Every, Period: every}); !a.Freshness.Counts() {
			f.why = fmt.Sprintf("the feed %q is stale: it was collected on %s", declared.Evidence, say(o.Collected))
			return f
		}
		if state, why := incomplete(piece, trust.Need{}, false); state != "" && piece.Coverage.Examined > 0 {
			f.why = fmt.Sprintf("the feed %q is incomplete: %s", declared.Evidence, why)
			return f
		}
		f.until = period.Sooner(f.until, period.Sooner(o.StaleAt, piece.Clocks.ValidUntil))
	}
	if len(f.sources) == 0 {
		f.why = fmt.Sprintf("the feed %q says nothing about %s", declared.Evidence, within)
		return f
	}
	j.collect(&f, declared, event, within)
	f.events = slices.DeleteFunc(f.events, func(ev trust.Event) bool { return ev.At.IsZero() || ev.At.After(j.now) })
	if len(f.events) == 0 && f.why == "" {
		f.why = fmt.Sprintf("the feed %q names no %s", declared.Evidence, phrase(event))
	}
	slices.SortStableFunc(f.events, func(a, b trust.Event) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Key, b.Key))
	})
	return f
}

// collect reads the events of a feed: as its format does, as the site file
// says, or off the changes of a value.
func (j *judge) collect(f *feed, declared site.EventFeed, event string, within trust.Scope) {
	if declared.Changes != "" {
		f.events = j.changes(declared, event, within)
		return
	}
	for _, piece := range f.sources {
		if declared.Records == nil {
			for _, ev := range piece.Events {
				if ev.Type == "" || ev.Type == event {
					f.events = append(f.events, ev)
				}
			}
			continue
		}
		found := declared.Records.Find(piece.Tree(), j.site.Config.Location)
		if found.Why != "" {
			f.why = fmt.Sprintf("the feed %q cannot be read: %s", declared.Evidence, found.Why)
			return
		}
		undated := 0
		for _, r := range found.Records {
			if r.At.IsZero() {
				undated++
			}
			f.events = append(f.events, trust.Event{Type: event, Key: r.Key, At: r.At, Day: r.Day})
		}
		if n := undated + found.Nameless; n > 0 {
			f.problem = fmt.Sprintf("%s of the feed %q lack a key or a time", strconv.Itoa(n), declared.Evidence)
		}
	}
}

// latest returns the newest piece of each scope that meets a scope.
func (j *judge) latest(id string, within trust.Scope) []*trust.Evidence {
	met := slices.DeleteFunc(slices.Clone(j.byID[id]), func(e *trust.Evidence) bool { return !e.Scope.Meets(within) })
	return trust.NewestOfEach(met, func(e *trust.Evidence) string { return e.Scope.String() + "\x00" + e.Target })
}

// sighting is a value as one recording saw it.
type sighting struct {
	value string
	at    time.Time
	day   bool
}

// changes makes an event of each change of a value from one recording to the
// next, scope by scope. When a change is first seen is when it counts: it
// happened at some time before. The first sighting of all counts too, as nothing
// is known of the time before it.
func (j *judge) changes(declared site.EventFeed, event string, within trust.Scope) []trust.Event {
	seen := map[string][]sighting{}
	for _, e := range j.byID[declared.Evidence] {
		if v := changing(declared, e.Version, e.Params, e.Tree()); v != "" && e.Scope.Meets(within) && !e.Clocks.CollectedAt.IsZero() {
			key := e.Scope.String() + "\x00" + e.Target
			seen[key] = append(seen[key], sighting{v, e.Clocks.CollectedAt, e.Clocks.Precision == "day"})
		}
	}
	for _, l := range j.logOf[declared.Evidence] {
		v := changing(declared, l.Version, l.Params, nil)
		if v == "" || l.CollectedAt.IsZero() || !l.Scope.Meets(within) {
			continue
		}
		for _, e := range j.byID[declared.Evidence] {
			if j.logs(l.Scope, e.Scope) {
				key := e.Scope.String() + "\x00" + e.Target
				seen[key] = append(seen[key], sighting{value: v, at: l.CollectedAt})
				break
			}
		}
	}
	var out []trust.Event
	for _, list := range seen {
		slices.SortStableFunc(list, func(a, b sighting) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.value, b.value)) })
		for i, s := range list {
			if i == 0 || !sameKey(list[i-1].value, s.value) {
				out = append(out, trust.Event{Type: event, Key: s.value, At: s.at, Day: s.day})
			}
		}
	}
	return out
}

// changing returns the value whose changes are events.
func changing(declared site.EventFeed, version string, params map[string]any, body any) string {
	switch {
	case declared.ChangesAt != nil:
		return declared.ChangesAt.First(body)
	case declared.Changes == "version":
		return version
	}
	if v, ok := params[declared.Changes]; ok && v != nil {
		return fmt.Sprint(v)
	}
	return ""
}
