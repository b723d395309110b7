package assess

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// maxNamed bounds how many names a sentence holds.
const maxNamed = 10

// joined says how the records of a piece meet the events that ask for them.
type joined struct {
	done    int
	missing []string // no record, and it is too late
	late    []string // a record, after the deadline, within the window
	early   []string // a record, before the event by more than the lead
	pending []string // no record yet, and there is time
	soonest time.Time
}

// forEach joins events with records by name: each event asks for one record, no
// later than the schedule allows.
func (j *judge) forEach(o *trust.Observation, n trust.Need, e *trust.Evidence, s period.Schedule) trust.Aspect {
	a := trust.Aspect{Name: aspectEach, Freshness: trust.Fresh}
	f := j.happened(s.Event, e.Scope)
	o.Sources = append(o.Sources, f.sources...)
	if f.why != "" {
		a.Freshness, a.Detail = trust.UndatedEvent, f.why
		return a
	}
	records, why := j.recordsOf(n, e)
	if why != "" {
		a.Freshness, a.Detail = trust.Incomplete, why
		return a
	}
	joint := j.joint(f.events, records, s)
	o.StaleAt = period.Sooner(period.Sooner(o.StaleAt, f.until), joint.soonest)
	asked := joint.done + len(joint.missing) + len(joint.late) + len(joint.early) + len(joint.pending)
	a.Broken = len(joint.missing)+len(joint.late)+len(joint.early) > 0
	what := phrase(s.Event)
	parts, briefs := []string{fmt.Sprintf("%d of %s have a record in time", joint.done, count(int64(asked), what))}, []string(nil)
	briefs = append(briefs, parts[0])
	for _, group := range []struct {
		names []string
		said  string
	}{
		{joint.missing, "without one"}, {joint.late, "late"}, {joint.early, "before its time"}, {joint.pending, "still to come"},
	} {
		if len(group.names) > 0 {
			briefs = append(briefs, fmt.Sprintf("%d %s", len(group.names), group.said))
			parts = append(parts, fmt.Sprintf("%d %s (%s)", len(group.names), group.said, listed(group.names)))
		}
	}
	if f.problem != "" {
		a.Freshness = trust.Incomplete
		parts, briefs = append(parts, f.problem), append(briefs, "some entries of the feed cannot be read")
	}
	a.Detail, a.Brief = strings.Join(parts, "; "), strings.Join(briefs, "; ")
	return a
}

// listed puts names into a sentence, the first of many.
func listed(names []string) string { return listedBy(names, ", ") }

func listedBy(names []string, separator string) string {
	if len(names) > maxNamed {
		return strings.Join(names[:maxNamed], separator) + fmt.Sprintf(" and %d more", len(names)-maxNamed)
	}
	return strings.Join(names, separator)
}

// recordsOf returns the records of a piece by name, each with its times: those
// in its body or, where the need names none, all pieces and recordings of the
// same evidence, named by the version that they are of.
func (j *judge) recordsOf(n trust.Need, e *trust.Evidence) (map[string][]moment, string) {
	out := map[string][]moment{}
	if n.Each == nil {
		for _, piece := range j.byID[e.ID] {
			if key := keyOf(piece, n.Schedule.Event); piece.Scope.Meets(e.Scope) && !piece.Clocks.CollectedAt.IsZero() {
				for _, name := range []string{key, piece.Target} {
					out[fold(name)] = append(out[fold(name)], stampOf(piece))
				}
			}
		}
		for _, l := range j.logOf[e.ID] {
			if l.Version != "" && j.logs(l.Scope, e.Scope) {
				out[fold(l.Version)] = append(out[fold(l.Version)], moment{at: l.CollectedAt})
			}
		}
		return out, ""
	}
	found := n.Each.Find(e.Tree(), j.site.Config.Location)
	if found.Why != "" {
		return nil, "its records cannot be found: " + found.Why
	}
	if found.Nameless > 0 {
		return nil, count(int64(found.Nameless), "record") + " in it have no key"
	}
	for _, r := range found.Records {
		out[fold(r.Key)] = append(out[fold(r.Key)], moment{r.At, r.Day})
	}
	return out, ""
}

// fold makes one of the ways in which a name is written: addresses in capitals,
// versions with a v.
func fold(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if len(name) > 1 && name[0] == 'v' && name[1] >= '0' && name[1] <= '9' {
		name = name[1:]
	}
	return name
}

// joint joins events with records. An event that comes twice, such as a person
// who was hired again, asks for a record each time. events are newest first.
func (j *judge) joint(events []trust.Event, records map[string][]moment, s period.Schedule) joined {
	var out joined
	window := s.Window
	if window.IsZero() {
		window = j.site.Config.Freshness.Review
	}
	since := window.Before(j.now, j.site.Config.Location)
	lead := j.site.Config.Events[s.Event].Lead
	for _, ev := range slices.Backward(events) {
		if !s.Since.IsZero() && ev.At.Before(s.Since) {
			continue
		}
		deadline := time.Time{}
		if !s.Within.IsZero() || !j.site.Config.Events[s.Event].Lag.IsZero() {
			deadline = j.deadline(s, ev)
		}
		switch verdict := j.meets(records[fold(ev.Key)], ev, deadline, lead); {
		case verdict == "done", verdict == "late" && deadline.Before(since):
			out.done++
		case verdict == "late":
			out.late = append(out.late, ev.Key)
		case verdict == "early":
			out.early = append(out.early, ev.Key)
		case !deadline.IsZero() && j.now.Before(deadline):
			out.pending = append(out.pending, ev.Key)
			out.soonest = period.Sooner(out.soonest, deadline)
		default:
			out.missing = append(out.missing, ev.Key)
		}
	}
	return out
}

// meets says how the records of one name meet an event: done, late, early, or
// "" where there is none. A record without a time only says that it is there.
func (j *judge) meets(records []moment, ev trust.Event, deadline time.Time, lead period.Period) string {
	best := ""
	for _, m := range records {
		switch {
		case m.at.IsZero() && deadline.IsZero():
			return "done"
		case m.at.IsZero(), m.at.After(j.now):
		case !lead.IsZero() && !j.reaches(m, ev, lead):
			if best == "" {
				best = "early"
			}
		case deadline.IsZero() || m.at.Before(deadline) || !m.day && m.at.Equal(deadline):
			return "done"
		default:
			best = "late"
		}
	}
	return best
}
