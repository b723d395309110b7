package bare

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// match says how a fact and a parameter compare.
type match int

const (
	apart  match = iota // they do not compare
	differ              // the same sort of value, another one
	within              // not the same, and no contradiction: 3 where at least 2 are claimed, 30 days for a month
	same
)

// compare holds a fact against a parameter of a control. text is the sentence,
// in which a bound may stand before the number.
func compare(f fact.Fact, c *subject, p trust.Parameter, text string) match {
	v := p.Value
	if v.Word != "" && v.Word != parameter.Unstated {
		return apart
	}
	best := apart
	if v.Readings != nil {
		for _, raw := range v.Readings.Alternatives {
			if alt, err := parameter.Parse(v.Type, raw); err == nil {
				best = max(best, compareOne(f, c, p.Name, alt, text))
			}
		}
		if best == differ {
			best = within
		}
	}
	if v.IsUnstated() {
		return best
	}
	return max(best, compareOne(f, c, p.Name, v, text))
}

func compareOne(f fact.Fact, c *subject, name string, v parameter.Value, text string) match {
	switch f.Kind {
	case fact.Duration:
		return compareLength(f.Period, v)
	case fact.Frequency:
		return compareRhythm(f, v)
	case fact.Percentage:
		if (v.Type == parameter.Quantity || v.Type == parameter.Uptime) && v.Unit == "percent" {
			return bounded(f, v, text)
		}
	case fact.Count:
		return compareCount(f, c, name, v, text)
	case fact.Port:
		return comparePort(f, v)
	case fact.Version:
		return compareVersion(f, c, v)
	case fact.Cipher:
		return compareCipher(f, c, name, v)
	case fact.Standard:
		return compareStandard(f, v)
	}
	return apart
}

// compareLength compares how long something is.
func compareLength(p period.Period, v parameter.Value) match {
	switch v.Type {
	case parameter.Duration, parameter.Retention:
		return comparePeriods(p, v.Period)
	case parameter.Quantity:
		unit := map[string]time.Duration{"s": time.Second, "ms": time.Millisecond}[v.Unit]
		if unit == 0 {
			return apart
		}
		if p.Approx() == time.Duration(v.Number*float64(unit)) {
			return same
		}
		return differ
	case parameter.Frequency, parameter.Uptime:
		if !v.Period.IsZero() && comparePeriods(p, v.Period) == same {
			return within
		}
	}
	return apart
}

func comparePeriods(a, b period.Period) match {
	if a.String() == b.String() || exact(a) && exact(b) && a.Approx() == b.Approx() || months(a) > 0 && months(a) == months(b) {
		return same
	}
	if x, y := a.Approx().Hours(), b.Approx().Hours(); x > 0 && y > 0 && x/y > 0.97 && x/y < 1.03 {
		return within
	}
	return differ
}

// exact reports whether a period has no months and no years.
func exact(p period.Period) bool { return p.Years == 0 && p.Months == 0 }

// months returns a period in months, or 0 where it has other parts.
func months(p period.Period) int {
	if p.Weeks != 0 || p.Days != 0 || p.Clock != 0 {
		return 0
	}
	return 12*p.Years + p.Months
}

// compareRhythm compares how often something happens.
func compareRhythm(f fact.Fact, v parameter.Value) match {
	if v.Type != parameter.Frequency || v.Schedule == nil {
		if (v.Type == parameter.Duration || v.Type == parameter.Retention) && !f.Period.IsZero() && comparePeriods(f.Period, v.Period) == same {
			return within
		}
		return apart
	}
	switch {
	case v.Schedule.Basis == period.Every && f.Schedule.Basis == period.Every:
		return comparePeriods(f.Period, v.Period)
	case v.Schedule.String() == f.Schedule.String():
		return same
	case v.Schedule.Basis == period.Unscheduled:
		return apart
	case v.Schedule.Basis != period.Every && f.Schedule.Basis != period.Every && v.Schedule.Event == f.Schedule.Event && v.Schedule.Event != "":
		return within
	}
	return differ
}

// compareCount compares how many there are of something.
func compareCount(f fact.Fact, c *subject, name string, v parameter.Value, text string) match {
	if !slices.Contains(lexicon().nouns[f.Name], name) {
		return apart
	}
	if generic := name == "count" || name == "threshold"; generic && !c.all[stem(lastWord(f.Name))] {
		return apart
	}
	switch v.Type {
	case parameter.Count, parameter.CountOrAll, parameter.Int, parameter.Quantity:
		return bounded(f, v, text)
	case parameter.IDs:
		if list, ok := v.Raw.([]any); ok {
			if len(list) == int(f.Number) {
				return within // how many there are is not a value of the list
			}
		}
	}
	return apart
}

func lastWord(text string) string { return text[strings.LastIndexByte(text, ' ')+1:] }

// bounded compares a number with one that may be a bound. A number in words is
// no contradiction to a bound that it keeps, unless the words call it a bound,
// too.
func bounded(f fact.Fact, v parameter.Value, text string) match {
	if f.Number == v.Number {
		return same
	}
	keeps := false
	switch v.Op {
	case ">=":
		keeps = f.Number > v.Number
	case ">":
		keeps = f.Number > v.Number
	case "<=", "<":
		keeps = f.Number < v.Number
	}
	if keeps && !boundBefore(text[:f.From]) {
		return within
	}
	return differ
}

// boundBefore reports whether the words before a number make a bound of it.
func boundBefore(before string) bool {
	before = strings.ToLower(strings.TrimSpace(before))
	for _, end := range []string{"at least", "at most", "more than", "less than", "up to", "minimum of", "maximum of", "over", "under", "no more than", "no fewer than"} {
		if strings.HasSuffix(before, end) {
			return true
		}
	}
	return false
}

func comparePort(f fact.Fact, v parameter.Value) match {
	list, ok := v.Raw.([]any)
	if v.Type != parameter.Ports || !ok || len(list) == 0 {
		return apart
	}
	for _, item := range list {
		if plainNumber(item) == f.Number {
			return same
		}
	}
	if len(list) == 1 {
		return differ
	}
	return apart
}

func plainNumber(raw any) float64 {
	switch n := raw.(type) {
	case int64:
		return float64(n)
	case int:
		return float64(n)
	case float64:
		return n
	}
	return -1
}

// compareVersion compares versions of one protocol.
func compareVersion(f fact.Fact, c *subject, v parameter.Value) match {
	text, ok := v.Raw.(string)
	if v.Type != parameter.Version || !ok || !c.all[stem(strings.ToLower(f.Name))] {
		return apart
	}
	claimed, err := strconv.ParseFloat(text, 64)
	stated, err2 := strconv.ParseFloat(f.Version, 64)
	switch {
	case text == f.Version, err == nil && err2 == nil && claimed == stated:
		return same
	case err != nil || err2 != nil:
		return apart
	case v.Sense == parameter.AtLeast && stated > claimed, v.Sense == parameter.AtMost && stated < claimed:
		return within
	}
	return differ
}

// compareCipher compares ciphers and sizes of keys.
func compareCipher(f fact.Fact, c *subject, name string, v parameter.Value) match {
	own := cipherOf(c)
	switch {
	case name == "key_bits" && f.Number > 0:
		if f.Name != "" && own != "" && !strings.EqualFold(own, f.Name) {
			return apart
		}
		if v.Number == f.Number {
			return same
		}
		return differ
	case name == "algorithm" && f.Name != "" && f.Number == 0:
		if strings.EqualFold(own, f.Name) {
			return same
		}
	}
	return apart
}

func cipherOf(c *subject) string {
	for _, p := range c.values {
		if text, ok := p.Value.Raw.(string); ok && p.Name == "algorithm" {
			return text
		}
	}
	return ""
}

// compareStandard compares standards and their versions.
func compareStandard(f fact.Fact, v parameter.Value) match {
	var list []any
	switch v.Type {
	case parameter.Standard:
		list = []any{v.Raw}
	case parameter.Standards:
		list, _ = v.Raw.([]any)
	default:
		return apart
	}
	best := apart
	for _, item := range list {
		name, version := "", ""
		switch x := item.(type) {
		case string:
			name = x
		case map[string]any:
			name, _ = x["name"].(string)
			version, _ = x["version"].(string)
		}
		if alnum(name) != alnum(f.Name) {
			continue
		}
		if f.Version == "" || version == "" || alnum(version) == alnum(f.Version) {
			return same
		}
		best = max(best, differ)
	}
	return best
}

func alnum(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(text))
}
