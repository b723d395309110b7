package prefilter

import (
	"regexp"
	"testing"
)

func TestMay(t *testing.T) {
	for _, tt := range []struct {
		expressions []string
		text        string
		want        bool
	}{
		{[]string{`regularly`}, "backups are tested each month", false},
		{[]string{`regularly`}, "backups are tested regularly", true},
		{[]string{`\b(?:regular|periodic)(?: [a-z-]+){0,3} (?:reviews?|tests?)`}, "reviews and tests", false},
		{[]string{`\b(?:regular|periodic)(?: [a-z-]+){0,3} (?:reviews?|tests?)`}, "a periodic test", true},
		{[]string{`to the (?:greatest )?extent (?:possible|feasible)`}, "sent to the host", false},
		{[]string{`to the (?:greatest )?extent (?:possible|feasible)`}, "to the extent feasible", true},
		{[]string{`a`, `regularly`}, "nothing", true}, // too short to tell
		{[]string{`(?i)regularly`}, "nothing", true},
		{[]string{`(?:regularly)?`}, "nothing", true},
		{[]string{`(?:regularly)+`, `(?:often){2}`}, "nothing", false},
		{[]string{`regularly|\d`}, "nothing", true},
		{[]string{`(`}, "nothing", true},
		{nil, "nothing", false},
		{[]string{`ab`}, "a", false},
		{[]string{`é`}, "café", true},
		{[]string{`trust|tsc`}, "a disc, a team", false},
		{[]string{`trust|tsc`}, "a tsc", true},
	} {
		if got := New(tt.expressions...).May(tt.text); got != tt.want {
			t.Errorf("%q over %q: %v, want %v", tt.expressions, tt.text, got, tt.want)
		}
	}
}

func TestWhich(t *testing.T) {
	many := make([]string, 130)
	for i := range many {
		many[i] = "word" + string(rune('a'+i/26)) + string(rune('a'+i%26))
	}
	f := New(append(many, `\d`)...)
	hits := f.Which("wordaa, wordcz", nil)
	for i := range 131 {
		if got, want := hits.Has(i), i == 0 || i == 77 || i == 130; got != want {
			t.Errorf("%d: %v, want %v", i, got, want)
		}
	}
	for _, tt := range []struct {
		from, to int
		want     bool
	}{{0, 1, true}, {1, 77, false}, {1, 78, true}, {78, 130, false}, {78, 131, true}, {131, 500, false}, {5, 5, false}} {
		if got := hits.Any(tt.from, tt.to); got != tt.want {
			t.Errorf("any of [%d, %d): %v, want %v", tt.from, tt.to, got, tt.want)
		}
	}
	if f := New(many...); len(f.Which("nothing", nil)) != 0 {
		t.Error("hits without a word")
	}
}

// No text that an expression matches is ever sorted out.
func FuzzMay(f *testing.F) {
	f.Add(`\b(?:in a (?:timely|prompt) manner|as (?:and when )?needed)\b`, "in a timely manner")
	f.Add(`(a|bc)+d{2,3}x?`, "bcddx")
	f.Add(`[xy]z|\x{e9}t`, "ét")
	f.Add(`AES|bit`, "an AES key")
	f.Add(`t(?:rust|sc)|te(am|a)`, "tsc tea")
	f.Fuzz(func(t *testing.T, expression, text string) {
		re, err := regexp.Compile(expression)
		if err != nil {
			t.Skip("no expression")
		}
		low := []byte(text)
		for i, c := range low {
			if 'A' <= c && c <= 'Z' {
				low[i] = c + 'a' - 'A'
			}
		}
		f := New("never in a text", expression, "nowhere in it")
		if re.MatchString(text) && !(f.May(string(low)) && f.Which(string(low), nil).Has(1)) {
			t.Errorf("%q matches %q, and was sorted out", expression, text)
		}
		sum := Together(New("elsewhere", expression), f)
		hits, _ := sum.Of(f, sum.Which(string(low), nil))
		for n, want := 0, f.Which(string(low), nil); n < 3; n++ {
			if hits.Has(n) != want.Has(n) {
				t.Errorf("%q over %q: %b beside another filter, %b alone", expression, text, hits, want)
			}
		}
	})
}

// TestTogether holds a sum to its filters: what it says of a text is what they say.
func TestTogether(t *testing.T) {
	many := make([]string, 64)
	for i := range many {
		many[i] = "word" + string(rune('a'+i%26)) + string(rune('a'+i/26))
	}
	filters := []*Filter{New("port", "reports?", `t(?:rust|sc)`), New(many...), New(), New(`\d`, "port"), New(append(many, "every .*week")...), New("port")}
	sum, stranger := Together(filters...), New("port")
	for _, text := range []string{"", "x", "a report", "wordab and wordlc", "every port, wordza", "each week", "every week tsc", "trust the wordaa port every single week"} {
		all := sum.Which(text, nil)
		for i, f := range filters {
			got, ok := sum.Of(f, all)
			want := f.Which(text, nil)
			if !ok || (len(got) > 0) != (len(want) > 0) {
				t.Errorf("%q, filter %d: %b %v, want %b", text, i, got, ok, want)
			}
			for n := range f.n + 1 {
				if got.Has(n) != want.Has(n) {
					t.Errorf("%q, filter %d: %d is %v", text, i, n, got.Has(n))
				}
			}
		}
		if _, ok := sum.Of(stranger, all); ok {
			t.Error("a filter that has no part has hits")
		}
	}
}
