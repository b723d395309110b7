package assess

import (
	"fmt"
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
func (j *judge) eventful(o *trust.Observation, e *trust.Evidence, s period.Schedule) trust.Aspect {
	a := trust.Aspect{Name: aspectEvent, Freshness: trust.Fresh}
	f := j.happened(s.Event, e.Scope)
	o.Sources = append(o.Sources, f.sources...)
	if f.why != "" {
		a.Freshness, a.Detail = trust.UndatedEvent, f.why
		return a
	}
	missed, by := j.missed(e, s, f.events)
	if missed == 0 {
		o.StaleAt = f.until
		a.Detail, a.Brief = by, cover(s, f.events[0], o.Collected)
		return a
	}
	first := f.events[missed-1] // the oldest event that it does not cover
	o.DueAt = first.At
	o.StaleAt = period.Sooner(j.deadline(s, first), f.until)
	latest := f.events[0]
	a.Detail = fmt.Sprintf("the %s has none: %s", called(s.Event, latest), by)
	a.Brief = fmt.Sprintf("the %s of %s has none", phrase(s.Event), day(latest))
	switch {
	case s.Basis != period.BeforeEvent && j.now.Before(o.StaleAt):
		a.Freshness = trust.Due
		a.Detail += ", and it is due by " + say(o.StaleAt)
	case missed > max(j.site.Config.Freshness.MaxAge, 1):
		a.Freshness = trust.Expired
	default:
		a.Freshness = trust.Stale
	}
	return a
}

// cover says that a piece covers an event, without naming it.
func cover(s period.Schedule, ev trust.Event, at time.Time) string {
	side := "after"
	if s.Basis == period.BeforeEvent {
		side = "before"
	}
	return fmt.Sprintf("collected on %s, %s or for the %s of %s", say(at), side, phrase(s.Event), day(ev))
}

// called names an event with its time.
func called(event string, ev trust.Event) string {
	return fmt.Sprintf("%s %s of %s", phrase(event), ev.Key, day(ev))
}

// day formats the time of an event, or its day where no more is known.
func day(ev trust.Event) string {
	if ev.Day {
		return ev.At.Format("2006-01-02")
	}
	return say(ev.At)
}

// missed returns how many of the latest events the evidence does not cover, and
// why: 0 when it covers the newest.
func (j *judge) missed(e *trust.Evidence, s period.Schedule, events []trust.Event) (n int, by string) {
	if s.Basis == period.BeforeEvent {
		return j.missedBefore(e, s, events)
	}
	at := stampOf(e)
	lead := j.site.Config.Events[s.Event].Lead
	if s.Basis == period.PerEvent || s.ByVersion {
		key := keyOf(e, s.Event)
		for i, ev := range events {
			if key != "" && sameKey(ev.Key, key) && (lead.IsZero() || j.reaches(at, ev, lead)) {
				return i, fmt.Sprintf("it is of the %s", called(s.Event, ev))
			}
		}
		if s.ByVersion {
			return len(events), fmt.Sprintf("it is of %s", orUnknown(key))
		}
	}
	for i, ev := range events {
		if j.reaches(at, ev, lead) {
			word := "after"
			if at.at.Before(ev.At) {
				word = "in the time before"
			}
			return i, fmt.Sprintf("it was collected on %s, %s the %s", say(at.at), word, called(s.Event, ev))
		}
	}
	return len(events), fmt.Sprintf("it was collected on %s, before the %s", say(at.at), called(s.Event, events[len(events)-1]))
}

func orUnknown(key string) string {
	if key == "" {
		return "no version that it states"
	}
	return key
}

// moment is an instant, or a day of which no time is known.
type moment struct {
	at  time.Time
	day bool
}

func stampOf(e *trust.Evidence) moment {
	return moment{e.Clocks.CollectedAt, e.Clocks.Precision == "day"}
}

// reaches reports whether something happened at an event or later, or in the
// lead before it. Where only the day of one of the two is known, days are
// compared.
func (j *judge) reaches(m moment, ev trust.Event, lead period.Period) bool {
	from := lead.Before(ev.At, j.site.Config.Location)
	if m.day || ev.Day {
		return !j.midnight(m.at).Before(j.midnight(from))
	}
	return !m.at.Before(from)
}

// midnight is the start of the day of an instant, in the site's zone.
func (j *judge) midnight(t time.Time) time.Time {
	y, m, d := t.In(j.zone()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, j.zone())
}

func (j *judge) zone() *time.Location {
	if j.site.Config.Location == nil {
		return time.UTC
	}
	return j.site.Config.Location
}

// missedBefore counts the latest events that had no evidence in the time since
// the event before them. The log counts too: the file itself is replaced by
// the next collection.
func (j *judge) missedBefore(e *trust.Evidence, s period.Schedule, events []trust.Event) (n int, by string) {
	type candidate struct {
		moment
		version string
	}
	all := []candidate{{stampOf(e), keyOf(e, s.Event)}}
	for _, l := range j.logOf[e.ID] {
		if j.logs(l.Scope, e.Scope) && l.Verdict != trust.VerdictError {
			all = append(all, candidate{moment{at: l.CollectedAt}, l.Version})
		}
	}
	for i, ev := range events {
		var previous *trust.Event
		if i+1 < len(events) {
			previous = &events[i+1]
		}
		for _, c := range all {
			if s.ByVersion && !sameKey(c.version, ev.Key) || !j.precedes(c.moment, ev, previous, s) {
				continue
			}
			by = fmt.Sprintf("it was collected on %s, before the %s", say(c.at), called(s.Event, ev))
			if previous != nil {
				by += fmt.Sprintf(" and after %s of %s", previous.Key, day(*previous))
			}
			return i, by
		}
	}
	return len(events), fmt.Sprintf("none was collected in time; the last was on %s", say(e.Clocks.CollectedAt))
}

// precedes reports whether something happened before an event, not before the
// one before it, and no longer before than the schedule allows.
func (j *judge) precedes(m moment, ev trust.Event, previous *trust.Event, s period.Schedule) bool {
	earliest := time.Time{}
	if !s.Within.IsZero() {
		earliest = s.Within.Before(ev.At, j.site.Config.Location)
	}
	if m.day || ev.Day {
		t := j.midnight(m.at)
		return !t.After(j.midnight(ev.At)) && (previous == nil || !t.Before(j.midnight(previous.At))) &&
			(earliest.IsZero() || !t.Before(j.midnight(earliest)))
	}
	if m.at.After(ev.At) || m.at.Before(earliest) {
		return false
	}
	if previous != nil && previous.Day {
		return !m.at.Before(previous.At)
	}
	return previous == nil || m.at.After(previous.At)
}

// deadline returns when evidence is late for an event: the lag after it, or
// after the end of its day where no more is known.
func (j *judge) deadline(s period.Schedule, ev trust.Event) time.Time {
	end := j.lag(s).After(ev.At, j.site.Config.Location)
	if ev.Day {
		end = period.Period{Days: 1}.After(end, j.site.Config.Location)
	}
	return end
}

// lag is how long evidence may take after its event.
func (j *judge) lag(s period.Schedule) period.Period {
	if !s.Within.IsZero() {
		return s.Within
	}
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
func phrase(event string) string { return period.EventName(event) }
