package period

import "time"

// After returns the instant one period after t, by calendar arithmetic in
// loc (nil is UTC).
//
// Years and months move the wall clock's date first, and a day that the month
// lacks becomes its last day: 31 January and one month is 28 or 29 February.
// Weeks and days move the date next; the time of day stays. Then the wall
// clock is read in loc: a time that a change of offset skips moves on by what
// was skipped (02:30 becomes 03:30), and of a time that comes twice the first
// counts. Hours, minutes and seconds are added last, exactly: PT24H is 24
// hours even on a day of 23.
func (p Period) After(t time.Time, loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	t = t.Round(0).In(loc)
	if p.Years != 0 || p.Months != 0 || p.Weeks != 0 || p.Days != 0 {
		t = onWallClock(p.shift(t), loc)
	}
	return t.Add(p.Clock)
}

// Before returns the instant one period before t, by the same rules in the
// same order: calendar parts first, then the clock part.
func (p Period) Before(t time.Time, loc *time.Location) time.Time {
	return p.Times(-1).After(t, loc)
}

// shift moves the wall clock of t by the calendar parts. The result stands in
// UTC and is a reading of a wall clock, not an instant.
func (p Period) shift(t time.Time) time.Time {
	y, m, d := t.Date()
	months := 12*(y+p.Years) + int(m) - 1 + p.Months
	y, m = months/12, time.Month(months%12+1)
	if months < 0 && months%12 != 0 {
		y, m = y-1, m+12
	}
	d = min(d, lastDay(y, m))
	hour, minute, second := t.Clock()
	return time.Date(y, m, d+7*p.Weeks+p.Days, hour, minute, second, t.Nanosecond(), time.UTC)
}

// lastDay returns the number of days of a month.
func lastDay(y int, m time.Month) int {
	return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// onWallClock returns the instant at which the wall clock of loc reads what
// wall reads in UTC. time.Date leaves open which of two offsets it takes
// around a change; here the first of two instants counts, and a reading that
// was skipped is taken by the offset before the change.
func onWallClock(wall time.Time, loc *time.Location) time.Time {
	// No offset reaches 24 hours, so the two lie on either side of a change.
	before := offsetAt(wall.Add(-day), loc)
	after := offsetAt(wall.Add(day), loc)
	early, late := max(before, after), min(before, after)
	for _, offset := range []time.Duration{early, late} {
		if at := wall.Add(-offset); offsetAt(at, loc) == offset {
			return at.In(loc)
		}
	}
	return wall.Add(-before).In(loc)
}

// offsetAt returns how far ahead of UTC the wall clock of loc is.
func offsetAt(t time.Time, loc *time.Location) time.Duration {
	_, seconds := t.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

// Sooner returns the earlier of two instants, where the zero time means never.
func Sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
