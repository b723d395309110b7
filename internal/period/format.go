package period

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// String formats the period as an ISO 8601 duration. Hours, minutes and
// seconds are carried over (PT90M becomes PT1H30M), weeks beside other parts
// become days, and no time at all is P0D.
func (p Period) String() string {
	if p.IsZero() {
		return "P0D"
	}
	if p.Weeks != 0 && p != (Period{Weeks: p.Weeks}) {
		p.Days += 7 * p.Weeks
		p.Weeks = 0
	}
	var b strings.Builder
	b.WriteByte('P')
	for _, part := range []struct {
		n    int
		unit byte
	}{{p.Years, 'Y'}, {p.Months, 'M'}, {p.Weeks, 'W'}, {p.Days, 'D'}} {
		if part.n != 0 {
			b.WriteString(strconv.Itoa(part.n))
			b.WriteByte(part.unit)
		}
	}
	if p.Clock == 0 {
		return b.String()
	}
	b.WriteByte('T')
	hours, minutes, seconds := splitClock(p.Clock)
	if hours != 0 {
		fmt.Fprintf(&b, "%dH", hours)
	}
	if minutes != 0 {
		fmt.Fprintf(&b, "%dM", minutes)
	}
	if seconds != 0 {
		b.WriteString(formatSeconds(seconds) + "S")
	}
	return b.String()
}

// Human formats the period for people: "90 days", "8 hours", "6 months", "1
// year and 2 months", "no time".
func (p Period) Human() string {
	hours, minutes, seconds := splitClock(p.Clock)
	var said []string
	for _, part := range []struct {
		n    int
		unit string
	}{
		{p.Years, "year"}, {p.Months, "month"}, {p.Weeks, "week"}, {p.Days, "day"},
		{int(hours), "hour"}, {int(minutes), "minute"},
	} {
		if part.n != 0 {
			said = append(said, plural(strconv.Itoa(part.n), part.unit))
		}
	}
	if seconds != 0 {
		said = append(said, plural(formatSeconds(seconds), "second"))
	}
	switch len(said) {
	case 0:
		return "no time"
	case 1:
		return said[0]
	}
	return strings.Join(said[:len(said)-1], ", ") + " and " + said[len(said)-1]
}

// adverbs are the periods that have a word of their own.
var adverbs = map[Period]string{
	{Clock: time.Hour}: "hourly",
	{Days: 1}:          "daily",
	{Weeks: 1}:         "weekly",
	{Months: 1}:        "monthly",
	{Years: 1}:         "yearly",
}

// Every formats the period as a frequency: "daily", "weekly", "every 6
// months", "yearly", "every 2 hours". Years and months together are told in
// months ("every 18 months").
func (p Period) Every() string {
	if word, ok := adverbs[p]; ok {
		return word
	}
	if p.IsZero() {
		return "at no set interval"
	}
	if p.Years != 0 && p.Months != 0 {
		p.Months += 12 * p.Years
		p.Years = 0
	}
	human := p.Human()
	if unit, ok := strings.CutPrefix(human, "1 "); ok && !strings.Contains(unit, " ") {
		human = unit
	}
	return "every " + human
}

func plural(number, unit string) string {
	if number == "1" {
		return number + " " + unit
	}
	return number + " " + unit + "s"
}

// splitClock splits a duration into hours, minutes and what remains.
func splitClock(d time.Duration) (hours, minutes int64, seconds time.Duration) {
	return int64(d / time.Hour), int64(d % time.Hour / time.Minute), d % time.Minute
}

// formatSeconds formats less than a minute in seconds, without trailing zeros.
func formatSeconds(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	text := fmt.Sprintf("%d.%09d", d/time.Second, d%time.Second)
	return sign + strings.TrimRight(strings.TrimRight(text, "0"), ".")
}
