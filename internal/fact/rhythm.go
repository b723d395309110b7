package fact

import (
	"regexp"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/period"
)

var (
	everyUnit = pattern(func() string {
		return `\b(?:once |at least )?(?:every|each) (?:(other) |(` + numeral() + `)[ -])?(?:business |working |calendar )?(` + oneOf(keys(words().Units)) + `)\b`
	})
	timesA = pattern(func() string {
		return `\b(once|twice|(?:` + numeral() + `) times) (?:a|an|per|each|every|in a|in every) (?:calendar |business )?(` + oneOf(keys(words().Units)) + `)\b`
	})
	rhythm = pattern(func() string { return `\b(` + oneOf(keys(words().Rhythms)) + `)\b` })
	each   = pattern(func() string {
		return `\b(?:every|each|per) (?:new |single |major |minor |production |software |code )?(` + oneOf(keys(words().Events)) + `)\b`
	})
	nonstop = pattern(func() string {
		return `\bcontinuously\b|\bcontinuous (?:monitoring|scanning|replication|backups?|logging|auditing)\b|\b24 ?[x/] ?7\b`
	})
)

// notRhythm follows a word such as daily where it says nothing of how often.
var notRhythm = onuse.Regexp(`^[ -](?:basis of|work\b|life\b|business\b|active|operations\b|stand-?up|revenue|fee|plan\b|subscription|budget|turnover|income|cost)`)

// frequencies finds "daily", "once a year", "every 90 days", "each release".
func frequencies(c *clues) []Fact {
	lower, signs := c.low, c.signs
	var out []Fact
	add := func(from, to int, text string) {
		s, err := period.ParseSchedule(text)
		if err == nil {
			out = append(out, Fact{From: from, To: to, Kind: Frequency, Period: s.Period, Schedule: &s})
		}
	}
	for _, m := range c.matches(everyUnit(), signs.every) {
		number := "1"
		switch {
		case m[2] >= 0:
			number = "2"
		case m[4] >= 0:
			number = lower[m[4]:m[5]]
		}
		if p, ok := periodOf(number, lower[m[6]:m[7]]); ok {
			add(m[0], m[1], p.String())
		}
	}
	for _, m := range c.matches(timesA(), signs.times) {
		if p, ok := share(lower[m[2]:m[3]], lower[m[4]:m[5]]); ok {
			add(m[0], m[1], p)
		}
	}
	for _, m := range c.matches(each(), signs.each) {
		add(m[0], m[1], "per-"+words().Events[lower[m[2]:m[3]]])
	}
	for _, m := range c.matches(nonstop(), signs.nonstop) {
		add(m[0], m[1], "continuous")
	}
	for _, m := range c.matches(rhythm(), signs.rhythms) {
		if !strings.HasSuffix(lower[:m[0]], "-") && !notRhythm.MatchString(lower[m[1]:]) {
			add(m[0], m[1], words().Rhythms[lower[m[0]:m[1]]])
		}
	}
	return out
}

// matches returns the matches in a text that may hold one of the signs.
func (c *clues) matches(re *regexp.Regexp, s stretch) [][]int {
	if !c.any(s) {
		return nil
	}
	return re.FindAllStringSubmatchIndex(c.low, -1)
}

// shares are the parts of a unit that are themselves periods.
var shares = map[string]map[float64]string{
	"Y": {1: "P1Y", 2: "P6M", 3: "P4M", 4: "P3M", 6: "P2M", 12: "P1M"},
	"q": {1: "P3M", 3: "P1M"},
	"m": {1: "P1M"},
	"W": {1: "P7D"},
	"D": {1: "P1D", 2: "PT12H", 3: "PT8H", 4: "PT6H"},
	"H": {1: "PT1H", 2: "PT30M"},
}

// share returns how often "twice a year" is, as a period.
func share(times, unit string) (string, bool) {
	n := 1.0
	switch times {
	case "once":
	case "twice":
		n = 2
	default:
		var ok bool
		if n, ok = numberOf(times[:len(times)-len(" times")]); !ok {
			return "", false
		}
	}
	p, ok := shares[words().Units[unit]][n]
	return p, ok
}
