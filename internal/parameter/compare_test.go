package parameter

import (
	"strings"
	"testing"
)

func TestHolds(t *testing.T) {
	list := func(items ...any) []any { return items }
	bound := func(op string, n int, unit string) map[string]any {
		m := map[string]any{"op": op, "value": n}
		if unit != "" {
			m["unit"] = unit
		}
		return m
	}
	for _, c := range []struct {
		name string
		at   Type
		a    any
		op   string
		bt   Type
		b    any
		want string // yes, no, or a part of why
	}{
		{"interval longer than the objective", Frequency, "P1D", "<=", Duration, "PT2H", "no"},
		{"interval within the objective", Frequency, "hourly", "<=", Duration, "PT2H", "yes"},
		{"continuous keeps any period", Frequency, "continuous", "<=", Duration, "PT2H", "yes"},
		{"an event has no length", Frequency, "per-release", "<=", Duration, "PT2H", "for each release and 2 hours have no common measure"},
		{"seconds against hours", Quantity, bound("<=", 60, "s"), "<=", Duration, "PT2H", "yes"},
		{"milliseconds against seconds", Quantity, bound("<=", 1500, "ms"), "<=", Quantity, bound("==", 1, "s"), "no"},
		{"a lower bound leaves the upper side open", Quantity, bound(">=", 60, "s"), "<=", Duration, "PT2H", "at least 60 seconds leaves the other side open"},
		{"a lower bound that is beyond breaks", Duration, map[string]any{"value": "PT3H", "sense": "at-least"}, "<=", Duration, "PT2H", "no"},
		{"retention of twelve months", Retention, "P180D", ">=", Retention, "P12M", "no"},
		{"a year is twelve months", Retention, "P365D", ">=", Retention, "P12M", "yes"},
		{"unstated", Retention, "unstated", ">=", Retention, "P12M", "not stated"},
		{"negotiable", Retention, "negotiable", ">=", Retention, "P12M", "one of them is negotiable"},
		{"percent is no time", Quantity, bound("==", 5, "percent"), "<=", Duration, "PT2H", "no common measure"},
		{"counts", Count, bound(">=", 2, ""), ">=", Int, 1, "yes"},
		{"versions by number", Version, "1.10", ">=", Version, "1.9", "yes"},
		{"names of versions", Version, "TLS 1.1", ">=", Version, "TLS 1.2", "no"},
		{"regions within", IDs, list("a", "b"), "in", IDs, list("b", "a", "c"), "yes"},
		{"region outside", ID, "d", "in", IDs, list("a"), "no"},
		{"contains", IDs, list("a", "b"), "contains", ID, "b", "yes"},
		{"no port is within any", Ports, list(), "in", Ports, list(443), "yes"},
		{"a port is within all", Ports, list(443), "in", Ports, "all", "yes"},
		{"all is within none", Ports, "all", "in", Ports, list(443), "no"},
		{"lists against numbers", IDs, list("a"), "in", Int, 1, "not both lists"},
		{"same list in another order", IDs, list("a", "b"), "==", IDs, list("b", "a"), "yes"},
		{"another list", IDs, list("a"), "==", IDs, list("b", "a"), "no"},
		{"same length in other units", Duration, "P7D", "==", Retention, "P1W", "yes"},
		{"same number, other comparison", Count, bound(">=", 9, ""), "==", Count, bound("==", 9, ""), "no"},
		{"same event", Frequency, "per-release", "==", Frequency, "per-release", "yes"},
		{"another event", Frequency, "per-release", "==", Frequency, "per-build", "no"},
		{"event and period", Frequency, "per-release", "==", Frequency, "daily", "no"},
		{"truth", Bool, true, "==", Bool, false, "no"},
		{"all and all", CountOrAll, "all", "==", CountOrAll, "all", "yes"},
		{"no such operator", Int, 1, "~", Int, 1, "no operator"},
	} {
		a, err := Parse(c.at, c.a)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		b, err := Parse(c.bt, c.b)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got, why := Holds(a, c.op, b)
		said := map[bool]string{true: "yes", false: "no"}[got]
		if why != "" {
			said = why
		}
		if said != c.want && (why == "" || !strings.Contains(why, c.want)) {
			t.Errorf("%s: got %s, want %s", c.name, said, c.want)
		}
	}
}

func TestLength(t *testing.T) {
	for _, c := range []struct {
		t    Type
		raw  any
		want string
	}{
		{Frequency, "daily", "1 day"},
		{Frequency, "continuous", "continuously"},
		{Duration, "PT2H", "2 hours"},
		{Retention, "negotiable", "negotiable"},
		{Int, 3, "3"},
	} {
		v, err := Parse(c.t, c.raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Length(); got != c.want {
			t.Errorf("%v: got %q, want %q", c.raw, got, c.want)
		}
	}
}
