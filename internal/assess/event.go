package assess

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// defaultLag is how long evidence may take after its event when the site file
// says nothing.
var defaultLag = period.Period{Days: 1}

// eventful judges evidence that an event calls for. Without a feed that is
// itself current nobody knows when the event last happened.
func (j *judge) eventful(o *trust.Observation, e *trust.Evidence, s period.Schedule) {
	events, why := j.happened(s.Event)
	if why != "" {
		o.Freshness, o.Detail = trust.UndatedEvent, why
		return
	}
	missed := j.missed(o, e, s, events)
	if missed == 0 {
		o.Freshness = trust.Fresh
		return
	}
	latest := events[0]
	o.DueAt = latest.At
	o.StaleAt = j.lag(s).After(latest.At, j.site.Config.Location)
	o.Detail = fmt.Sprintf("%s %s of %s has none", phrase(s.Event), latest.Key, say(latest.At))
	switch {
	case s.Basis != period.BeforeEvent && j.now.Before(o.StaleAt):
		o.Freshness = trust.Due
	case missed > max(j.site.Config.Freshness.MaxAge, 1):
		o.Freshness = trust.Expired
	default:
		o.Freshness = trust.Stale
	}
}

// happened returns the events of a type up to the instant of the build, newest
// first, or why they are not known.
func (j *judge) happened(event string) (events []trust.Event, why string) {
	feed, ok := j.site.Config.Events[event]
	if !ok {
		return nil, fmt.Sprintf("no feed tells when the last %s was", phrase(event))
	}
	source := newest(j.byID[feed.Evidence], nil)
	if source == nil {
		return nil, fmt.Sprintf("the feed %q, which tells when the last %s was, is missing", feed.Evidence, phrase(event))
	}
	o := &trust.Observation{Collected: source.Clocks.CollectedAt}
	if state, _ := j.unusable(source); state != "" {
		return nil, fmt.Sprintf("the feed %q is %s", feed.Evidence, state)
	}
	j.periodic(o, period.Schedule{Basis: period.Every, Period: j.site.Config.Freshness.Snapshot})
	if !o.Freshness.Counts() {
		return nil, fmt.Sprintf("the feed %q is stale: it was collected on %s", feed.Evidence, say(o.Collected))
	}
	for _, ev := range source.Events {
		if (ev.Type == "" || ev.Type == event) && !ev.At.IsZero() && !ev.At.After(j.now) {
			events = append(events, ev)
		}
	}
	if len(events) == 0 {
		return nil, fmt.Sprintf("the feed %q names no %s", feed.Evidence, phrase(event))
	}
	slices.SortStableFunc(events, func(a, b trust.Event) int { return b.At.Compare(a.At) })
	return events, ""
}

// missed returns how many of the latest events the evidence does not cover: 0
// when it covers the newest.
func (j *judge) missed(o *trust.Observation, e *trust.Evidence, s period.Schedule, events []trust.Event) int {
	if s.Basis == period.BeforeEvent {
		return j.missedBefore(e, events)
	}
	if s.Basis == period.PerEvent {
		if key := keyOf(e, s.Event); key != "" {
			if i := slices.IndexFunc(events, func(ev trust.Event) bool { return sameKey(ev.Key, key) }); i >= 0 {
				return i
			}
		}
	}
	lead := j.site.Config.Events[s.Event].Lead
	for i, ev := range events {
		if !o.Collected.Before(lead.Before(ev.At, j.site.Config.Location)) {
			return i
		}
	}
	return len(events)
}

// missedBefore counts the latest events that had no evidence in the time since
// the event before them. The log counts too: the file itself is replaced by
// the next collection.
func (j *judge) missedBefore(e *trust.Evidence, events []trust.Event) int {
	times := []time.Time{e.Clocks.CollectedAt}
	for _, l := range j.logOf[e.ID] {
		times = append(times, l.CollectedAt)
	}
	for i, ev := range events {
		var from time.Time
		if i+1 < len(events) {
			from = events[i+1].At
		}
		if slices.ContainsFunc(times, func(t time.Time) bool { return t.After(from) && !t.After(ev.At) }) {
			return i
		}
	}
	return len(events)
}

// lag is how long evidence may take after its event.
func (j *judge) lag(s period.Schedule) period.Period {
	if s.Grace != nil && !s.Grace.Fixed.IsZero() {
		return s.Grace.Fixed
	}
	if lag := j.site.Config.Events[s.Event].Lag; !lag.IsZero() {
		return lag
	}
	return defaultLag
}

// keyOf returns the event that evidence says it belongs to, or "".
func keyOf(e *trust.Evidence, event string) string {
	if e.Event != nil && (e.Event.Type == "" || e.Event.Type == event) && e.Event.Key != "" {
		return e.Event.Key
	}
	return e.Version
}

// sameKey compares versions with and without a leading v.
func sameKey(a, b string) bool { return strings.TrimPrefix(a, "v") == strings.TrimPrefix(b, "v") }

// phrase turns an event id into words: kubernetes-upgrade, "Kubernetes upgrade".
func phrase(event string) string {
	return strings.ReplaceAll(strings.ReplaceAll(event, "-", " "), "kubernetes", "Kubernetes")
}
