package paraphrase

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// names are those of a control with some values.
var names = Names{
	Parameter: func(name string, members []string) (string, string) {
		switch {
		case name == "retention" && members == nil:
			return "retention", "90 days"
		case name == "zones" && slices.Equal(members, []string{"value"}):
			return "zones", "2"
		case name == "ports":
			return "ports", "443"
		}
		return "", ""
	},
	Foreign: func(control, name string, _ []string) (string, string) {
		if control == "logs" && name == "retention" {
			return "retention", "30 days"
		}
		return "", ""
	},
}

func TestRule(t *testing.T) {
	for _, tt := range []struct{ assertion, want string }{
		{`ev["aws-ebs-volumes"].Volumes.all(v, v.Encrypted)`, "For every entry of Volumes of evidence aws-ebs-volumes: Encrypted is true"},
		{`ev.logs.logGroups.all(g, g.retentionInDays >= days(p.retention))`, "For every entry of logGroups of evidence logs: retentionInDays is at least retention (90 days) in days"},
		{`size(ev.a.Zones) >= p.zones.value`, "The size of Zones of evidence a is at least zones (2)"},
		{`size(ev.a.items) > 0 && ev.a.items.exists_one(x, x.on)`, "items of evidence a is not empty\nThere is exactly one entry of items of evidence a for which on is true"},
		{`!ev.a.items.exists(x, x.open)`, "There is no entry of items of evidence a for which open is true"},
		{`!ev.a.items.all(x, x.open)`, "There is at least one entry of items of evidence a for which it is not so that (open is true)"},
		{`ev.a.items.filter(x, x.kind == "b").all(y, y.port in p.ports)`, `For every entry of items of evidence a for which kind is "b": port is one of ports (443)`},
		{`ev.a.items.filter(x, x.kind == "b").size() == 0`, `There is no entry of items of evidence a for which kind is "b"`},
		{`size(ev.a.items.filter(x, x.kind == "b")) == 2`, `The number of entries of items of evidence a (those for which kind is "b") is 2`},
		{`0 < size(ev.a.items)`, "items of evidence a is not empty"},
		{`90 <= ev.a.days`, "days of evidence a is at least 90"},
		{`!(ev.a.days > 90)`, "days of evidence a is at most 90"},
		{`ev.a.items.all(x, !has(x.key) || x.key.startsWith("k"))`, `For every entry of items of evidence a: key is absent or key begins with "k"`},
		{`timestamp(ev.a.at) > now - iso("P1Y")`, "at of evidence a is later than 1 year before the time of judging"},
		{`timestamp(ev.a.at) > now - iso(p.retention) - iso("PT36H")`, "at of evidence a is later than retention (90 days) plus 36 hours before the time of judging"},
		{`now - timestamp(ev.a.at) < iso("P7D")`, "The time from at of evidence a to the time of judging is shorter than 7 days"},
		{`at["a"] < now`, "The time at which evidence a was collected is earlier than the time of judging"},
		{`semver.compare(ev.a.version, "1.2.0") >= 0`, `Version version of evidence a is at least version "1.2.0"`},
		{`facts["a"].coverage.examined > 0`, "coverage.examined as read from evidence a is more than 0"},
		{`"a" in ev`, "Evidence a is at hand"},
		{`iso(p.retention) >= iso(c["logs"].retention)`, "retention (90 days) is at least as long as retention of control logs (30 days)"},
		{`ev.a.one.exists(x, x.a) == ev.a.two.exists(x, x.b)`, "Either both of these hold, or neither does:\n  There is at least one entry of one of evidence a for which a is true\n  There is at least one entry of two of evidence a for which b is true"},
		{`ev.a.items.all(x, x.ok) == p.pinned`, "pinned says whether this holds:\n  For every entry of items of evidence a: ok is true"},
		{`ev.a.ok ? ev.a.x > 1 : ev.a.y > 1`, "If ok of evidence a is true, then x of evidence a is more than 1; otherwise y of evidence a is more than 1"},
		{`ev.a.items.all(x, ev.b.items.exists(y, y.id == x.id))`, "For every entry x of items of evidence a: there is at least one entry of items of evidence b for which id is id of x"},
		{`ev.a.items.all(x, x.parts.all(x, x.ok))`, "For every entry of items of evidence a: for every entry of parts: ok is true"},
		{`ev.a.l.all(p, p.ok && p.ports.all(q, q == p.main))`, "For every entry p of l of evidence a:\n  ok is true\n  For every entry of ports: it is main of p"},
		{`ev.a.name == "x" + ev.a.end && ev.a.n != null && ev.a.t == ""`, "name of evidence a is \"x\" followed by end of evidence a\nn of evidence a is not null\nt of evidence a is empty"},
		{`ev.a.labels["a.b/c"] == "x"`, `labels["a.b/c"] of evidence a is "x"`},
		{`ev.a[0].id == ev.a[2].id`, "id of the first entry of evidence a is id of entry number 3 of evidence a"},
		{`sets.contains(ev.a.x, ["b", "c"])`, `x of evidence a holds every value of "b" and "c"`},
		{`!(ev.a.x in ["b", "c"])`, `x of evidence a is none of "b" or "c"`},
		{`ev.a.x.?y.orValue(3) == 3`, "x.y of evidence a, or 3 where it is absent is 3"},
		{`p.ports.all(s, ev.a.open[s] == 0)`, "For every value s of ports (443): the entry s of open of evidence a is 0"},
		{`!(ev.a.x && ev.a.y)`, "At least one of these does not hold:\n  x of evidence a is true\n  y of evidence a is true"},
	} {
		said := Rule(tt.assertion, names, "en")
		if said == nil {
			t.Errorf("%s is not read", tt.assertion)
			continue
		}
		if got := strings.Join(said.Lines(), "\n"); got != tt.want || !said.Whole {
			t.Errorf("%s\n%s\nwhole %v, want\n%s", tt.assertion, got, said.Whole, tt.want)
		}
	}
}

// TestCodeStays wants what has no words left as it is written, in its place.
func TestCodeStays(t *testing.T) {
	for _, tt := range []struct{ assertion, want string }{
		{`ev.a.x.getFullYear() > 2000`, "ev.a.x.getFullYear() is more than 2000"},
		{`has()`, "has()"},
		{`{"a": 1}.size() == 1`, `The size of {"a": 1} is 1`},
		{`ev[p.tool].ok`, "ev[p.tool].ok is true"},
		{`math.all(x, x)`, "math.all(x, x)"},
	} {
		said := Rule(tt.assertion, names, "en")
		if said == nil || said.Whole || strings.Join(said.Lines(), "\n") != tt.want {
			t.Errorf("%s: %+v, want %s", tt.assertion, said, tt.want)
		}
	}
	for _, text := range []string{"", "ev.", "(", `"a`} {
		if Rule(text, Names{}, "en") != nil {
			t.Errorf("%q is said", text)
		}
	}
}

// TestPieces wants the values, the evidence and the fields told apart.
func TestPieces(t *testing.T) {
	said := Rule(`ev.logs.groups.all(g, g.days >= days(p.retention))`, names, "en")
	want := []Piece{
		{Text, "For every entry of ", ""}, {Field, "groups", ""}, {Text, " of evidence ", ""}, {Evidence, "logs", "logs"}, {Text, ": ", ""},
		{Field, "days", ""}, {Text, " is at least ", ""}, {Field, "retention", "retention"}, {Text, " (", ""}, {Value, "90 days", "retention"}, {Text, ") in days", ""},
	}
	if !slices.Equal(said.Sentences[0].Line, want) {
		t.Errorf("got %+v", said.Sentences[0].Line)
	}
}

// TestLanguages wants every language to have every pattern with the same
// places.
func TestLanguages(t *testing.T) {
	place := regexp.MustCompile(`\{[a-z]+\}`)
	english := tables()["en"]
	for _, language := range Languages {
		words := tables()[language]
		if len(words) != len(english) {
			t.Errorf("%s has %d patterns, want %d", language, len(words), len(english))
		}
		for key, pattern := range english {
			a, b := place.FindAllString(pattern, -1), place.FindAllString(words[key], -1)
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) || words[key] == "" {
				t.Errorf("%s: %s is %q, and in English %q", language, key, words[key], pattern)
			}
		}
	}
	said := Rule(`timestamp(ev.a.at) > now - iso("P1Y")`, Names{}, "de-AT")
	if got := said.Sentences[0].Plain(); got != "at von Nachweis a liegt nach 1 Jahr vor dem Zeitpunkt der Beurteilung" {
		t.Error(got)
	}
	if Rule("ev.a.b", Names{}, "fr").Sentences[0].Plain() != "b of evidence a is true" {
		t.Error("a language without words is not said in English")
	}
}

func FuzzRule(f *testing.F) {
	for _, seed := range []string{
		`ev.a.items.filter(x, x.k).map(y, y.id).all(z, z in p.list)`, `has() || hasValue() || x.all() || size()`, `a+(b+(c-(d+now)))`,
		`!(a == b) ? c : d[?e].f`, `x.all(x, x.all(x, x))`, `{1: [2]}[3].orValue(-4u) != null`, `sets.all(a, b) == math.greatest()`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, assertion string) {
		if said := Rule(assertion, names, "en"); said != nil && len(said.Sentences) == 0 {
			t.Errorf("%q is said in no words", assertion)
		}
	})
}
