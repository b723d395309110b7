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
	} {
		if got := New(tt.expressions...).May(tt.text); got != tt.want {
			t.Errorf("%q over %q: %v, want %v", tt.expressions, tt.text, got, tt.want)
		}
	}
}

// No text that an expression matches is ever sorted out.
func FuzzMay(f *testing.F) {
	f.Add(`\b(?:in a (?:timely|prompt) manner|as (?:and when )?needed)\b`, "in a timely manner")
	f.Add(`(a|bc)+d{2,3}x?`, "bcddx")
	f.Add(`[xy]z|\x{e9}t`, "ét")
	f.Fuzz(func(t *testing.T, expression, text string) {
		re, err := regexp.Compile(expression)
		if err != nil {
			t.Skip("no expression")
		}
		if re.MatchString(text) && !New(expression).May(text) {
			t.Errorf("%q matches %q, and was sorted out", expression, text)
		}
	})
}
