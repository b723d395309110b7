// Package moment reads the times that programs write: ISO 8601, counts of
// seconds since 1970, the dates of HTTP, of the Unix tools and of JavaScript,
// and layouts of Go.
//
// It never guesses. A time without a zone is marked so; letters such as CEST
// name no zone, for several places use the same; what programs write for
// "unknown" is no time; and no clock is read. It reads lengths of time, too.
package moment

import (
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/plain"
)

// Moment is a time that was read.
type Moment struct {
	Time      time.Time
	Zoned     bool   // it was written with an offset, as UTC, or as an epoch
	Precision string // second, minute, day
}

// Names of layouts.
const (
	ISO          = "iso"        // ISO 8601, with or without a zone; date alone too
	EpochSeconds = "epoch-s"    // seconds since 1970, number or text
	EpochMillis  = "epoch-ms"   // milliseconds
	EpochNanos   = "epoch-ns"   // nanoseconds
	HTTP         = "http"       // Thu, 02 Apr 2026 00:05:00 GMT (RFC 9110, RFC 5322)
	Unix         = "unix"       // Sat Sep 13 22:39:44 CEST 2014, as date(1) and ctime(3) write it
	JavaScript   = "javascript" // Wed Nov 25 2020 10:11:12 GMT+0100 (Central European Standard Time)
)

// Names are the names of layouts.
var Names = []string{ISO, EpochSeconds, EpochMillis, EpochNanos, HTTP, Unix, JavaScript}

// layouts in package time of what is known by a name.
var layouts = map[string][]string{
	// A fraction of a second is accepted after all of them.
	ISO: {
		"2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00",
		"2006-01-02 15:04:05Z0700", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04Z07:00",
		"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02",
	},
	HTTP: {
		"Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700",
		"Monday, 02-Jan-06 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05", "2 Jan 2006 15:04:05",
	},
	Unix: {
		"Mon Jan _2 15:04:05 -0700 2006", "Mon Jan _2 03:04:05 PM -0700 2006", "Mon _2 Jan 2006 15:04:05 -0700", "Mon _2 Jan 2006 03:04:05 PM -0700",
		"Mon Jan _2 15:04:05 2006", "Mon Jan _2 03:04:05 PM 2006", "Mon _2 Jan 2006 15:04:05", "Mon _2 Jan 2006 03:04:05 PM",
	},
	JavaScript: {"Mon Jan 02 2006 15:04:05 GMT-0700"},
}

// Fault says why a layout cannot be used, or "". Abbreviations of zones are
// refused: time.Parse takes those that it does not know for UTC.
func Fault(layout string) string {
	for _, name := range Names {
		if layout == name {
			return ""
		}
	}
	if strings.Contains(layout, "MST") {
		return "names a zone by its letters, which mean nothing without a place"
	}
	// A layout must tell two far apart days from each other.
	a := time.Date(2003, 5, 9, 0, 0, 0, 0, time.UTC)
	b, err := time.Parse(layout, a.Format(layout))
	if err != nil || b.Year() != a.Year() || b.YearDay() != a.YearDay() {
		return "does not hold year, month and day (write it as Go does: 2006-01-02 15:04:05, or by a name: " + strings.Join(Names, ", ") + ")"
	}
	return ""
}

// most is how long a time may be.
const most = 100

// Parse reads a scalar in a layout: one of Names, or one of package time. A
// time without a zone is read in loc; with a nil loc it becomes the oldest
// instant that any offset allows. What stands for "unknown" is no time.
func Parse(v any, layout string, loc *time.Location) (m Moment, ok bool) {
	text := plain.Text(v)
	if text == "" || len(text) > most {
		return Moment{}, false
	}
	switch layout {
	case EpochSeconds:
		m, ok = epoch(v, text, time.Second)
	case EpochMillis:
		m, ok = epoch(v, text, time.Millisecond)
	case EpochNanos:
		m, ok = epoch(v, text, time.Nanosecond)
	case ISO:
		if t, err := period.ParseInstant(text); err == nil {
			return Moment{t, true, "second"}, !placeholder(t)
		}
		m, ok = inAny(text, layouts[ISO], loc)
	case HTTP, Unix:
		m, ok = inAny(withoutLetters(text), layouts[layout], loc)
	case JavaScript:
		text, _, _ = strings.Cut(text, " (")
		m, ok = inAny(text, layouts[JavaScript], loc)
	default:
		if _, isText := plain.String(v); isText {
			m, ok = written(text, layout, loc)
		}
	}
	return m, ok && !placeholder(m.Time)
}

// placeholder reports whether a time is one that programs write for "unknown".
// Nothing was scanned in 1970.
func placeholder(t time.Time) bool {
	year := t.UTC().Year()
	return year <= 1970 || year >= 9998
}

// epoch reads a count of units since 1970, as a number or as text. Whole
// numbers are read as such: nanoseconds have more digits than a float64.
func epoch(v any, text string, unit time.Duration) (Moment, bool) {
	const latest = 1 << 40 // seconds
	perSecond := int64(time.Second / unit)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return Moment{time.Unix(n/perSecond, n%perSecond*int64(unit)).UTC(), true, "second"}, n > 0 && n/perSecond < latest
	}
	f, ok := plain.Number(v)
	seconds := f / float64(perSecond)
	if !ok || seconds < 0 || seconds >= latest {
		return Moment{}, false
	}
	whole := int64(seconds)
	return Moment{time.Unix(whole, int64((seconds-float64(whole))*1e9)).UTC(), true, "second"}, true
}

// inAny reads text in the first layout that fits.
func inAny(text string, list []string, loc *time.Location) (Moment, bool) {
	for _, layout := range list {
		if m, ok := written(text, layout, loc); ok {
			return m, true
		}
	}
	return Moment{}, false
}

// written reads text in a layout of package time.
func written(text, layout string, loc *time.Location) (Moment, bool) {
	m := Moment{Zoned: strings.Contains(layout, "-07") || strings.Contains(layout, "Z07"), Precision: precisionOf(layout)}
	t, err := time.Parse(layout, text)
	if err != nil {
		return Moment{}, false
	}
	if !m.Zoned {
		m.Time = Zoneless(t, loc)
		return m, true
	}
	m.Time = period.InOffset(t)
	_, seconds := t.Zone()
	return m, seconds >= -14*3600 && seconds <= 14*3600
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

// withoutLetters writes the letters of a zone as what they say: those of UTC
// as +0000, all others, which name no zone for certain, not at all.
func withoutLetters(text string) string {
	fields := strings.Fields(text)
	out := fields[:0]
	for i, f := range fields {
		switch {
		case f == "UTC" || f == "GMT" || f == "Z":
			out = append(out, "+0000")
		case i > 2 && isZone(f):
		default:
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

// isZone reports whether a word is letters that stand for a zone.
func isZone(word string) bool {
	if len(word) < 2 || len(word) > 5 || word == "AM" || word == "PM" {
		return false
	}
	return strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
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
