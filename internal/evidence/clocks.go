package evidence

import (
	"fmt"
	"path"
	"regexp"
	"time"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// Where a time of collection was read. The sources in a file are followed by a
// pointer, such as document:/CreatedAt.
const (
	fromDocument = "document:"
	fromRecord   = "record:"
	fromRun      = "envelope:run"
	fromEnvelope = "envelope"
	fromName     = "file-name"
	fromParent   = "derived_from:"
)

// anyOffset is the width of the band in which a wall clock without a zone may
// lie: from 14 hours east of UTC to 12 hours west.
const anyOffset = 26 * time.Hour

// defaultConflict is the tolerance between two sources where no site says
// otherwise.
const defaultConflict = time.Hour

// clocks ranks the sources of time: a zoned time in the document, an envelope
// of a named run, another envelope, a zoneless time in the document, a date in
// the name of the file. Never the time of the file system.
func clocks(name string, r format.Reading, source string, env *envelope, cfg *site.Config) trust.Clocks {
	c := trust.Clocks{ObservedFrom: r.From, KnowledgeAt: r.Knowledge}
	if env != nil {
		c.RecordedAt, c.ValidUntil = env.recordedAt, env.validUntil
		c.ObservedFrom, c.ObservedTo = first(env.observedFrom, r.From), env.observedTo
		c.KnowledgeAt = older(r.Knowledge, env.database)
	}
	stated := env != nil && !env.collectedAt.IsZero()
	switch {
	case !r.Collected.IsZero() && r.Zoned:
		c.CollectedAt, c.CollectedSource, c.Precision = r.Collected, source+r.Pointer, r.Precision
	case stated && env.run != "":
		c.CollectedAt, c.CollectedSource, c.Precision = env.collectedAt, fromRun, "second"
	case stated:
		c.CollectedAt, c.CollectedSource, c.Precision = env.collectedAt, fromEnvelope, "second"
	case !r.Collected.IsZero():
		c.CollectedAt, c.CollectedSource, c.Precision = r.Collected, source+r.Pointer, r.Precision
	default:
		if day := dateInName(name, location(cfg)); !day.IsZero() {
			c.CollectedAt, c.CollectedSource, c.Precision = day, fromName, "day"
		}
	}
	c.Conflict = conflict(c, r, source, env, cfg)
	return c
}

// conflict says why two sources of time cannot both be right, or "".
func conflict(c trust.Clocks, r format.Reading, source string, env *envelope, cfg *site.Config) string {
	tolerance := defaultConflict
	if cfg != nil {
		tolerance = cfg.Freshness.Conflict
	}
	if !c.RecordedAt.IsZero() && c.CollectedAt.After(c.RecordedAt.Add(tolerance)) {
		return fmt.Sprintf("%s says %s, which is after the envelope was recorded at %s", c.CollectedSource, stamp(c.CollectedAt), stamp(c.RecordedAt))
	}
	if env == nil || env.collectedAt.IsZero() || r.Collected.IsZero() {
		return ""
	}
	// Both sources are bands: a day, any offset, the time that a scan took.
	from, to := r.Collected, r.Collected.Add(width(r, location(cfg) == nil))
	begin, end := first(env.observedFrom, env.collectedAt), env.collectedAt
	if begin.After(end) {
		begin = end
	}
	gap := max(begin.Sub(to), from.Sub(end))
	if gap <= tolerance {
		return ""
	}
	return fmt.Sprintf("%s%s says %s and the envelope says %s, which is %s apart; at most %s is tolerated",
		source, r.Pointer, stamp(r.Collected), stamp(env.collectedAt), gap.Round(time.Second), tolerance)
}

// width returns how much later than Collected the time may lie that a document
// states.
func width(r format.Reading, nowhere bool) time.Duration {
	var w time.Duration
	switch r.Precision {
	case "minute":
		w = time.Minute
	case "day":
		w = 24 * time.Hour
	}
	if !r.Zoned && nowhere {
		w += anyOffset
	}
	return w
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func first(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// older returns the earlier of two times that are known.
func older(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func location(cfg *site.Config) *time.Location {
	if cfg == nil {
		return nil
	}
	return cfg.Location
}

// namedDate finds 2026-07-31, and 20260731 with or without a time of day after
// it.
var namedDate = regexp.MustCompile(`(?:^|[^0-9])(20\d{2})(?:-(\d{2})-(\d{2})(?:[^0-9]|$)|(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?)?(?:[^0-9]|$))`)

// dateInName returns the start of the day that a file's name holds. Two
// different dates say nothing.
func dateInName(name string, loc *time.Location) time.Time {
	var found time.Time
	rest := path.Base(name)
	for {
		at := namedDate.FindStringSubmatchIndex(rest)
		if at == nil {
			return found
		}
		group := func(i int) string {
			if at[2*i] < 0 {
				return ""
			}
			return rest[at[2*i]:at[2*i+1]]
		}
		wall, err := period.ParseDate(group(1)+"-"+group(2)+group(4)+"-"+group(3)+group(5), time.UTC)
		if err == nil {
			day := format.Zoneless(wall, loc)
			if !found.IsZero() && !found.Equal(day) {
				return time.Time{}
			}
			found = day
		}
		rest = rest[at[1]-1:]
	}
}
