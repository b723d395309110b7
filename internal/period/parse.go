package period

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Parse reads an ISO 8601 duration such as P90D, PT8H, P6M or P1Y2M. Units are
// capitals in the order of the standard, weeks stand alone, and only seconds
// may have a fraction (of 9 digits at most). Refused are signs, words such as
// "1m" (a minute to one program, a month to the next), the empty durations P
// and PT, and anything longer than 100 years. P0D is no time at all.
func Parse(text string) (Period, error) {
	rest, ok := strings.CutPrefix(text, "P")
	if !ok {
		if len(text) > 1 && (text[0] == '-' || text[0] == '+') && text[1] == 'P' {
			return Period{}, malformed(text, "it has no sign")
		}
		return Period{}, malformed(text, "")
	}
	dates, clocks, timed := strings.Cut(rest, "T")
	if dates == "" && clocks == "" || timed && clocks == "" {
		return Period{}, malformed(text, "a number and a unit are missing")
	}
	date, reason := readParts(dates, "YMWD")
	if reason != "" {
		return Period{}, malformed(text, reason)
	}
	clock, reason := readParts(clocks, "HMS")
	if reason != "" {
		return Period{}, malformed(text, reason)
	}
	if strings.Contains(dates, "W") && (timed || strings.Trim(dates, "0123456789") != "W") {
		return Period{}, malformed(text, "weeks stand alone")
	}
	rough := float64(date.n[0])*float64(year) + float64(date.n[1])*float64(month) +
		float64(date.n[2])*float64(week) + float64(date.n[3])*float64(day) +
		float64(clock.n[0])*float64(time.Hour) + float64(clock.n[1])*float64(time.Minute) +
		float64(clock.n[2])*float64(time.Second)
	if rough > float64(longest) {
		return Period{}, fmt.Errorf("%s is longer than 100 years", quote(text))
	}
	return Period{
		Years: date.n[0], Months: date.n[1], Weeks: date.n[2], Days: date.n[3],
		Clock: time.Duration(clock.n[0])*time.Hour + time.Duration(clock.n[1])*time.Minute +
			time.Duration(clock.n[2])*time.Second + clock.fraction,
	}, nil
}

// parts are the numbers of one half of a duration, by the place of their unit.
type parts struct {
	n        [4]int
	fraction time.Duration
}

// readParts reads numbers, each followed by one of the units, in the order of
// units and each once. The reason says what is wrong, or is "".
func readParts(text, units string) (out parts, reason string) {
	next := 0
	for text != "" {
		whole, rest := digits(text)
		fraction := ""
		if rest != "" && (rest[0] == '.' || rest[0] == ',') {
			fraction, rest = digits(rest[1:])
			if fraction == "" || rest == "" || rest[0] != 'S' {
				return out, "only seconds may have a fraction"
			}
		}
		if whole == "" || rest == "" {
			return out, "each unit follows a number"
		}
		at := strings.IndexByte(units, rest[0])
		if at < next {
			return out, "the units are Y, M, W, D, then T, then H, M, S, in this order"
		}
		if len(whole) > 9 || len(fraction) > 9 {
			return out, "a number has more than 9 digits"
		}
		n, err := strconv.Atoi(whole)
		if err != nil {
			return out, "each unit follows a number"
		}
		out.n[at] = n
		if fraction != "" {
			nanos, err := strconv.Atoi((fraction + "00000000")[:9])
			if err != nil {
				return out, "only seconds may have a fraction"
			}
			out.fraction = time.Duration(nanos)
		}
		text, next = rest[1:], at+1
	}
	return out, ""
}

// digits splits text after its leading digits.
func digits(text string) (number, rest string) {
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return text[:i], text[i:]
}

func malformed(text, reason string) error {
	if reason != "" {
		reason = ": " + reason
	}
	return fmt.Errorf("%s is not an ISO 8601 duration such as P30D or PT8H%s", quote(text), reason)
}

// quote quotes what was found for a message, shortened where it is long.
func quote(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return strconv.Quote(text)
}
