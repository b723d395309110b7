package assess

import (
	"fmt"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// records holds the records within a piece to a limit of their own: a fresh
// export can hold old entries.
func (j *judge) records(o *trust.Observation, n trust.Need, e *trust.Evidence) trust.Aspect {
	limit := n.Records
	a := trust.Aspect{Name: aspectRecords, Freshness: trust.Incomplete}
	found := limit.Records.Find(e.Tree(), j.site.Config.Location)
	if found.Why != "" {
		a.Detail = "its records cannot be found: " + found.Why
		return a
	}
	if len(found.Records) == 0 {
		a.Detail = "it holds no record"
		return a
	}
	var pick *trust.Record
	undated, over := 0, []string(nil)
	for i := range found.Records {
		r := &found.Records[i]
		switch {
		case r.At.IsZero():
			undated++
			continue
		case r.At.After(j.now.Add(j.site.Config.Freshness.Future)):
			a.Freshness, a.Detail = trust.Future, fmt.Sprintf("a record of it is of %s, later than the time of the build", say(r.At))
			return a
		case !j.recordEnd(r, limit).After(j.now):
			over = append(over, r.Key)
		}
		if pick == nil || r.At.Before(pick.At) == (limit.Rule != trust.NewestRecord) && !r.At.Equal(pick.At) {
			pick = r
		}
	}
	if undated > 0 && limit.Rule != trust.NewestRecord || pick == nil {
		a.Detail = fmt.Sprintf("%d of its %s have no time that can be read", undated, count(int64(len(found.Records)), "record"))
		return a
	}
	return j.recordAge(o, limit, pick, over, len(found.Records))
}

// recordEnd returns when a record is too old, its grace over.
func (j *judge) recordEnd(r *trust.Record, limit *trust.RecordLimit) time.Time {
	due := j.recordDue(r, limit)
	if limit.Grace == nil {
		return due
	}
	return limit.Grace.End(r.At, due, j.site.Config.Location)
}

// recordDue returns when a record is older than its limit. A day counts to its
// end.
func (j *judge) recordDue(r *trust.Record, limit *trust.RecordLimit) time.Time {
	due := limit.MaxAge.After(r.At, j.site.Config.Location)
	if r.Day {
		due = period.Period{Days: 1}.After(due, j.site.Config.Location)
	}
	return due
}

// recordAge judges the record that decides.
func (j *judge) recordAge(o *trust.Observation, limit *trust.RecordLimit, r *trust.Record, over []string, all int) trust.Aspect {
	a := trust.Aspect{Name: aspectRecords, Freshness: trust.Fresh}
	due, end := j.recordDue(r, limit), j.recordEnd(r, limit)
	which := "oldest"
	if limit.Rule == trust.NewestRecord {
		which = "newest"
	}
	a.Detail = fmt.Sprintf("the %s of %s is of %s, and may be %s old", which, count(int64(all), "record"), day(trust.Event{At: r.At, Day: r.Day}), limit.MaxAge.Human())
	switch {
	case !end.After(j.now):
		a.Freshness = trust.Stale
	case !due.After(j.now):
		a.Freshness = trust.Due
	}
	a.Brief = a.Detail
	if r.Key != "" {
		a.Detail = fmt.Sprintf("the %s of %s, %s, is of %s, and may be %s old", which, count(int64(all), "record"), r.Key, day(trust.Event{At: r.At, Day: r.Day}), limit.MaxAge.Human())
	}
	if limit.Rule == trust.EveryRecord && len(over) > 0 {
		a.Brief = fmt.Sprintf("%d of %s are older than %s", len(over), count(int64(all), "record"), limit.MaxAge.Human())
		a.Detail = a.Brief
		if over[0] != "" {
			a.Detail += " (" + listed(over) + ")"
		}
	}
	if a.Freshness.Counts() {
		o.StaleAt = period.Sooner(o.StaleAt, end)
	}
	return a
}
