// Package period is calendar arithmetic for evidence: ISO 8601 durations,
// schedules, and the grace that follows a period.
//
// It knows no clock: every function takes the instants that it works on.
package period

import "time"

// Period is an ISO 8601 duration. Its calendar parts (years, months, weeks,
// days) are applied in a time zone, its clock parts exactly. The zero Period
// is no time at all.
type Period struct {
	Years, Months, Weeks, Days int
	Clock                      time.Duration // hours, minutes, seconds
}

// Parse reads an ISO 8601 duration such as P90D, PT8H, P6M or P1Y2M. Signs,
// fractions other than of seconds, and the empty duration P are refused.
func Parse(text string) (Period, error) { panic("period") }

// IsZero reports whether the period is no time at all.
func (p Period) IsZero() bool { return p == Period{} }

// String formats the period as an ISO 8601 duration.
func (p Period) String() string { panic("period") }

// Human formats the period for people: "90 days", "8 hours", "6 months".
func (p Period) Human() string { panic("period") }

// Every formats the period as a frequency: "daily", "weekly", "every 6
// months", "yearly", "every 2 hours".
func (p Period) Every() string { panic("period") }

// Approx returns the period as a fixed duration: a year counts 365 days, a
// month 30, a week 7, a day 24 hours. Assertions use it (calendar-free).
func (p Period) Approx() time.Duration { panic("period") }

// After returns the instant one period after t, by calendar arithmetic in
// loc. A day that the month lacks becomes its last day: 31 January and one
// month is 28 or 29 February.
func (p Period) After(t time.Time, loc *time.Location) time.Time { panic("period") }

// Before returns the instant one period before t, by the same rules.
func (p Period) Before(t time.Time, loc *time.Location) time.Time { panic("period") }

// Times returns the period n times over.
func (p Period) Times(n int) Period {
	return Period{p.Years * n, p.Months * n, p.Weeks * n, p.Days * n, p.Clock * time.Duration(n)}
}

// Grace is what may pass after a period before evidence is stale: a period of
// its own, or a share of the period.
type Grace struct {
	Percent int    // share of the period, 0 to 100; used when Fixed is zero
	Fixed   Period // zero: use Percent
}

// ParseGrace reads "25%" or an ISO 8601 duration.
func ParseGrace(text string) (Grace, error) { panic("period") }

// String formats the grace as it is written.
func (g Grace) String() string { panic("period") }

// MaxShare is the most that a grace given as a share may amount to.
const MaxShare = 7 * 24 * time.Hour

// End returns when the grace of a period ends that runs from start to due. A
// share is of the time between the two and at most MaxShare.
func (g Grace) End(start, due time.Time, loc *time.Location) time.Time { panic("period") }

// Basis says what a schedule turns on.
type Basis int

// The bases of a schedule.
const (
	Every       Basis = iota // once a period
	PerEvent                 // one for each event, belonging to it: per-release
	OnEvent                  // after each event: on-kubernetes-upgrade
	BeforeEvent              // before each event, after the one before: {before: release}
	Continuous               // at all times; Period is the longest gap that does not disprove it
	Unscheduled              // as needed, unstated: no period follows
)

// Schedule says when evidence is due.
type Schedule struct {
	Basis  Basis
	Period Period // with Every and Continuous
	Event  string // with the event bases: release, kubernetes-upgrade
	Grace  *Grace // nil: the site's default
}

// ParseSchedule reads "daily", "hourly", "weekly", "monthly", "quarterly",
// "yearly", "continuous", an ISO 8601 duration, "per-EVENT", "on-EVENT",
// "before-EVENT", "as-needed", "periodic-unspecified", "role-based" or
// "unstated".
func ParseSchedule(text string) (Schedule, error) { panic("period") }

// String formats the schedule as it is written.
func (s Schedule) String() string { panic("period") }

// Human formats the schedule for people: "daily", "every 7 days", "for each
// release", "after each Kubernetes upgrade", "before each release".
func (s Schedule) Human() string { panic("period") }

// ParseInstant reads an instant in RFC 3339 with an offset. A leap second :60
// is read as :59. Instants without an offset, zone names, and the years 1,
// 1970-01-01T00:00:00Z and 9999, which tools write for "unknown", are refused.
func ParseInstant(text string) (time.Time, error) { panic("period") }

// ParseDate reads a calendar date (YYYY-MM-DD) as the start of that day in loc.
func ParseDate(text string, loc *time.Location) (time.Time, error) { panic("period") }
