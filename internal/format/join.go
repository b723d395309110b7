package format

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/trust"
)

// joined makes one reading of those of several documents in one wrapper: the
// worst verdict, the sum of the coverage, the oldest times. Of all else, what
// two documents say differently is left out.
func joined(list []Reading, c *context) Reading {
	if len(list) == 0 {
		return Reading{Verdict: trust.VerdictNone}
	}
	out := list[0]
	ids := strings.Split(out.Format, ", ")
	out.Params, out.Scope = maps.Clone(out.Params), maps.Clone(out.Scope)
	out.Problems = slices.Clone(out.Problems)
	axes, params := map[string]bool{}, map[string]bool{}
	for _, r := range list[1:] {
		ids = append(ids, r.Format)
		out.Tool = plain.Agreed(out.Tool, r.Tool)
		if out.Collected.IsZero() || !r.Collected.IsZero() && r.Collected.Before(out.Collected) {
			out.tell(r)
		}
		out.From, out.Knowledge = period.Sooner(out.From, r.From), period.Sooner(out.Knowledge, r.Knowledge)
		out.Verdict = Worse(out.Verdict, r.Verdict)
		out.Coverage = added(out.Coverage, r.Coverage)
		out.Target, out.Version = plain.Agreed(out.Target, r.Target), plain.Agreed(out.Version, r.Version)
		out.Scope = plain.Agreeing(out.Scope, r.Scope, axes)
		out.Params = plain.Agreeing(out.Params, r.Params, params)
		out.Events = append(slices.Clip(out.Events), r.Events...)
		for _, p := range r.Problems {
			if !slices.Contains(out.Problems, p) {
				out.Problems = append(out.Problems, p)
			}
		}
	}
	if len(params) > 0 {
		c.problem("contained-differs", "the documents that the file holds say different things about "+strings.Join(slices.Sorted(maps.Keys(params)), ", "))
	}
	slices.Sort(ids)
	out.Format = strings.Join(slices.Compact(ids), ", ")
	sortEvents(out.Events)
	return out
}

// tell takes over when another reading says that it was collected.
func (r *Reading) tell(of Reading) {
	r.Collected, r.Pointer, r.Zoned, r.Precision = of.Collected, of.Pointer, of.Zoned, of.Precision
}

func added(a, b trust.Coverage) trust.Coverage {
	return trust.Coverage{
		Known: a.Known || b.Known, Examined: a.Examined + b.Examined, Skipped: a.Skipped + b.Skipped,
		Errors: a.Errors + b.Errors, Truncated: a.Truncated || b.Truncated,
	}
}

// apart is how far the times of a wrapper and of what it holds may differ
// without a word.
const apart = time.Hour

// over lays what a wrapper says over what it holds. The verdict is the worse
// of the two. Of two times the older counts, for wrapping a report does not
// make it younger; where they may be the same instant, because one is a day or
// has no zone, the more exact one.
func (r *Reading) over(inner Reading, c *context) {
	wrapper := *r
	r.Contains = inner.Format
	r.From, r.Knowledge = period.Sooner(wrapper.From, inner.From), period.Sooner(wrapper.Knowledge, inner.Knowledge)
	if wrapper.Verdict == trust.VerdictNone || inner.Verdict != trust.VerdictNone {
		r.Verdict = Worse(wrapper.Verdict, inner.Verdict)
	}
	r.Target, r.Version = cmp.Or(wrapper.Target, inner.Target), cmp.Or(wrapper.Version, inner.Version)
	r.Scope, r.Params = merge(wrapper.Scope, inner.Scope), merge(wrapper.Params, inner.Params)
	r.Events = append(slices.Clip(wrapper.Events), inner.Events...)
	sortEvents(r.Events)
	switch {
	case inner.Collected.IsZero():
	case wrapper.Collected.IsZero():
		r.tell(inner)
	default:
		r.older(wrapper, inner, c)
	}
}

// older takes the time of collection of one of two readings.
func (r *Reading) older(a, b Reading, c *context) {
	widthA, widthB := a.band(c.loc), b.band(c.loc)
	gap := max(b.Collected.Sub(a.Collected.Add(widthA)), a.Collected.Sub(b.Collected.Add(widthB)))
	if gap <= 0 && widthB < widthA || gap > 0 && b.Collected.Before(a.Collected) {
		r.tell(b)
	}
	if gap > apart {
		c.problem("time-differs", fmt.Sprintf("%s says %s and %s says %s; the older counts",
			a.Pointer, a.Collected.UTC().Format(time.RFC3339), b.Pointer, b.Collected.UTC().Format(time.RFC3339)))
	}
}

// band returns how much later than Collected the time may lie.
func (r Reading) band(loc *time.Location) time.Duration {
	var width time.Duration
	switch r.Precision {
	case "minute":
		width = time.Minute
	case "day":
		width = 24 * time.Hour
	}
	if !r.Zoned && loc == nil {
		width += 26 * time.Hour
	}
	return width
}
