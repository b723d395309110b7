package period

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Grace is what may pass after a period before evidence is stale: a period of
// its own, or a share of the period.
type Grace struct {
	Percent int    // share of the period, 0 to 100; used when Fixed is zero
	Fixed   Period // zero: use Percent
}

// MaxShare is the most that a grace given as a share may amount to.
const MaxShare = 7 * 24 * time.Hour

// ParseGrace reads a share in whole percent from "0%" to "100%", or an ISO
// 8601 duration. P0D is no grace.
func ParseGrace(text string) (Grace, error) {
	number, share := strings.CutSuffix(text, "%")
	if !share {
		fixed, err := Parse(text)
		if err != nil {
			return Grace{}, fmt.Errorf("%s is neither a share such as 25%% nor an ISO 8601 duration such as PT6H", quote(text))
		}
		return Grace{Fixed: fixed}, nil
	}
	percent, err := strconv.Atoi(number)
	if all, _ := digits(number); err != nil || all != number || percent > 100 {
		return Grace{}, fmt.Errorf("%s is not a share from 0%% to 100%% in whole percent", quote(text))
	}
	return Grace{Percent: percent}, nil
}

// String formats the grace as it is written: "25%", "PT6H".
func (g Grace) String() string {
	if g.Fixed.IsZero() {
		return strconv.Itoa(g.Percent) + "%"
	}
	return g.Fixed.String()
}

// End returns when the grace of a period ends that runs from start to due. A
// share is of the time that elapses between the two, at most MaxShare, and
// nothing where due is not after start.
func (g Grace) End(start, due time.Time, loc *time.Location) time.Time {
	if !g.Fixed.IsZero() {
		return g.Fixed.After(due, loc)
	}
	elapsed := max(due.Sub(start), 0)
	share := elapsed/100*time.Duration(g.Percent) + elapsed%100*time.Duration(g.Percent)/100
	if loc == nil {
		loc = time.UTC
	}
	return due.Add(min(share, MaxShare)).Round(0).In(loc)
}
