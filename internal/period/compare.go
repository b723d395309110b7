package period

import "cmp"

// Compare says whether one period is shorter than another (-1), as long (0) or
// longer (1), without a calendar. Two periods of nothing but years and months
// are compared in months, so that P12M is P1Y. All others are compared as
// [Period.Approx] counts them, where twelve months are a year of 365 days.
func Compare(a, b Period) int {
	if a.isMonths() && b.isMonths() {
		return cmp.Compare(12*a.Years+a.Months, 12*b.Years+b.Months)
	}
	return cmp.Compare(a.carried().Approx(), b.carried().Approx())
}

// isMonths reports whether the period holds years and months only; no time at
// all does.
func (p Period) isMonths() bool { return p.Weeks == 0 && p.Days == 0 && p.Clock == 0 }

// carried returns the period with twelve months as a year.
func (p Period) carried() Period {
	p.Years += p.Months / 12
	p.Months %= 12
	return p
}
