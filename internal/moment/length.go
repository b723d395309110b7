package moment

import (
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/plain"
)

// Units are the units that a length of time may be read in.
var Units = map[string]time.Duration{"days": 24 * time.Hour, "hours": time.Hour, "seconds": time.Second}

// Length reads a length of time: a number of seconds, text as Go and
// protocol buffers write it (7776000s, 720h0m0s), or an ISO 8601 duration, in
// which a year is 365 days and a month 30, as in assertions.
func Length(v any) (time.Duration, bool) {
	const longest = 100 * 365 * 24 * time.Hour
	if seconds, ok := plain.Number(v); ok {
		return time.Duration(seconds * float64(time.Second)), seconds >= 0 && seconds <= longest.Seconds()
	}
	text := plain.Text(v)
	if d, err := time.ParseDuration(text); err == nil {
		return d, d >= 0 && d <= longest
	}
	p, err := period.Parse(text)
	if err != nil {
		return 0, false
	}
	return p.Approx(), true
}

// Oldest returns the oldest of some zoned instants as text. It is nil when one
// of them cannot be read: a bound over a part would be wrong.
func Oldest(list []any) any { return extreme(list, -1) }

// Newest returns the newest of some zoned instants as text, as Oldest does.
func Newest(list []any) any { return extreme(list, +1) }

func extreme(list []any, sign int) any {
	var best time.Time
	for _, v := range list {
		t, err := period.ParseInstant(plain.Text(v))
		if err != nil {
			return nil
		}
		if best.IsZero() || t.Compare(best)*sign > 0 {
			best = t
		}
	}
	if best.IsZero() {
		return nil
	}
	return best.UTC().Format(time.RFC3339Nano)
}
