package theme

import (
	"testing"
	"time"

	"github.com/candor-site/candor/internal/trust"
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestTimes(t *testing.T) {
	x := at("2026-11-21T00:30:00+02:00")
	for _, tt := range []struct{ name, got, want string }{
		{"date", date(x), "20 November 2026"},
		{"datetime", datetime(x), "20 November 2026, 22:30 UTC"},
		{"day", day(x), "2026-11-20"},
		{"rfc3339", rfc3339(x), "2026-11-20T22:30:00Z"},
		{"unknown date", date(time.Time{}), "not known"},
		{"unknown rfc3339", rfc3339(time.Time{}), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestAge(t *testing.T) {
	start := at("2026-01-01T00:00:00Z")
	for _, tt := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0 minutes"}, {time.Minute, "1 minute"}, {59 * time.Minute, "59 minutes"}, {time.Hour, "1 hour"},
		{47 * time.Hour, "47 hours"}, {48 * time.Hour, "2 days"}, {59 * 24 * time.Hour, "59 days"}, {61 * 24 * time.Hour, "2 months"},
		{800 * 24 * time.Hour, "2 years"}, {-3 * 24 * time.Hour, "3 days"},
	} {
		if got := age(start, start.Add(tt.d)); got != tt.want {
			t.Errorf("age of %s: got %q, want %q", tt.d, got, tt.want)
		}
	}
}

func TestWeblink(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/b":            "https://a.example/b",
		"mailto:a@b.example":             "mailto:a@b.example",
		"javascript:alert(1)":            "",
		" JaVaScRiPt:alert(1)":           "",
		"data:text/html,<script>":        "",
		"//a.example/":                   "",
		"https:alert(1)":                 "",
		"vbscript:x":                     "",
		"https://a.example/\"><script>x": "https://a.example/%22%3E%3Cscript%3Ex",
	} {
		if got := weblink(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain äö 漢":        "plain äö 漢",
		"evil\u202egnp.exe": "evil[U+202E]gnp.exe",
		"nul\x00":           "nul[U+0000]",
		"two\nlines":        "two\nlines",
		"zero\u200bwidth":   "zero[U+200B]width",
	} {
		if got := visible(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Every word of the vocabulary of assurance has a name for people.
func TestWordsAreComplete(t *testing.T) {
	check := func(table map[string]string, what string, ids ...string) {
		for _, id := range ids {
			if table[id] == "" {
				t.Errorf("no words for %s %q", what, id)
			}
		}
	}
	for _, s := range trust.States {
		check(states, "state", string(s))
		check(stateDocs, "meaning of state", string(s))
	}
	for _, g := range trust.Grades {
		check(grades, "grade", string(g))
		check(gradeDocs, "meaning of grade", string(g))
	}
	for _, f := range trust.Freshnesses {
		check(freshnesses, "freshness", string(f))
		check(reasons, "reason", string(f))
	}
	for _, r := range []trust.Reason{trust.ReasonPass, trust.ReasonContradicted, trust.ReasonExcepted, trust.ReasonError, trust.ReasonEmpty, trust.ReasonVerdict, trust.ReasonNoEvidence, trust.ReasonDeclared} {
		check(reasons, "reason", string(r))
	}
	for _, o := range []trust.Outcome{trust.Pass, trust.Fail, trust.Crashed, trust.None} {
		check(outcomes, "outcome", string(o))
	}
	for _, v := range trust.Verdicts {
		check(verdicts, "verdict", string(v))
	}
	for _, s := range trust.Statuses {
		check(statuses, "status", string(s))
	}
	for _, r := range trust.Responsibilities {
		check(responsibilities, "responsibility", string(r))
	}
	for _, m := range trust.Methods {
		check(methods, "method", string(m))
	}
	for _, d := range trust.Degrees {
		check(degrees, "degree", string(d))
	}
	for _, r := range trust.Relations {
		check(relations, "relation", string(r))
		check(turnedRelations, "relation seen from the other end", string(r))
	}
	for _, v := range trust.RelationVerdicts {
		check(relationVerdicts, "verdict on a relation", string(v))
	}
	for _, f := range trust.Flags {
		check(flags, "flag", string(f))
	}
	if got := label(states)("never-heard_of"); got != "Never heard of" {
		t.Errorf("an unknown id reads as %q", got)
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "no evidence was collected": "No evidence was collected.", "Done.": "Done.", "why?": "Why?", "äußerst": "Äußerst.",
	} {
		if got := sentence(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
