package fact

import (
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/period"
)

var percent = pattern(func() string { return `\b(\d+(?:\.\d+)?)[ \x{00a0}]?(?:%|percent\b|per cent\b)` })

// percentages finds "99.9 %", "100 percent".
func percentages(c *clues) []Fact {
	lower := c.low
	var out []Fact
	for _, m := range percent().FindAllStringSubmatchIndex(lower, -1) {
		n, err := strconv.ParseFloat(lower[m[2]:m[3]], 64)
		if err == nil && n <= 100 && starts(lower, m[0]) {
			out = append(out, Fact{From: m[0], To: m[1], Kind: Percentage, Number: n, Loose: ranged(lower, m[0], m[1])})
		}
	}
	return out
}

var length = pattern(func() string {
	return `(` + numeral() + `)(?: ?\(` + numeral() + `\))?(?:[ \x{00a0}-]?)(?:((?:business|working|calendar|consecutive|full|whole) )?)(` + oneOf(keys(words().Units)) + `)\b`
})

// durations finds "90 days", "eight hours", "7-day", "thirty (30) days".
func durations(c *clues) []Fact {
	lower := c.low
	var out []Fact
	for _, m := range length().FindAllStringSubmatchIndex(lower, -1) {
		p, ok := periodOf(lower[m[2]:m[3]], lower[m[6]:m[7]])
		glued := m[3] == m[6] && lower[m[3]-1] > '9' // ten d, of tend
		aside := strings.HasSuffix(lower[:m[0]], "(") && strings.HasPrefix(lower[m[1]:], ")") && words().Units[lower[m[6]:m[7]]] == "M"
		if !ok || glued || aside || !starts(lower, m[0]) || notLong.MatchString(lower[m[1]:]) {
			continue
		}
		f := Fact{From: m[0], To: m[1], Kind: Duration, Period: p, Loose: ranged(lower, m[0], m[1])}
		if m[4] >= 0 {
			f.Loose = f.Loose || strings.HasPrefix(lower[m[4]:m[5]], "b") || strings.HasPrefix(lower[m[4]:m[5]], "wo")
		}
		out = append(out, f)
	}
	return out
}

// notLong follows what reads as a duration and says nothing of how long
// something is done.
var notLong = onuse.Regexp(`^(?:'s?)?[ -](?:free |paid )?(?:trial|read\b|of experience|ago\b|old\b|per week|a week|notebook|tutorial|course|walk)`)

// periodOf returns a number of units as a period.
func periodOf(number, unit string) (period.Period, bool) {
	n, ok := numberOf(number)
	if !ok || n <= 0 || n > 100000 {
		return period.Period{}, false
	}
	digits := strconv.FormatFloat(n, 'f', -1, 64)
	letter := words().Units[unit]
	if letter != "S" && letter != "ms" && n != float64(int(n)) {
		return period.Period{}, false
	}
	var text string
	switch letter {
	case "ms":
		text = "PT" + strconv.FormatFloat(n/1000, 'f', -1, 64) + "S"
	case "S", "M", "H":
		text = "PT" + digits + letter
	case "m":
		text = "P" + digits + "M"
	case "q":
		text = "P" + strconv.Itoa(3*int(n)) + "M"
	default:
		text = "P" + digits + letter
	}
	p, err := period.Parse(text)
	return p, err == nil
}

// numberOf reads a number in digits or in words.
func numberOf(text string) (float64, bool) {
	if n, ok := words().Numbers[text]; ok {
		return float64(n), true
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	return n, err == nil
}

// count matches a number, up to two words, and a noun.
var count = pattern(func() string {
	return `(` + numeral() + `)((?:[ -][a-z][a-z-]*){0,2}?)[ -](` + oneOf(keys(words().Nouns)) + `)(s?)\b`
})

// linking are words that part a number from the noun behind it.
var linking = onuse.Regexp(`\b(?:of|to|and|or|in|the|for|with|from|by|on|at|is|are|as|than|that|which|when|into|per|other|same|type|kind|sets?|hours?|days?|weeks?|months?|years?|minutes?|seconds?|percent)\b`)

// counts finds "9 regions", "three availability zones", "two-region".
func counts(c *clues) []Fact {
	lower := c.low
	var out []Fact
	for _, m := range count().FindAllStringSubmatchIndex(lower, -1) {
		number := lower[m[2]:m[3]]
		n, ok := numberOf(number)
		year := len(number) == 4 && (strings.HasPrefix(number, "19") || strings.HasPrefix(number, "20"))
		if !ok || n != float64(int(n)) || year || number == "one" || !starts(lower, m[0]) || linking.MatchString(lower[m[4]:m[5]]) {
			continue
		}
		if noun := words().Nouns[lower[m[6]:m[7]]]; noun != "factor" || m[8] < m[9] {
			out = append(out, Fact{From: m[0], To: m[1], Kind: Count, Name: noun, Number: n, Loose: ranged(lower, m[0], m[1])})
		}
	}
	return out
}

var (
	portList = pattern(func() string {
		return `\bports?(?: number| numbers)?(?: of)?:? (\d{1,5})\b((?:(?:, ?|/| and | or | & |, and )\d{1,5}\b)*)`
	})
	portOf    = pattern(func() string { return `\b(?:tcp|udp)(?:[ :]| port )(\d{1,5})\b|\b(\d{1,5})/(?:tcp|udp)\b` })
	goesOn    = onuse.Regexp(`^[:.]\d`) // of an address or a mapping
	portDigit = onuse.Regexp(`\d+`)
)

// ports finds "port 443", "ports 80 and 443", "tcp 443", "22/tcp".
func ports(c *clues) []Fact {
	lower := c.low
	var out []Fact
	add := func(from, to, at, end int) {
		n, err := strconv.Atoi(lower[at:end])
		if err == nil && n > 0 && n <= 65535 && !goesOn.MatchString(lower[end:]) {
			out = append(out, Fact{From: from, To: to, Kind: Port, Number: float64(n), Loose: ranged(lower, at, end)})
		}
	}
	for _, m := range portList().FindAllStringSubmatchIndex(lower, -1) {
		add(m[0], m[3], m[2], m[3])
		for _, d := range portDigit.FindAllStringIndex(lower[m[4]:m[5]], -1) {
			add(m[4]+d[0], m[4]+d[1], m[4]+d[0], m[4]+d[1])
		}
	}
	for _, m := range portOf().FindAllStringSubmatchIndex(lower, -1) {
		at, end := m[2], m[3]
		if at < 0 {
			at, end = m[4], m[5]
		}
		add(m[0], m[1], at, end)
	}
	return out
}

var portCell = onuse.Regexp(`^ *\d{1,5}(?: *(?:,|/|and) *\d{1,5})* *$`)

// Ports returns the ports of a cell below a heading that says that it holds
// some: "443", "80, 443". Ranges and words are none.
func Ports(cell string) []Fact {
	if !strings.ContainsAny(cell, "0123456789") || !portCell.MatchString(cell) {
		return nil
	}
	var out []Fact
	for _, d := range portDigit.FindAllStringIndex(cell, -1) {
		if n, err := strconv.Atoi(cell[d[0]:d[1]]); err == nil && n > 0 && n <= 65535 {
			out = append(out, Fact{From: d[0], To: d[1], Kind: Port, Number: float64(n)})
		}
	}
	return out
}

// starts reports whether a number may start at a place: it is not the end of
// another number, of a name, of a version or of a sum of money.
func starts(text string, at int) bool {
	if at == 0 {
		return true
	}
	c := text[at-1]
	switch {
	case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c == '_', c == '$', c == '#', c == '/', c == '=', c == '@':
		return false
	case c == '.' || c == ',' || c == ':' || c == '-':
		return at < 2 || text[at-2] < '0' || text[at-2] > '9' || c == '-'
	}
	return !strings.HasSuffix(text[:at], "€") && !strings.HasSuffix(text[:at], "£")
}

var (
	rangeBefore = onuse.Regexp(`\d ?(?:-|–|—|to|or|and) ?$`)
	rangeAfter  = onuse.Regexp(`^ ?(?:-|–|—|to) ?\d`)
)

// ranged reports whether a number is one end of a range.
func ranged(text string, from, to int) bool {
	return rangeBefore.MatchString(text[max(0, from-8):from]) || rangeAfter.MatchString(text[to:min(len(text), to+8)])
}
