package controls

import (
	"strings"
	"testing"
)

// TestDemandedMistakes reads requirements that ask for nothing that can be
// checked.
func TestDemandedMistakes(t *testing.T) {
	for _, c := range []struct{ requires, want string }{
		{`{kinds: [retention], parameter: retention, op: ">=", value: P12M}`, ""},
		{`{kinds: [scan], called: test, not: [backup]}`, ""},
		{`{op: ">=", value: P12M}`, "has neither a parameter nor kinds"},
		{`{kinds: scan, value: P12M}`, "has op or value without a parameter"},
		{`{parameter: retention}`, "has a parameter without a value"},
		{`{kinds: [scan], called: test}`, "has one of called and not without the other"},
		{`{parameter: retentoin, op: ">=", value: P12M}`, `the parameter "retentoin" does not exist`},
		{`{parameter: retention, op: ">=", value: 12}`, "parameter retention lacks its unit"},
		{`{parameter: retention, op: "=>", value: P1Y}`, `"op" is "=>"`},
		{`{kinds: [retentoin], parameter: retention, op: ">=", value: P1Y}`, `the kind "retentoin" does not exist`},
	} {
		text := "framework: {id: f, title: F}\nrequirements:\n  - {id: a, title: A, requires: [" + c.requires + "]}\n"
		catalog, list, err := Load(openTree(t, map[string][]byte{"controls/frameworks/f.yaml": []byte(text)}), testConfig(t, nil))
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.want == "" && len(list) > 0:
			t.Errorf("%s: %v", c.requires, list)
		case c.want != "" && (len(list) != 1 || !strings.Contains(list[0].Message, c.want)):
			t.Errorf("%s: got %v, want %s", c.requires, list, c.want)
		}
		if c.want == "" && len(catalog.Frameworks[0].Requirements[0].Requires) != 1 {
			t.Errorf("%s: it was not read", c.requires)
		}
	}
}

// TestCompare reads what relations compare.
func TestCompare(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`"<= rpo"`, "frequency <= rpo"},
		{`rpo`, "frequency == rpo"},
		{`"in"`, "frequency in frequency"},
		{`"="`, "frequency == frequency"},
		{`"<=  rpo "`, "frequency <= rpo"},
		{`"<=rpo"`, ""},
		{`"below rpo"`, ""},
		{`"<= rpo rto"`, ""},
	} {
		text := "controls:\n  - {id: a, title: A, kind: other, relates: [{id: b, how: constrained-by, compare: {frequency: " + c.text + "}}]}\n"
		catalog, list, err := Load(openTree(t, map[string][]byte{"controls/a.yaml": []byte(text)}), testConfig(t, nil))
		if err != nil {
			t.Fatal(err)
		}
		pairs := catalog.Controls[0].Relates[0].Compare
		switch {
		case c.want == "" && (len(list) != 1 || !strings.Contains(list[0].Message, "compares nothing")):
			t.Errorf("%s: got %v", c.text, list)
		case c.want != "" && (len(list) > 0 || len(pairs) != 1 || pairs[0].Own+" "+pairs[0].Op+" "+pairs[0].Other != c.want || pairs[0].Span.IsZero()):
			t.Errorf("%s: got %v %v, want %s", c.text, pairs, list, c.want)
		}
	}
}
