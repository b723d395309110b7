// Package period is calendar arithmetic for evidence: ISO 8601 durations,
// schedules, and the grace that follows a period.
//
// It knows no clock: every function takes the instants that it works on.
package period

import (
	"math"
	"time"
)

// Period is an ISO 8601 duration. Its calendar parts (years, months, weeks,
// days) are applied in a time zone, its clock parts exactly. The zero Period
// is no time at all.
type Period struct {
	Years, Months, Weeks, Days int
	Clock                      time.Duration // hours, minutes, seconds
}

// Lengths of calendar parts where no calendar is at hand.
const (
	day   = 24 * time.Hour
	week  = 7 * day
	month = 30 * day
	year  = 365 * day
)

// longest is the longest period that Parse reads. A longer one is a slip, and
// would leave the range of time.Duration (292 years) when multiplied.
const longest = 100 * year

// IsZero reports whether the period is no time at all.
func (p Period) IsZero() bool { return p == Period{} }

// Times returns the period n times over. A series of due dates is p.Times(1),
// p.Times(2) and so on after one start, not p after p: from 31 January the
// second month ends on 31 March, not on 28 March.
func (p Period) Times(n int) Period {
	return Period{p.Years * n, p.Months * n, p.Weeks * n, p.Days * n, p.Clock * time.Duration(n)}
}

// Approx returns the period as a fixed duration: a year counts 365 days, a
// month 30, a week 7, a day 24 hours. Assertions use it (calendar-free). A
// period beyond the range of time.Duration becomes the end of that range.
func (p Period) Approx() time.Duration {
	rough := float64(p.Years)*float64(year) + float64(p.Months)*float64(month) +
		float64(p.Weeks)*float64(week) + float64(p.Days)*float64(day) + float64(p.Clock)
	switch {
	case rough >= math.MaxInt64:
		return math.MaxInt64
	case rough <= math.MinInt64:
		return math.MinInt64
	}
	return time.Duration(p.Years)*year + time.Duration(p.Months)*month +
		time.Duration(p.Weeks)*week + time.Duration(p.Days)*day + p.Clock
}
