package period

import (
	"errors"
	"fmt"
	"regexp"
	"time"
)

// ErrPlaceholder is the cause of an error where a date or an instant is one
// that tools write for "unknown".
var ErrPlaceholder = errors.New("it stands for an unknown time")

// rfc3339 is the shape of an instant: date, time, fraction, offset.
var rfc3339 = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:[0-5]\d)$`)

// ParseInstant reads an instant in RFC 3339 with an offset, and returns it with
// that offset. A leap second :60 is read as :59, digits beyond nanoseconds are
// dropped. Instants without an offset, zone names (of which time.Parse would
// take any for UTC), offsets over 14 hours, and the years 0, 1 and 9999 and
// 1970-01-01T00:00:00Z, which tools write for "unknown", are refused.
func ParseInstant(text string) (time.Time, error) {
	if ordinary(text) {
		if t, err := time.Parse(time.RFC3339, text); err == nil && !isPlaceholder(t) {
			return InOffset(t), nil
		}
	}
	const most = 64 // no instant is longer; a regular expression should not read a file
	part := rfc3339.FindStringSubmatch(text)
	if len(text) > most || part == nil {
		return time.Time{}, instantError(text)
	}
	date, minute, second, fraction, offset := part[1], part[2], part[3], part[4], part[5]
	if second == "60" {
		second = "59"
	}
	if offset == "z" {
		offset = "Z"
	}
	t, err := time.Parse(time.RFC3339Nano, date+"T"+minute+":"+second+fraction+offset)
	if err != nil {
		return time.Time{}, instantError(text)
	}
	if _, seconds := t.Zone(); seconds > 14*3600 || seconds < -14*3600 {
		return time.Time{}, fmt.Errorf("%s has an offset of more than 14 hours", quote(text))
	}
	if isPlaceholder(t) {
		return time.Time{}, fmt.Errorf("%s is no real time: %w", quote(text), ErrPlaceholder)
	}
	return InOffset(t), nil
}

// InOffset returns a time that was parsed in a zone that is its offset alone, UTC
// where that is zero. Package time gives it the zone of the machine instead, where
// that has the same offset just then, so that equal texts would differ by where
// they are read.
func InOffset(t time.Time) time.Time {
	_, seconds := t.Zone()
	if seconds == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", seconds))
}

// ordinary reports whether a text is of the form in which most programs write
// an instant, 2026-07-31T18:41:55Z.
func ordinary(text string) bool {
	const form = "dddd-dd-ddTdd:dd:ddZ"
	if len(text) != len(form) {
		return false
	}
	for i := range len(form) {
		if digit := text[i] >= '0' && text[i] <= '9'; digit != (form[i] == 'd') || !digit && text[i] != form[i] {
			return false
		}
	}
	return true
}

func instantError(text string) error {
	return fmt.Errorf("%s is not a time with an offset such as 2026-07-31T18:41:55Z or 2026-07-31T18:41:55+02:00", quote(text))
}

// isPlaceholder reports whether t is what programs write for a time that they
// do not know: the zero of Go and .NET, the zero of Unix, the last of ISO 8601.
func isPlaceholder(t time.Time) bool {
	written, utc := t.Year(), t.UTC().Year()
	return min(written, utc) <= 1 || max(written, utc) >= 9999 || t.Equal(time.Unix(0, 0))
}

// ParseDate reads a calendar date (YYYY-MM-DD) as the start of that day in loc
// (nil is UTC). Dates that tools write for "unknown" are refused as in
// ParseInstant.
func ParseDate(text string, loc *time.Location) (time.Time, error) {
	if loc == nil {
		loc = time.UTC
	}
	wall, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%s is not a date such as 2026-07-31", quote(text))
	}
	if isPlaceholder(wall) {
		return time.Time{}, fmt.Errorf("%s is no real date: %w", quote(text), ErrPlaceholder)
	}
	return onWallClock(wall, loc), nil
}
