package format

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/plain"
)

// clock says where a time stands and how it is written.
type clock struct {
	at      pointer
	where   []condition
	layouts []string       // names of layouts, or layouts of package time
	pick    string         // oldest, newest, first, last
	utc     bool           // what carries no zone is UTC by the tool's own rule
	pattern *regexp.Regexp // its groups, joined by a space, hold the time
}

// Names of layouts.
const (
	layoutISO   = "iso"      // ISO 8601, with or without a zone; date alone too
	layoutSec   = "epoch-s"  // seconds since 1970, number or text
	layoutMilli = "epoch-ms" // milliseconds
	layoutNano  = "epoch-ns" // nanoseconds
)

var picks = []string{"oldest", "newest", "first", "last"}

// DecodeNode reads a clock: a pointer to an ISO 8601 time, or a mapping.
func (k *clock) DecodeNode(n *decode.Node) diag.List {
	k.pick, k.layouts = "oldest", []string{layoutISO}
	if n.Kind == decode.String {
		return k.at.DecodeNode(n)
	}
	if n.Kind != decode.Map {
		return invalid(n, "expected a pointer or {at: ..., layout: ...}, found %s", n.Kind)
	}
	var list diag.List
	for _, f := range n.Fields {
		list.Add(k.decodeField(f)...)
	}
	if n.Get("at") == nil {
		list.Add(invalid(n, "a time needs at, the pointer to where it stands")...)
	}
	return list
}

func (k *clock) decodeField(f decode.Field) (list diag.List) {
	switch f.Key {
	case "at":
		return k.at.DecodeNode(f.Value)
	case "where":
		k.where, list = decodeConditions(f.Value)
	case "layout":
		k.layouts = texts(f.Value)
		for _, l := range k.layouts {
			if why := layoutFault(l); why != "" {
				list.Add(invalid(f.Value, "layout %q %s", l, why)...)
			}
		}
	case "pick":
		if k.pick = f.Value.Scalar; !slices.Contains(picks, k.pick) {
			return invalid(f.Value, "pick is one of %s, not %q", strings.Join(picks, ", "), k.pick)
		}
	case "zone":
		if k.utc = f.Value.Scalar == "UTC"; !k.utc {
			return invalid(f.Value, "zone is UTC where the tool always writes UTC, or absent; found %q", f.Value.Scalar)
		}
	case "match":
		k.pattern, list = decodePattern(f.Value, 1)
	default:
		return unknownKey(f, "at", "where", "layout", "pick", "zone", "match")
	}
	return list
}

// layoutFault says why a layout cannot be used, or "". Abbreviations of zones
// are refused: time.Parse takes those that it does not know for UTC.
func layoutFault(l string) string {
	switch l {
	case layoutISO, layoutSec, layoutMilli, layoutNano:
		return ""
	}
	if strings.Contains(l, "MST") {
		return "names a zone by its letters, which mean nothing without a place"
	}
	// A layout must tell two far apart days from each other.
	a := time.Date(2003, 5, 9, 0, 0, 0, 0, time.UTC)
	b, err := time.Parse(l, a.Format(l))
	if err != nil || b.Year() != a.Year() || b.YearDay() != a.YearDay() {
		return "does not hold year, month and day (write it as Go does: 2006-01-02 15:04:05)"
	}
	return ""
}

// stamp is a time that was read, with what is known of it.
type stamp struct {
	t         time.Time
	zoned     bool
	precision string
	pointer   string
}

// clock returns the time that the first clock with an acceptable one says.
func (c *context) clock(list []clock) (stamp, bool) {
	for i := range list {
		if s, ok := list[i].read(c); ok {
			return s, true
		}
	}
	return stamp{}, false
}

func (k *clock) read(c *context) (best stamp, found bool) {
	in := c.within()
	c.matches(k.at, func(m plain.Match) bool {
		if len(k.where) > 0 && !in.at(m.Value).hold(k.where) {
			return true
		}
		c.work.Take(20) // a dozen layouts may be tried
		s, ok := k.parse(m.Value, c)
		s.pointer = c.root + m.Pointer()
		switch {
		case !ok && plain.Text(m.Value) != "":
			c.problem("time-refused", s.pointer+" holds "+strconv.Quote(decode.Excerpt(plain.Text(m.Value)))+", which is no usable time")
		case !ok:
		case !found, k.pick == "oldest" && s.t.Before(best.t), k.pick == "newest" && s.t.After(best.t), k.pick == "last":
			best, found = s, true
		}
		return !found || k.pick != "first"
	})
	return best, found
}

func (k *clock) parse(v any, c *context) (stamp, bool) {
	loc := c.loc
	if k.pattern != nil {
		groups := k.pattern.FindStringSubmatch(c.matchable(v))
		if groups == nil {
			return stamp{}, false
		}
		v = strings.Join(groups[1:], " ")
	}
	if k.utc {
		loc = time.UTC
	}
	for _, layout := range k.layouts {
		s, ok := parseTime(v, layout, loc)
		if !ok || placeholder(s.t) {
			continue
		}
		s.zoned = s.zoned || k.utc
		return s, true
	}
	return stamp{}, false
}

// placeholder reports whether a time is one that programs write for "unknown".
// Nothing was scanned in 1970.
func placeholder(t time.Time) bool {
	year := t.UTC().Year()
	return year <= 1970 || year >= 9998
}

func parseTime(v any, layout string, loc *time.Location) (stamp, bool) {
	switch layout {
	case layoutSec:
		return epoch(v, time.Second)
	case layoutMilli:
		return epoch(v, time.Millisecond)
	case layoutNano:
		return epoch(v, time.Nanosecond)
	case layoutISO:
		return parseISO(plain.Text(v), loc)
	}
	text, ok := v.(string)
	if !ok {
		return stamp{}, false
	}
	return parseLayout(strings.TrimSpace(text), layout, loc)
}

// epoch reads a count of units since 1970, as a number or as text. Whole
// numbers are read as such: nanoseconds have more digits than a float64.
func epoch(v any, unit time.Duration) (stamp, bool) {
	s := stamp{zoned: true, precision: "second"}
	perSecond := int64(time.Second / unit)
	text := plain.Text(v)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		s.t = time.Unix(n/perSecond, n%perSecond*int64(unit)).UTC()
		return s, true
	}
	f, ok := plain.Number(v)
	seconds := f / float64(perSecond)
	if !ok || seconds < 0 || seconds > 1<<40 {
		return stamp{}, false
	}
	whole := int64(seconds)
	s.t = time.Unix(whole, int64((seconds-float64(whole))*1e9)).UTC()
	return s, true
}

// isoLayouts are the ways to write ISO 8601 beside RFC 3339. A fraction of a
// second is accepted after all of them.
var isoLayouts = []string{
	"2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00",
	"2006-01-02 15:04:05Z0700", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02",
}

func parseISO(text string, loc *time.Location) (stamp, bool) {
	if t, err := period.ParseInstant(text); err == nil {
		return stamp{t: t, zoned: true, precision: "second"}, true
	}
	if len(text) > 64 {
		return stamp{}, false
	}
	for _, layout := range isoLayouts {
		if s, ok := parseLayout(text, layout, loc); ok {
			return s, true
		}
	}
	return stamp{}, false
}

func parseLayout(text, layout string, loc *time.Location) (stamp, bool) {
	s := stamp{zoned: strings.Contains(layout, "-07") || strings.Contains(layout, "Z07"), precision: precisionOf(layout)}
	t, err := time.Parse(layout, text)
	if err != nil {
		return stamp{}, false
	}
	if s.zoned {
		s.t = t
		return s, true
	}
	s.t = Zoneless(t, loc)
	return s, true
}

func precisionOf(layout string) string {
	switch {
	case strings.Contains(layout, "05"):
		return "second"
	case strings.Contains(layout, "04"):
		return "minute"
	}
	return "day"
}

// Zoneless returns the instant of a wall clock whose zone is not written. wall
// holds it as if it were UTC. In loc it is that zone's time, the earlier one
// where the clocks were turned back; with a nil loc it is the oldest instant
// that any offset allows, 14 hours east of UTC.
func Zoneless(wall time.Time, loc *time.Location) time.Time {
	if loc == nil {
		return wall.Add(-14 * time.Hour)
	}
	y, m, d := wall.Date()
	t := time.Date(y, m, d, wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), loc)
	if earlier := t.Add(-time.Hour); earlier.Hour() == wall.Hour() && earlier.Day() == d {
		return earlier
	}
	return t
}
