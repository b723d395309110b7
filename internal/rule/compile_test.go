package rule

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

func TestDiagnostics(t *testing.T) {
	const syntax, kind = diag.AssertSyntax, diag.AssertType
	tests := []struct {
		expression           string
		code                 diag.Code
		token, message, hint string
	}{
		{``, syntax, ``, `the expression is empty`, ``},
		{" \n", syntax, " \n", `the expression is empty`, ``},
		{"ev.x == '\xff'", syntax, "ev.x == '\xff'", `the expression is not UTF-8`, ``},
		{`ev.x ==`, syntax, `=`, `the expression ends where a value is expected`, `complete the expression`},
		{`size(ev.x`, syntax, `x`, `expected ")", found the end of the expression`, ``},
		{`ev.x.all(v v.a)`, syntax, `v`, `expected ")", found "v"`, ``},
		{`ev.x == 'abc`, syntax, `'abc`, `the text "'abc" is not closed`, `close the quotation mark`},
		{`ev.x = 2`, syntax, `=`, `"=" has no meaning here`, `compare with "=="`},
		{`ev.é == 1`, syntax, `é`, `the character "é" has no meaning here`, `names are made of letters a-z, digits and _; put other text in quotation marks`},
		{`'ü' == ev.x && foo(1)`, kind, `foo`, `there is no function "foo"`, ``},
		{`evv.x == 1`, kind, `evv`, `there is no variable "evv"`, `did you mean "ev"?`},
		{`claims.x == 1`, kind, `claims`, `there is no variable "claims"`, `an expression reads ev, facts, at, p, c, now`},
		{`ev.x.stratsWith('a')`, kind, `stratsWith`, `there is no function "stratsWith"`, `did you mean "startsWith"?`},
		{`ev.x.al(v, true)`, kind, `al`, `there is no function "al"`, `did you mean "all"?`},
		{`sets.contians([1], [2])`, kind, `sets.contians`, `there is no function "sets.contians"`, `did you mean "sets.contains"?`},
		{`day(p.x) > 1`, kind, `day`, `there is no function "day"`, `did you mean "days"?`},
		{`days(1) > 2`, kind, `days`, `days cannot be applied to (int)`, `write days(string)`},
		{`1 + 'a' == 2`, kind, `+`, `"+" cannot be applied to (int, string)`, ``},
		{`now > 'a'`, kind, `>`, `">" cannot be applied to (timestamp, string)`, ``},
		{`iso('90d') > iso('P1D')`, kind, `'90d'`, `"90d" is not an ISO 8601 duration, such as P90D`, ``},
		{`ev.x.matches('(')`, kind, `'('`, `the text is nothing that matches understands`, `write a regular expression in RE2 syntax`},
		{`timestamp('2026') < now`, kind, `'2026'`, `the text is nothing that timestamp understands`, `write an instant in RFC 3339, such as 2026-11-21T12:00:00Z`},
		{`size(ev.x)`, kind, `size(ev.x)`, `the expression yields int, expected bool`, `compare it with something, such as a parameter: ... >= p.count`},
		{`now`, kind, `now`, `the expression yields timestamp, expected bool`, `compare it with something, such as a parameter: ... >= p.count`},
	}
	for _, tt := range tests {
		p, problems := Compile(written(tt.expression))
		if p != nil || len(problems) != 1 {
			t.Errorf("%s: %d diagnostics, want 1: %v", tt.expression, len(problems), problems)
			continue
		}
		d := problems[0]
		if d.Severity != diag.Error || d.Code != tt.code || d.Message != tt.message || d.Hint != tt.hint {
			t.Errorf("%s:\n got %s %q, hint %q\nwant %s %q, hint %q", tt.expression, d.Code, d.Message, d.Hint, tt.code, tt.message, tt.hint)
		}
		if d.Span.Text() != tt.token {
			t.Errorf("%s points at %q, want %q", tt.expression, d.Span.Text(), tt.token)
		}
	}
}

func TestSeveralDiagnostics(t *testing.T) {
	_, problems := Compile(written(`foo(1) && evv.x == 1`))
	if len(problems) != 2 || problems[0].Span.Text() != "foo" || problems[1].Span.Text() != "evv" {
		t.Errorf("got %v, want one for foo and one for evv", problems)
	}
	p, problems := CompileList(written(`1 == 1`), written(`it.x`))
	if p != nil || len(problems) != 1 || problems[0].Message != "the expression yields bool, expected a list" {
		t.Errorf("a population that is no list: %v", problems)
	}
	if p, problems = CompileList(written(`ev.x`), written(`itt.x`)); p != nil || len(problems) != 1 || problems[0].Hint != `did you mean "it"?` {
		t.Errorf("a filter over an unknown name: %v", problems)
	}
	if p, _ = Compile(written(`it.x == 1`)); p != nil {
		t.Error("it has a meaning in filters only")
	}
}

// TestPlaceInFoldedScalar checks lines and columns in YAML, where the text of
// an expression differs from the bytes in the file.
func TestPlaceInFoldedScalar(t *testing.T) {
	const file = "controls:\n  - assert: >-\n      'ü' == ev.x.y &&\n      ev.l.all(v, v.ok) &&\n      dayz(p.retention) > 1\n"
	const value = "'ü' == ev.x.y && ev.l.all(v, v.ok) && dayz(p.retention) > 1"
	f := source.NewFile("controls/a.yaml", []byte(file))
	text := source.Text{Value: value, Span: f.Span(strings.Index(file, "'ü'"), len(file))}
	_, problems := Compile(text)
	if len(problems) != 1 || problems[0].Span.Position().String() != "controls/a.yaml:5:7" || problems[0].Span.Text() != "dayz" {
		t.Fatalf("got %v", problems)
	}
	text.Value = strings.Replace(value, "dayz", "days", 1)
	text.Span = source.NewFile("controls/a.yaml", []byte(strings.Replace(file, "dayz", "days", 1))).Span(text.Span.Start, len(file))
	p, problems := Compile(text)
	if p == nil {
		t.Fatal(problems)
	}
	r := p.Eval(Inputs{Ev: object{"x": object{"y": "ü"}, "l": list{object{}}}, P: object{"retention": "P2D"}})
	if r.Missing != "ev.l[].ok" || r.Span.Position().String() != "controls/a.yaml:4:21" || r.Span.Text() != "ok" {
		t.Errorf("%q is missing at %v (%q)", r.Missing, r.Span.Position(), r.Span.Text())
	}
}

// TestHostileSources have sizes and depths that must neither crash nor hang.
func TestHostileSources(t *testing.T) {
	for name, expression := range map[string]string{
		"sum":         strings.Repeat("1+", 8000) + "1 == 1",
		"parentheses": strings.Repeat("(", 8000) + "true" + strings.Repeat(")", 8000),
		"lists":       strings.Repeat("[", 8000) + strings.Repeat("]", 8000),
		"path":        "ev" + strings.Repeat(".a", 8000),
		"index":       "ev" + strings.Repeat("[0]", 5000),
		"ternary":     strings.Repeat("true?true:", 1600) + "true",
		"calls":       "ev" + strings.Repeat(".f()", 4000),
		"macros":      "ev.a" + strings.Repeat(".map(x,x)", 1500) + ".size()==1",
		"too long":    strings.Repeat("true && ", 3000) + "true",
		"text":        "'" + strings.Repeat(`\n`, 8000),
	} {
		p, problems := Compile(written(expression))
		if p != nil || len(problems) != 1 || len(problems[0].Message) > 200 {
			t.Errorf("%s: want one short diagnostic, got %d", name, len(problems))
		}
	}
	r := mustCompile(t, strings.Repeat("true && ", 2000)+"true").Eval(Inputs{})
	if r.Verdict != True {
		t.Errorf("a long conjunction of true is %v: %s", r.Verdict, r.Message)
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		`ev.a.all(v, v.b >= days(p.c))`, `has(ev.a.b) && ev["x-y"].z in [1, 2.5, 'a']`, `ev.?a[?0].orValue([]).size() > 0`,
		`ev.a.filter(x, x.y == 1)[0].z.exists_one(q, q != null)`, `{'a': 1}.all(k, k == "a")`, `ev.a.?b.optMap(v, v + 1).hasValue()`,
		`timestamp('2026-01-01T00:00:00Z') < now - iso("P1D")`, `ev == {}`, `"""`, `'\u00e9' == ev.é`, `a.b.c(`, `1 +`, "ev.a\n.b", `r"\d" == ''`,
		`math.greatest(1, ev.a) == 1 ? true : p.x`, `Foo{a: 1}`, `[1, 2].map(x, x > 1, x) == p.l`, `semver.compare("1", ev.v) == -1`, `.ev.x`, "`a`",
	} {
		f.Add(seed)
	}
	in := sample()
	f.Fuzz(func(t *testing.T, expression string) {
		text := written(expression)
		p, problems := Compile(text)
		if (p == nil) != problems.HasErrors() {
			t.Fatalf("program %v, diagnostics %v", p != nil, problems)
		}
		for _, d := range problems {
			if d.Message == "" || d.Span.File != text.Span.File || d.Span.Start > d.Span.End {
				t.Fatalf("diagnostic without place or message: %+v", d)
			}
		}
		if p == nil {
			return
		}
		p.Reads()
		r := p.Eval(in)
		if (r.Verdict == Error) != (r.Message != "") {
			t.Fatalf("verdict %v, message %q", r.Verdict, r.Message)
		}
	})
}
