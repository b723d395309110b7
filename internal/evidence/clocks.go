package evidence

import (
	"fmt"
	"path"
	"regexp"
	"time"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/moment"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
	"github.com/candor-site/candor/internal/vouch"
)

// Where a time of collection was read. Sources that end with a colon are
// followed by a pointer, such as document:/CreatedAt, the signer, the parent or
// the commit.
const (
	fromSigned   = "signed:"
	fromDocument = "document:"
	fromRecord   = "record:"
	fromRun      = "envelope:run"
	fromEnvelope = "envelope"
	fromName     = "file-name"
)

// anyOffset is the width of the band in which a wall clock without a zone may
// lie: from 14 hours east of UTC to 12 hours west.
const anyOffset = 26 * time.Hour

// defaultConflict is the tolerance between two sources where no site says
// otherwise.
const defaultConflict = time.Hour

// defaultSkew is the tolerance for clocks that run ahead where no site says
// otherwise.
const defaultSkew = 5 * time.Minute

// collected is a time of collection with its source.
type collected struct {
	at        time.Time
	source    string
	precision string
	zone      trust.Zone
}

// clocks reads the times of a file. The best source of the time of collection
// decides: an envelope that somebody signed whom the site lists, a zoned time in
// the document, an envelope of a named run, another envelope, a zoneless time in
// the document, a date in the name of the file. Never the time of the file
// system. (A commit of git and the age of parents come in when all is read.)
func clocks(name string, r format.Reading, source string, env *envelope, seal vouch.Seal, cfg *site.Config) trust.Clocks {
	c := trust.Clocks{ObservedFrom: r.From, KnowledgeAt: r.Knowledge, Existed: seal.Existed, ExistedSource: seal.Witness}
	if env != nil {
		c.RecordedAt, c.ValidUntil, c.ProducedAt = env.recordedAt, env.validUntil, env.producedAt
		c.ObservedFrom, c.ObservedTo = first(env.observedFrom, r.From), env.observedTo
		c.KnowledgeAt = period.Sooner(r.Knowledge, env.database)
	}
	best := rank(name, r, source, env, seal, cfg)
	c.CollectedAt, c.CollectedSource, c.Precision, c.Zone = best.at, best.source, best.precision, best.zone
	c.Conflict = conflict(c, r, source, env, cfg)
	return c
}

// rank returns the best source of the time of collection. The order of the
// cases is the precedence.
func rank(name string, r format.Reading, source string, env *envelope, seal vouch.Seal, cfg *site.Config) collected {
	stated := env != nil && !env.collectedAt.IsZero()
	inDocument := collected{r.Collected, source + r.Pointer, r.Precision, zoneOf(r, cfg)}
	inEnvelope := collected{at: time.Time{}, precision: "second", zone: trust.ZoneStated}
	if stated {
		inEnvelope.at = env.collectedAt
	}
	switch {
	case stated && seal.Signed():
		inEnvelope.source = fromSigned + seal.Signers[0].Signer
		return inEnvelope
	case !r.Collected.IsZero() && r.Zoned:
		return inDocument
	case stated && env.run != "":
		inEnvelope.source = fromRun
		return inEnvelope
	case stated:
		inEnvelope.source = fromEnvelope
		return inEnvelope
	case !r.Collected.IsZero():
		return inDocument
	case cfg != nil && !cfg.Freshness.ByName:
		return collected{}
	}
	if day := dateInName(name, location(cfg)); !day.IsZero() {
		return collected{day, fromName, "day", unzoned(cfg)}
	}
	return collected{}
}

// zoneOf says how the zone of a time in a document is known.
func zoneOf(r format.Reading, cfg *site.Config) trust.Zone {
	if r.Zoned {
		return trust.ZoneStated
	}
	return unzoned(cfg)
}

// unzoned says how a time is read that carries no zone.
func unzoned(cfg *site.Config) trust.Zone {
	if location(cfg) == nil {
		return trust.ZoneOldest
	}
	return trust.ZoneSite
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
	if ahead := c.CollectedAt.Sub(c.Existed); !c.Existed.IsZero() && ahead > skew(cfg) {
		return fmt.Sprintf("%s says %s, which is after %s saw it at %s", c.CollectedSource, stamp(c.CollectedAt), c.ExistedSource, stamp(c.Existed))
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

// skew is how far two clocks of the world may be apart.
func skew(cfg *site.Config) time.Duration {
	if cfg == nil {
		return defaultSkew
	}
	return cfg.Freshness.Future
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
			day := moment.Zoneless(wall, loc)
			if !found.IsZero() && !found.Equal(day) {
				return time.Time{}
			}
			found = day
		}
		rest = rest[at[1]-1:]
	}
}
