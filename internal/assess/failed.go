package assess

import (
	"fmt"
	"time"

	"github.com/candor-site/candor/internal/trust"
)

// failed reports that the newest run which should have collected a piece of
// evidence collected nothing. What an earlier run left behind stays on the
// disk, and says nothing about now.
func (j *judge) failed(e *trust.Evidence) (trust.Freshness, string) {
	last := e.Clocks.RecordedAt
	if last.IsZero() {
		last = e.Clocks.CollectedAt
	}
	var newest *trust.LogEntry
	for i, l := range j.logOf[e.ID] { // of two lines of one second, the one below is later
		switch {
		case l.RecordedAt.Before(last), l.RecordedAt.After(j.now), !j.logs(l.Scope, e.Scope), l.Target != "" && l.Target != e.Target:
		case l.Failed == "":
			last, newest = l.RecordedAt, nil
		default:
			last, newest = l.RecordedAt, &j.logOf[e.ID][i]
		}
	}
	if newest == nil {
		return "", ""
	}
	return trust.Incomplete, fmt.Sprintf("the newest run, of %s, failed: %s", say(newest.RecordedAt), newest.Failed)
}

// failures returns when runs collected nothing that should have collected a
// piece of evidence, in the order of the log.
func (j *judge) failures(e *trust.Evidence) []time.Time {
	var out []time.Time
	for _, l := range j.logOf[e.ID] {
		if l.Failed != "" && !l.RecordedAt.After(j.now) && j.logs(l.Scope, e.Scope) && (l.Target == "" || l.Target == e.Target) {
			out = append(out, l.RecordedAt)
		}
	}
	return out
}

// neverCollected says why there is no evidence for a need: no run is known, or
// the newest failed. within names the scope that lacks it, with the word before
// it, or is "".
func (j *judge) neverCollected(id, within string) string {
	var newest trust.LogEntry
	for _, l := range j.logOf[id] {
		if l.Failed != "" && !l.RecordedAt.After(j.now) && !l.RecordedAt.Before(newest.RecordedAt) {
			newest = l
		}
	}
	text := fmt.Sprintf("no evidence %q was collected%s", id, within)
	if why := j.site.Lacking[id]; why != "" {
		return text + ": " + why
	}
	if !newest.RecordedAt.IsZero() {
		text += fmt.Sprintf(": the newest run, of %s, failed: %s", say(newest.RecordedAt), newest.Failed)
	}
	return text
}
