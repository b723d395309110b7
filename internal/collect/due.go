package collect

import (
	"fmt"
	"time"

	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/trust"
)

// The part of a period that a run may come too early, and the most of it: a
// collection that is started once a day must not wait for the day after.
const (
	earlyShare = 10
	mostEarly  = time.Hour
)

// Due reports whether a job is due at an instant, and why or why not. It is
// when its evidence was never collected, its newest run failed, or its period
// is over, or within its last tenth and an hour.
func Due(job Job, known *evidence.Set, loc *time.Location, now time.Time) (bool, string) {
	e := newest(known, job)
	if e == nil {
		return true, "never collected"
	}
	if why := lastFailure(job, known, e, now); why != "" {
		return true, "its newest run failed: " + why
	}
	at := e.Clocks.CollectedAt
	switch {
	case at.IsZero():
		return true, "nothing says when it was collected"
	case job.Schedule == nil:
		return false, "it has no schedule, and was collected on " + evidence.Stamp(at)
	}
	due := job.Schedule.Period.After(at, loc)
	early := min(due.Sub(at)/earlyShare, mostEarly)
	if now.Before(due.Add(-early)) {
		return false, "due on " + evidence.Stamp(due)
	}
	return true, fmt.Sprintf("%s, and collected on %s", job.Schedule.Human(), evidence.Stamp(at))
}

// lastFailure says why the newest run failed, where no recording followed.
func lastFailure(job Job, known *evidence.Set, e *trust.Evidence, now time.Time) string {
	last, why := e.Clocks.RecordedAt, ""
	for _, l := range known.Log {
		if l.ID != job.Evidence || l.RecordedAt.Before(last) || l.RecordedAt.After(now) || !of(job, l.Scope, l.Target) {
			continue
		}
		last, why = l.RecordedAt, l.Failed
	}
	return why
}
