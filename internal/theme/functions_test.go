package theme

import (
	"slices"
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
	x, w := at("2026-11-21T00:30:00+02:00"), English()
	for _, tt := range []struct{ name, got, want string }{
		{"date", w.Date(x), "20 November 2026"},
		{"datetime", w.DateTime(x), "20 November 2026, 22:30 UTC"},
		{"day", day(x), "2026-11-20"},
		{"rfc3339", rfc3339(x), "2026-11-20T22:30:00Z"},
		{"unknown date", w.Date(time.Time{}), "not known"},
		{"unknown rfc3339", rfc3339(time.Time{}), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
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

// Every word of the vocabulary of assurance has a name for people, in every
// language of the default theme.
func TestWordsAreComplete(t *testing.T) {
	th, _ := load(t, nil, "")
	for _, lang := range th.Messages().Languages() {
		keys := th.Messages().Keys(lang)
		check := func(vocabulary string, ids ...string) {
			for _, id := range ids {
				if !slices.Contains(keys, "label."+vocabulary+"."+id) {
					t.Errorf("%s: no words for the %s %q", lang, vocabulary, id)
				}
			}
		}
		for _, s := range trust.States {
			check("state", string(s))
			check("state-doc", string(s))
		}
		for _, g := range trust.Grades {
			check("grade", string(g))
			check("grade-doc", string(g))
		}
		for _, f := range trust.Freshnesses {
			check("freshness", string(f))
			check("reason", string(f))
		}
		for _, r := range []trust.Reason{trust.ReasonPass, trust.ReasonContradicted, trust.ReasonExcepted, trust.ReasonError, trust.ReasonEmpty, trust.ReasonVerdict, trust.ReasonNoEvidence, trust.ReasonDeclared} {
			check("reason", string(r))
		}
		for _, o := range []trust.Outcome{trust.Pass, trust.Fail, trust.Crashed, trust.None} {
			check("outcome", string(o))
		}
		for _, v := range trust.Verdicts {
			check("verdict", string(v))
		}
		for _, s := range trust.Statuses {
			check("status", string(s))
		}
		for _, r := range trust.Responsibilities {
			check("responsibility", string(r))
		}
		for _, m := range trust.Methods {
			check("method", string(m))
		}
		for _, d := range trust.Degrees {
			check("degree", string(d))
		}
		for _, r := range trust.Relations {
			check("relation", string(r))
			check("relation-turned", string(r))
		}
		for _, v := range trust.RelationVerdicts {
			check("relation-verdict", string(v))
		}
		for _, f := range trust.Flags {
			check("flag", string(f))
		}
	}
	if got := English().State("never-heard_of"); got != "Never heard of" {
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
