package match

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Kinds of thresholds.
const (
	Duration   = "duration"
	Frequency  = "frequency" // at-least is: as often, or more often
	Recency    = "recency"   // how long ago something was done at most: in the last year
	Percentage = "percentage"
	Bits       = "bits" // of a key
	Version    = "version"
	Count      = "count" // of what Threshold.Text names
)

// tokens splits text into words that keep their dots and percent signs.
func tokens(text string) []string {
	fields := strings.FieldsFunc(strings.ToLower(plainer.Replace(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '%' && r != '\''
	})
	out := fields[:0]
	for _, w := range fields {
		if w = strings.Trim(w, ".'"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// thresholds finds the bounds that a question names.
func (m *Matcher) thresholds(text string) []Threshold {
	list := tokens(text)
	var out []Threshold
	for i := 0; i < len(list); {
		t, n := m.threshold(list, i)
		if n == 0 {
			i++
			continue
		}
		t.Text = strings.Join(list[i:i+n], " ")
		if t.Bound == "" {
			t.Bound = m.bound(list, i, i+n)
		}
		if t.Kind == Duration && m.window(list[max(0, i-3):i]) {
			t.Kind, t.Bound = Recency, AtMost
		}
		if t.Kind != Duration || t.Bound != "" {
			out = append(out, t)
		}
		i += n
	}
	return out
}

// threshold reads the value that begins at a word, and says over how many words
// it stands; 0 where none begins.
func (m *Matcher) threshold(list []string, i int) (Threshold, int) {
	at := func(k int) string {
		if k < len(list) {
			return list[k]
		}
		return ""
	}
	if period, ok := m.rhythms[list[i]]; ok && !m.figures[at(i+1)] {
		return Threshold{Kind: Frequency, Bound: AtLeast, Value: period}, 1
	}
	if period, n := m.rhythm(list[i:]); n > 0 {
		return Threshold{Kind: Frequency, Bound: AtLeast, Value: period}, n
	}
	if (list[i] == "tls" || list[i] == "ssl") && isVersion(strings.TrimPrefix(at(i+1), "v")) {
		return Threshold{Kind: Version, Bound: AtLeast, Value: strings.TrimPrefix(at(i+1), "v")}, 2
	}
	if v := strings.TrimPrefix(list[i], "tls"); v != list[i] && isVersion(strings.TrimPrefix(v, "v")) {
		return Threshold{Kind: Version, Bound: AtLeast, Value: strings.TrimPrefix(v, "v")}, 1
	}
	if list[i] == "aes" {
		if n, err := strconv.Atoi(at(i + 1)); err == nil && (n == 128 || n == 192 || n == 256) {
			return Threshold{Kind: Bits, Bound: AtLeast, Value: int64(n)}, 2
		}
	}
	if p, ok := strings.CutSuffix(list[i], "%"); ok {
		if x, err := strconv.ParseFloat(p, 64); err == nil && x <= 100 {
			return Threshold{Kind: Percentage, Bound: AtLeast, Value: x}, 1
		}
	}
	number, ok := m.number(list[i])
	if !ok {
		return Threshold{}, 0
	}
	n := 1
	if again, ok := m.number(at(i + 1)); ok && again == number { // thirty (30) days
		n++
	}
	switch at(i + n) {
	case "business", "working", "calendar", "consecutive", "full", "continuous":
		n++
	}
	unit := at(i + n)
	switch letter := m.units[unit]; {
	case unit == "bit" || unit == "bits":
		return Threshold{Kind: Bits, Bound: AtLeast, Value: number}, n + 1
	case unit == "percent":
		return Threshold{Kind: Percentage, Bound: AtLeast, Value: float64(number)}, n + 1
	case letter != "" && letter != "ms" && unit != "d" && unit != "h" && !always(list, i+n):
		return Threshold{Kind: Duration, Value: period(number, letter)}, n + 1
	case m.counted[unit]:
		return Threshold{Kind: Count, Bound: AtLeast, Value: number}, n + 1
	}
	return Threshold{}, 0
}

// always reports whether a unit belongs to words such as "24 hours a day".
func always(list []string, i int) bool {
	if i+2 < len(list) && (list[i+1] == "a" || list[i+1] == "per") && (list[i+2] == "day" || list[i+2] == "week") {
		return true
	}
	return i+1 < len(list) && (list[i+1] == "old" || list[i+1] == "ago")
}

// rhythm reads "every six months", "once a year", "each quarter", "twice per
// year", "per year".
func (m *Matcher) rhythm(list []string) (string, int) {
	word := func(k int) string {
		if k < len(list) {
			return list[k]
		}
		return ""
	}
	switch list[0] {
	case "every", "each":
		if letter := m.units[word(1)]; letter != "" && len(word(1)) > 2 {
			return period(1, letter), 2
		}
		if n, ok := m.number(word(1)); ok && m.units[word(2)] != "" {
			return period(n, m.units[word(2)]), 3
		}
	case "once", "twice":
		letter := m.units[word(2)]
		if letter == "" || !slices.Contains([]string{"a", "an", "per", "each", "every"}, word(1)) {
			break
		}
		if list[0] == "once" {
			return period(1, letter), 3
		}
		switch letter {
		case "Y":
			return "P6M", 3
		case "D":
			return "PT12H", 3
		}
	}
	return "", 0
}

// period writes a number of units as an ISO 8601 duration.
func period(n int64, letter string) string {
	number := strconv.FormatInt(n, 10)
	switch letter {
	case "S", "M", "H":
		return "PT" + number + letter
	case "m":
		return "P" + number + "M"
	case "q":
		return "P" + strconv.FormatInt(3*n, 10) + "M"
	case "W":
		return "P" + strconv.FormatInt(7*n, 10) + "D"
	}
	return "P" + number + letter
}

// number reads a whole number in digits or in words.
func (m *Matcher) number(word string) (int64, bool) {
	if n, ok := m.numbers[word]; ok {
		return int64(n), true
	}
	if len(word) == 0 || len(word) > 5 || strings.Trim(word, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(word, 10, 64)
	return n, err == nil
}

func isVersion(text string) bool {
	whole, part, ok := strings.Cut(text, ".")
	return ok && len(whole) == 1 && len(part) == 1 && strings.Trim(whole+part, "0123456789") == ""
}

// How many words before and behind a value may bound it.
const (
	boundBefore = 5
	boundBehind = 2
)

// bound says on which side a value must be; "" where no word tells.
func (m *Matcher) bound(list []string, from, to int) Bound {
	behind := list[to:min(len(list), to+boundBehind)]
	for _, b := range []struct {
		bound    Bound
		patterns []pattern
	}{{AtLeast, m.atLeast}, {AtMost, m.atMost}} {
		for _, p := range b.patterns {
			if (p[0][0] == "or" || p[0][0] == "and") && p.at(behind, 0) >= 0 {
				return b.bound
			}
		}
	}
	before := list[max(0, from-boundBefore):from]
	best, out := -1, Bound("")
	for _, b := range []struct {
		bound    Bound
		patterns []pattern
	}{{AtMost, m.atMost}, {AtLeast, m.atLeast}} {
		for _, p := range b.patterns {
			for at := range before {
				if end := p.at(before, at); end > best && end > 0 {
					best, out = end, b.bound
				}
			}
		}
	}
	return out
}

// window reports whether words before a duration say that it is a span of time
// looked back on.
func (m *Matcher) window(before []string) bool { return first(m.windows, before) >= 0 }
