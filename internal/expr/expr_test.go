package expr

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/excerpt"
)

func scope() *Scope {
	return &Scope{
		Front: map[string]any{"title": "T", "list": []any{int64(1), int64(2)}}, Exports: map[string]any{"name": "Kim"},
		Imports: map[string]Import{"Thing": {Name: "Thing", From: "./thing"}}, Roots: []string{"site"},
		Markup: func(ex excerpt.Excerpt) (any, string) { return ex.String(), "" },
	}
}

func cut(s string) excerpt.Excerpt { return excerpt.Cut([]byte(s), 0, len(s)) }

func TestStaticValues(t *testing.T) {
	for text, want := range map[string]any{
		`'a\n\x41\u{42}\u0043'`: "a\nABC", "`a ${name}`": "a Kim", "1_000": int64(1000), "-2.5": -2.5, "[1, 'a',]": []any{int64(1), "a"},
		"{a: 1, 'b c': null}": map[string]any{"a": int64(1), "b c": nil}, "!false": true, "1 == 1.0 && 'x'": "x", "'' || 'or'": "or", "'' ?? 'or'": "",
		"null ?? 'or'": "or", "1 !== 2 ? 'y' : 'n'": "y", "frontMatter.title": "T", "frontMatter['list'][1]": int64(2), "frontMatter?.list.length": int64(2),
		"require('@site/a.png').default": "/a.png", "/* c */ (true) // d": true, "undefined": nil,
	} {
		e, faults := scope().Parse(cut(text))
		got, ok := Static(e)
		if len(faults) > 0 || !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, %v, %v", text, got, ok, faults)
		}
	}
}

func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"a.b()": "0-3 expr-unsupported a.b(…) is a call, and calls are not supported: no code runs when a page is built", "1 + 2": "2-3 expr-unsupported the operator + in {1 + 2} is not supported",
		"x => 1": "2-4 expr-unsupported the function in {x => 1} is not supported: no code runs when a page is built", "'a": "0-1 expr-unsupported the quote is never closed", "[1 2]": "3-4 expr-unsupported expected , or ] in the list",
		"nam": "0-3 expr-unbound nam is not bound to anything", "Thing.x": "0-7 expr-unbound Thing is imported from ./thing, which is not data that a page can read",
		"frontMatter.titel": "0-17 expr-unbound frontMatter.titel is not bound to anything", "site.x ? 1": "10-10 expr-unsupported expected : and what holds otherwise",
		strings.Repeat("(", 60): "50-51 expr-unsupported the expression is too large",
	} {
		_, faults := scope().Parse(cut(text))
		if len(faults) != 1 {
			t.Errorf("%s: %v", text, faults)
			continue
		}
		if f := faults[0]; fmt.Sprintf("%d-%d %s %s", f.From, f.To, f.Code, f.Message) != want {
			t.Errorf("%s: %d-%d %s %s", text, f.From, f.To, f.Code, f.Message)
		}
	}
}

// TestJavaScript checks that what would have to run is quoted, and that the hint
// says what to write instead: the row "spread, export function, calls, .map(),
// event handlers, regex, assignment" of the dialect.
func TestJavaScript(t *testing.T) {
	for text, want := range map[string][2]string{
		"items.map(x => <b>{x}</b>)": {"items.map(…) is a call", insteadLoop}, "load('x')": {"load(…) is a call", insteadCall},
		"x = 5": {"the assignment in {x = 5}", insteadAssign}, "figCount++": {"the operator + in {figCount++}", insteadOperator},
		"/a+/": {"the regular expression in {/a+/}", insteadValue}, "() => {\n  go()\n}": {"the function in {() => { go() }}", insteadFunction},
		"function () { return 1 }": {"function in {function () { return 1 }}", insteadFunction}, "new Date()": {"new in {new Date()}", insteadCall},
		"await load()": {"await in {await load()}", insteadCall}, "{...rest}": {"the spread in {{...rest}}", insteadSpread},
		"a + '" + strings.Repeat("long ", 30) + "'": {"the operator + in {a + 'long long long long long long long long lo…}", insteadOperator},
	} {
		s := scope()
		s.Roots = append(s.Roots, "items", "x", "figCount", "a", "rest")
		_, faults := s.Parse(cut(text))
		if len(faults) != 1 || !strings.HasPrefix(faults[0].Message, want[0]) || faults[0].Hint != want[1] {
			t.Errorf("%s: %+v", text, faults)
		}
	}
}

// TestStatementsGoOn checks that a statement that cannot be read takes neither
// the ones behind it with it, nor makes every use of its name a mistake.
func TestStatementsGoOn(t *testing.T) {
	s := scope()
	text := "export const v = await load(\n  'x'\n)\nexport const {p, q: r} = v\nexport const ok = 1\nexport function F() {\n  return 1\n}\nimport A from 'a'\nexport class G {}"
	var messages []string
	kept := s.Statements(cut(text), func(f Fault) { messages = append(messages, f.Message) })
	if want := "export const v = await load(\n  'x'\n)\nexport const {p, q: r} = v\nexport function F() {\n  return 1\n}\nexport class G {}"; kept != want {
		t.Errorf("kept %q", kept)
	}
	want := []string{
		"the value of v is not static: await in await load( … is not supported: no code runs when a page is built", "expected export const NAME = VALUE",
		"a function is not supported: only export const NAME = VALUE is", "a class is not supported: only export const NAME = VALUE is",
	}
	if !reflect.DeepEqual(messages, want) {
		t.Errorf("messages %q", messages)
	}
	if s.Exports["ok"] != int64(1) || s.Imports["A"].Name != "A" {
		t.Errorf("exports %v, imports %v", s.Exports, s.Imports)
	}
	for _, name := range []string{"v", "p", "r", "F", "G"} {
		if _, faults := s.Parse(cut(name)); !s.Broken(name) || len(faults) != 1 || faults[0].Code != Reported {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestValuer(t *testing.T) {
	e, faults := scope().Parse(cut("site.on ? <b>{site.x}</b> : `${site.gone}`"))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if v, ok := Static(e); ok {
		t.Errorf("a binding is static: %v", v)
	}
	var reads, roots, missed []string
	Paths(e, func(p *Path) { reads = append(reads, strings.Join(p.Names, ".")) })
	Fragments(e, func(root any) { roots = append(roots, root.(string)) })
	if !reflect.DeepEqual(reads, []string{"site.on", "site.gone"}) || !reflect.DeepEqual(roots, []string{"<b>{site.x}</b>"}) {
		t.Errorf("reads %q, markup %q", reads, roots)
	}
	on := true
	v := Valuer{
		Bind:   func(path []string) (any, bool) { return on, path[1] == "on" },
		Markup: func(root any) template.HTML { return template.HTML(root.(string)) },
		Miss:   func(p *Path) { missed = append(missed, strings.Join(p.Names, ".")) },
	}
	if got, ok := v.Value(e); !ok || got != template.HTML("<b>{site.x}</b>") {
		t.Errorf("got %v, %v", got, ok)
	}
	on = false
	if got, ok := v.Value(e); ok || !reflect.DeepEqual(missed, []string{"site.gone"}) {
		t.Errorf("got %v, missed %q", got, missed)
	}
}

func TestStatements(t *testing.T) {
	s := scope()
	text := "import A, {B as C} from 'x'; import * as D from \"y\"\nimport logo from './logo.png'\n" +
		"export const data = {a: [1]}; export const b = `${name} ${data.a[0]}` as const\nexport const metadata = {title: 'no', extra: 5}\nexport default x\nmore"
	var faults []Fault
	kept := s.Statements(cut(text), func(f Fault) { faults = append(faults, f) })
	if kept != "export default x\nmore" || len(faults) != 1 || faults[0].Message != "a default export is not supported: only export const NAME = VALUE is" {
		t.Errorf("kept %q, faults %v", kept, faults)
	}
	for _, name := range []string{"A", "C", "D", "logo"} {
		i := s.Imports[name]
		if i.Name != name || text[i.At:i.End] != name {
			t.Errorf("import %s is %+v", name, i)
		}
	}
	if s.Exports["b"] != "Kim 1" || s.Exports["logo"] != "./logo.png" || s.Front["extra"] != int64(5) || s.Front["title"] != "T" {
		t.Errorf("exports %v, front matter %v", s.Exports, s.Front)
	}
	for line, want := range map[string]bool{"import a from 'b'": true, "import 'b'": true, "import the file": false, "export const a": true, "export it": false, "imports": false} {
		if got := StartsStatement([]byte(line)); got != want {
			t.Errorf("%s starts a statement: %v", line, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a ? `${b}` : [1, {c: <d>e</d>}]", `"\u{1`, "!!!site.x", "require('x').default", "site[0]['a']?.b", "export const a = 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.IndexByte(text, 0) >= 0 {
			return
		}
		e, faults := scope().Parse(cut(text))
		scope().Statements(cut(text), func(x Fault) { faults = append(faults, x) })
		for _, x := range faults {
			if x.From < 0 || x.To < x.From || x.To > len(text) || x.Message == "" {
				t.Errorf("bad place of %+v in %q", x, text)
			}
		}
		v := Valuer{Bind: func([]string) (any, bool) { return "x", true }, Markup: func(any) template.HTML { return "" }}
		v.Value(e)
		Static(e)
	})
}

func TestNearMiss(t *testing.T) {
	candidates := []string{"site.title", "site.timezone", "page.titles"}
	for path, want := range map[string]string{
		"site.titel": `did you mean "site.title"?`,
		"site.owner": "", // near to no member, though the whole path is
		"page.title": `did you mean "page.titles"?`,
		"other.x":    "",
	} {
		if got := NearMiss(path, candidates); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
