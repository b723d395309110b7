package markup

import (
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/source"
)

// shelf opens files from memory by the last part of their names. Data is the
// text behind "data ", as a list of words or an object of one member.
func shelf(files map[string]string) Opener {
	return func(_ *source.File, module string) (*Part, *Missing) {
		name, kind := expr.Module(module)
		name = strings.TrimPrefix(name, "./")
		text, ok := files[name]
		if !ok {
			return nil, &Missing{Reason: "does not exist", Hint: "look elsewhere"}
		}
		part := &Part{File: source.NewFile(name, []byte(text)), Audience: "public", Front: map[string]any{"part": name}}
		if kind != expr.ModulePart {
			part.Value = map[string]any{"text": text, "list": []any{text, "two"}}
		}
		if kind == expr.ModuleText {
			part.Value = text
		}
		return part, nil
	}
}

// included reads a page with parts and renders it. Bindings echo their path,
// links show the file that they start from.
func included(t *testing.T, page string, mdx, lenient bool, files map[string]string) (*Document, string, diag.List) {
	t.Helper()
	name := "page.md"
	if mdx {
		name = "page.mdx"
	}
	d, ds := Parse(source.NewFile(name, []byte(page)), 0, Options{
		MDX: mdx, Lenient: lenient, Components: stubs("Card", "Include", "Tabs", "Tabs.Pane"), Roots: []string{"site", "control"},
		Front: map[string]any{"title": "Page"}, Open: shelf(files),
	})
	env := echo()
	env.Link = func(file, to string) string { return "/" + file + "#" + to }
	out, more := renderPage(d, env)
	return d, out, append(ds, more...).Sorted()
}

func TestParts(t *testing.T) {
	for _, c := range []struct{ name, page, part, want string }{
		{"a prop of every kind", `<P a="x" b={2} c d={site.title} e={["f"]}/>`, "{props.a} {props.b} {props.c ? 'yes' : 'no'} {props.d} {props.e}", "<p>x 2 yes «site.title» f</p>"},
		{"members", `<P o={{a: {b: 'c'}}} k={control.backup}/>`, "{props.o.a.b} {props.k.frequency}", "<p>c «control.backup.frequency»</p>"},
		{"an expression with bindings", "<P a={`${site.title}!`}/>", "{`${props.a}${props.a}`}", "<p>«site.title»!«site.title»!</p>"},
		{"an absent prop in conditions", "<P/>", "{props.a && 'a'}{props.b ?? 'b'}{props.c ? 'c' : 'd'}{!props.e && 'e'}", "<p>bde</p>"},
		{"children", "<P>\n\n*one*\n\ntwo\n\n</P>", "before\n\n{props.children}", "<p>before</p>\n<p><em>one</em></p>\n<p>two</p>"},
		{"children by their short name, in a line", "<P>*one*</P>", "a {children} b", "<p>a <em>one</em> b</p>"},
		{"children know the page", "<P>{frontMatter.title} {frontMatter.part}</P>", "{children} {frontMatter.title} {frontMatter.part}", ""},
		{"front matter of the part over that of the page", "<P/>", "{frontMatter.title} {frontMatter.part}", "<p>Page P.mdx</p>"},
		{"markup as a prop", "<P a={<em>{site.title}</em>}/>", "x {props.a}", "<p>x <em>«site.title»</em></p>"},
		{"an attribute", `<P a="t" b="./x.md"/>`, `<a title={props.a} href={props.b}>c</a> [d](y.md)`, `<p><a title="t" href="/page.mdx#./x.md">c</a> <a href="/P.mdx#y.md">d</a></p>`},
		{"an absent attribute", `<P/>`, `<a title={props.a}>c</a>`, `<p><a>c</a></p>`},
		{"inside a sentence", "a <P/> b", "only *words*", "<p>a only <em>words</em> b</p>"},
		{"a prop of a component", `<P a="t"/>`, `<Card title={props.a}/>`, `<Card title=&#34;t&#34;></Card>`},
		{"a part twice", "<P/>\n\n<P/>", "## T", `<h2 id="t">T<a class="anchor" href="#t" aria-label="Link to T"></a></h2>
<h2 id="t-1">T<a class="anchor" href="#t-1" aria-label="Link to T"></a></h2>`},
		{"footnotes of a part", "a[^1]\n\n<P/>\n\n[^1]: b", "c[^1]\n\n[^1]: d", `id="fn-p1-1"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, out, ds := included(t, "import P from './P.mdx'\n\n"+c.page+"\n", true, false, map[string]string{"P.mdx": c.part + "\n"})
			if c.want == "" {
				if len(ds) != 1 || ds[0].Code != diag.ExprUnbound || ds[0].Span.Path() != "page.mdx" {
					t.Errorf("%v", ds)
				}
				return
			}
			if len(ds) > 0 {
				t.Errorf("%v", ds)
			}
			if out = strings.TrimSpace(out); out != c.want && !(strings.Contains(out, c.want) && !strings.HasPrefix(c.want, "<p>")) {
				t.Errorf("got  %s\nwant %s", out, c.want)
			}
		})
	}
}

func TestPartsOfPlainPages(t *testing.T) {
	_, out, ds := included(t, "<Include src=\"p.md\" who=\"us\">words</Include>\n\n<Include file=\"p.txt\"/>\n", false, false, map[string]string{"p.md": "for {props.who}, {props.children}, {props}, {other.x}\n"})
	if want := "<p>for us, words, {props}, {other.x}</p>"; !strings.Contains(out, want) || len(ds) > 0 {
		t.Errorf("%s, %v", out, ds)
	}
}

func TestDataAndText(t *testing.T) {
	page := "import data from './d.yaml'\nimport text from '!!raw-loader!./t.py'\nimport logo from '@site/logo.svg'\nimport {Tabs as T} from 'x'\n\n" +
		"{data.text} {data.list[1]} {data.list.length} {text}\n\n<Card a={data.list}/>\n\n<img src={logo} alt=\"\"/>\n\n<T><T.Pane>in</T.Pane></T>\n"
	d, out, ds := included(t, page, true, false, map[string]string{"d.yaml": "one", "t.py": "a < b"})
	if len(ds) > 0 || !strings.Contains(out, "one two 2 a &lt; b") || !strings.Contains(out, `src="/logo.svg"`) {
		t.Errorf("%s, %v", out, ds)
	}
	if d.Uses[1].Name != "Tabs" || d.Uses[2].Name != "Tabs.Pane" || len(d.Includes) != 2 || d.Includes[0].Path != "d.yaml" {
		t.Errorf("%v, %v", d.Uses, d.Includes)
	}
}

// What a part says is a part of what the page says, in reading order.
func TestPartsInTheDocument(t *testing.T) {
	d, _, ds := included(t, "import P from './P.mdx'\n\n## A\n\n<P>\n\n## C\n\n[c](c.md)\n\n</P>\n\n## E\n\n[e](e.md)\n", true, false,
		map[string]string{"P.mdx": "## B\n\n[b](b.md) ![i](i.png) {control.x}\n\n{props.children}\n\n## D\n\n<Card/>\n"})
	var headings, links []string
	for _, h := range d.Outline().Headings {
		headings = append(headings, h.ID+"@"+h.Span.Path())
	}
	for _, l := range d.Outline().Links {
		links = append(links, l.Destination+"@"+l.Home())
	}
	if got := strings.Join(headings, " "); got != "a@page.mdx b@P.mdx c@page.mdx d@P.mdx e@page.mdx" {
		t.Error(got)
	}
	if got := strings.Join(links, " "); got != "b.md@P.mdx c.md@page.mdx e.md@page.mdx" {
		t.Error(got)
	}
	if len(d.Outline().Images) != 1 || len(d.Reads) != 1 || len(d.Uses) != 1 || d.Uses[0].Name != "Card" || len(ds) > 0 {
		t.Errorf("%v %v %v %v", d.Outline().Images, d.Reads, d.Uses, ds)
	}
	if text := looked(t, d).Text(); !strings.Contains(text, "B\n") || strings.Count(text, "C\n") != 1 {
		t.Errorf("%q", text)
	}
}

func TestPartMistakes(t *testing.T) {
	for _, c := range []struct{ name, page, part, want string }{
		{"missing", "<Q/>", "", `page.mdx:2:8: error: the file "./Q.mdx" does not exist [import-missing]`},
		{"an unused import is silent", "a", "", ""},
		{"data that is missing, twice", "{q.a} {q.b}", "", `page.mdx:3:8: error: the file "./q.json" does not exist [import-missing]`},
		{"itself", "<P/>", "import P from './P.mdx'\n\n<P/>", `P.mdx:3:1: error: the part includes itself: P.mdx -> P.mdx [import-cycle]`},
		{"the page", "<P/>", "<Include src=\"page.mdx\"/>", `P.mdx:1:1: error: the part includes itself: page.mdx -> P.mdx -> page.mdx [import-cycle]`},
		{"a prop that is shown", "<P/>", "a {`${props.x}`}", `P.mdx:1:7: error: the prop x is not given where this part is included [expr-unbound]`},
		{"a member that is not there", "<P o={{a: 1}}/>", "{props.o.b}", `P.mdx:1:2: error: props.o.b is not bound to anything [expr-unbound]`},
		{"a prop that is not read", "<P x=\"1\"/>", "a", `page.mdx:5:4: error: the part P.mdx reads no prop x [prop-unknown]`},
		{"a slip", "<P titel=\"1\"/>", "{props.title}", `page.mdx:5:4: error: the part P.mdx reads no prop titel [prop-unknown]`},
		{"content that is not shown", "<P>words</P>", "a", `page.mdx:5:1: error: the part P.mdx shows no content, so that of <P> would be lost [prop-unknown]`},
		{"an id in both", "## T {#x}\n\n<P/>", "## U {#x}", `P.mdx:1:6: error: the id x stands twice on this page [id-duplicate]`},
		{"props outside of parts", "{props.x}", "", `page.mdx:5:2: error: props has no value: this page is not included by another [expr-unbound]`},
		{"a broken tag", "<P/>", "<Card>", `P.mdx:1:1: error: <Card> is not closed before the page ends [tag-unclosed]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"P.mdx": c.part + "\n", "page.mdx": ""}
			_, _, ds := included(t, "import P from './P.mdx'\nimport Q from './Q.mdx'\nimport q from './q.json'\n\n"+c.page+"\n", true, false, files)
			var got []string
			for _, d := range ds {
				got = append(got, d.Error())
				if d.Span.Path() == "P.mdx" && (len(d.Places()) == 0 || d.Places()[len(d.Places())-1].Span.Path() != "page.mdx") {
					t.Errorf("%v does not say where it is included: %v", d, d.Places())
				}
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n"), c.want)
			}
		})
	}
}

func TestLenientPartsKeepTheirContent(t *testing.T) {
	_, out, ds := included(t, "import Q from './Q.mdx'\n\n<Q a=\"1\">kept</Q>\n", true, true, nil)
	if len(ds) != 1 || ds[0].Severity != diag.Warning || !strings.Contains(out, `<div class="component-missing" data-component="Q">kept</div>`) {
		t.Errorf("%s, %v", out, ds)
	}
}

// However parts are put together, reading and showing them ends, and says why.
func TestPartsAreBounded(t *testing.T) {
	large := strings.Repeat("words and *words*\n\n", 2000)
	doubling := func(body string) map[string]string {
		files := map[string]string{}
		for i := range 15 {
			files[fmt.Sprintf("P%d.mdx", i)] = fmt.Sprintf("import P from './P%d.mdx'\n\n", i+1) + body + "\n"
		}
		files["P15.mdx"] = "{props.a}{props.children}\n"
		return files
	}
	for _, c := range []struct {
		name, page string
		files      map[string]string
		code       diag.Code
	}{
		{"a thousand uses", strings.Repeat("<P0/>\n\n", 1000), map[string]string{"P0.mdx": large}, diag.FileLimit},
		{"two of the next", "<P0/>", doubling("<P/>\n\n<P/>"), diag.FileLimit},
		{"text that doubles", `<P0 a="0123456789abcdef"/>`, doubling("<P a={`${props.a}${props.a}${props.a}${props.a}`}/>"), diag.FileLimit},
		{"lists that double", `<P0 a={["0123456789abcdef", site.x]}/>`, doubling("<P a={[props.a, props.a, props.a, props.a]}/>"), diag.FileLimit},
		{"bindings that double", `<P0 a={site.x}/>`, doubling("<P a={`${props.a}${props.a}${props.a}${props.a}`}/>"), diag.FileLimit},
		{"content that doubles", strings.Repeat("<D>\n", 50) + "\nx\n\n" + strings.Repeat("</D>\n", 50), map[string]string{"D.mdx": "{props.children}\n\n{props.children}\n"}, diag.FileLimit},
		{"seventeen deep", "<C0/>", func() map[string]string {
			files := map[string]string{"C17.mdx": "end"}
			for i := range 17 {
				files[fmt.Sprintf("C%d.mdx", i)] = fmt.Sprintf("import P from './C%d.mdx'\n\n<P/>\n", i+1)
			}
			return files
		}(), diag.NestingTooDeep},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, out, ds := included(t, "import P0 from './P0.mdx'\nimport C0 from './C0.mdx'\nimport D from './D.mdx'\n\n"+c.page+"\n", true, false, c.files)
			found := 0
			for _, d := range ds {
				if d.Code == c.code {
					found++
				}
			}
			if found == 0 || len(out) > 64<<20 {
				t.Errorf("%d bytes, %d diagnostics, want %s: %.300v", len(out), len(ds), c.code, ds)
			}
		})
	}
}

func TestPartsWithoutAnOpener(t *testing.T) {
	d, ds := Parse(source.NewFile("page.mdx", []byte("import P from './P.mdx'\n\n<P>a</P>\n")), 0, Options{MDX: true})
	out, _ := renderPage(d, hypertext.Env{})
	if len(ds) != 0 || !strings.Contains(out, "a") {
		t.Errorf("%s, %v", out, ds)
	}
}

// TestComponentsByTheirModules finds components whose local name says nothing.
func TestComponentsByTheirModules(t *testing.T) {
	for statement, tag := range map[string]string{
		"import Panes from '@theme/Tabs'":                   "Panes",
		"import Panes from '@site/src/components/Tabs.jsx'": "Panes",
		"import {default as Panes} from './Tabs/index'":     "",
		"import {Tabs as Panes} from 'x'":                   "Panes",
		"import * as UI from 'x'":                           "UI.Tabs",
		"import Tabs from './other'":                        "Tabs",
		"import Panes from '../Unknown'":                    "",
	} {
		name := tag
		if tag == "" {
			name = "Panes"
		}
		d, ds := parseText("page.mdx", statement+"\n\n<"+name+"/>\n", Options{MDX: true, Components: stubs("Tabs")})
		if known := !ds.HasErrors(); known != (tag != "") {
			t.Errorf("%s: known %t, %v", statement, known, ds)
		}
		if tag != "" && (len(d.Uses) != 1 || d.Uses[0].Name != "Tabs") {
			t.Errorf("%s: uses %v", statement, d.Uses)
		}
	}
}
