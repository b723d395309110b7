package cli

import (
	"strconv"
	"time"

	"github.com/candor-site/candor/internal/period"
)

// instant is the time of a build: --as-of, else SOURCE_DATE_EPOCH
// (https://reproducible-builds.org/specs/source-date-epoch/), else now; UTC, in
// whole seconds.
func (a *app) instant(asOf string) (time.Time, error) {
	if asOf != "" {
		if t, err := period.ParseInstant(asOf); err == nil {
			return t.UTC().Truncate(time.Second), nil
		}
		t, err := period.ParseDate(asOf, time.UTC)
		if err != nil {
			return time.Time{}, usagef("--as-of %q is neither a date (2026-11-21) nor an instant (2026-11-21T12:00:00Z)", asOf)
		}
		return t, nil
	}
	if epoch := a.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		n, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || n < 0 {
			return time.Time{}, usagef("SOURCE_DATE_EPOCH %q is not a number of seconds", epoch)
		}
		return time.Unix(n, 0).UTC(), nil
	}
	return a.Now().UTC().Truncate(time.Second), nil
}

// isNow reports whether nothing but the clock gives the instant, so that it is
// another one at each build.
func (a *app) isNow(asOf string) bool { return asOf == "" && a.Getenv("SOURCE_DATE_EPOCH") == "" }
