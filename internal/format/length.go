package format

import (
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/plain"
)

// units are the units that a length of time may be read in.
var units = map[string]time.Duration{"days": 24 * time.Hour, "hours": time.Hour, "seconds": time.Second}

// lengthOf reads a length of time: a number of seconds, text as Go and
// protocol buffers write it (7776000s, 720h0m0s), or an ISO 8601 duration, in
// which a year is 365 days and a month 30, as in assertions.
func lengthOf(v any) (time.Duration, bool) {
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
