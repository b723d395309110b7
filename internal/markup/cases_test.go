package markup

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

var update = flag.Bool("update", false, "write what the case files expect from what the code does; read the change before you keep it")

// A case file under testdata holds any number of cases:
//
//	====== what the case shows
//	--- page.mdx lenient
//	the page
//	--- html
//	what it renders to
//	--- diagnostics
//	1:2-1:5 error code: message
//	  hint: what to do
//	--- facts
//	headings, links, images, uses, reads and ids with their places
//
// The words behind the name of the page are options: lenient, stubs, skiptitle. The
// last two parts may be missing: no diagnostics are expected then, and facts
// are not compared.
type testCase struct {
	name                 string
	head                 string // page.mdx lenient
	input                string
	html, problems, info string
	wantsInfo            bool
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cases := readCases(string(data))
		if *update {
			for i := range cases {
				cases[i].html, cases[i].problems, cases[i].info = run(cases[i])
			}
			if err := os.WriteFile(file, []byte(writeCases(cases)), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for _, c := range cases {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.name, func(t *testing.T) {
				html, problems, info := run(c)
				compare(t, "html", html, c.html)
				compare(t, "diagnostics", problems, c.problems)
				if c.wantsInfo {
					compare(t, "facts", info, c.info)
				}
			})
		}
	}
}

func compare(t *testing.T, what, got, want string) {
	t.Helper()
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("%s:\n--- got\n%s\n--- want\n%s", what, got, want)
	}
}

func readCases(data string) []testCase {
	var cases []testCase
	for _, part := range strings.Split("\n"+data, "\n====== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		c := testCase{name: name}
		for i, section := range strings.Split("\n"+rest, "\n--- ")[1:] {
			head, body, _ := strings.Cut(section, "\n")
			switch {
			case i == 0:
				c.head, c.input = head, strings.TrimSuffix(body, "\n")+"\n"
			case head == "html":
				c.html = body
			case head == "diagnostics":
				c.problems = body
			case head == "facts":
				c.info, c.wantsInfo = body, true
			}
		}
		cases = append(cases, c)
	}
	return cases
}

func writeCases(cases []testCase) string {
	var b strings.Builder
	for _, c := range cases {
		fmt.Fprintf(&b, "====== %s\n--- %s\n%s\n--- html\n%s\n", c.name, c.head, strings.TrimSuffix(c.input, "\n"), strings.TrimSpace(c.html))
		if c.problems != "" {
			fmt.Fprintf(&b, "--- diagnostics\n%s\n", strings.TrimSpace(c.problems))
		}
		if c.wantsInfo {
			fmt.Fprintf(&b, "--- facts\n%s\n", strings.TrimSpace(c.info))
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// caseComponents are the components of the case files.
func caseComponents() map[string]*component.Component {
	m := stubs("Tabs", "Tab", "Tabs.TabPane", "Steps", "Broken")
	m["Card"] = &component.Component{Name: "Card", Children: true, Props: []component.Prop{
		{Name: "title", Type: component.PropString, Required: true}, {Name: "href", Type: component.PropURL}, {Name: "icon", Type: component.PropNode},
		{Name: "open", Type: component.PropBool, Default: false}, {Name: "size", Type: component.PropInt}, {Name: "kind", Type: component.PropEnum, Allowed: []string{"plain", "wide"}},
		{Name: "image", Type: component.PropAsset}, {Name: "since", Type: component.PropDate}, {Name: "tags", Type: component.PropList}, {Name: "data", Type: component.PropObject},
	}}
	m["Control"] = &component.Component{Name: "Control", Props: []component.Prop{{Name: "id", Type: component.PropControl, Required: true}}}
	m["Value"] = &component.Component{Name: "Value", Props: []component.Prop{{Name: "of", Type: component.PropString}}}
	m["Needy"] = &component.Component{Name: "Needy", Children: true, Requires: true}
	m[tree.Callout] = &component.Component{Name: tree.Callout, Children: true, Props: []component.Prop{
		{Name: "type", Type: component.PropEnum, Allowed: []string{"note", "tip", "info", "warning", "danger", "caution", "important"}}, {Name: "title", Type: component.PropString},
	}}
	m["Board"] = &component.Component{Name: "Board", Children: true, Ignored: []string{"icon"}, Slots: []component.Slot{{Name: "footer"}}, Props: []component.Prop{
		{Name: "title", Aliases: []string{"label"}, Type: component.PropString, Required: true},
		{Name: "cols", Type: component.PropInt},
	}}
	return m
}

func run(c testCase) (html, problems, info string) {
	words := strings.Fields(c.head)
	opt := Options{
		MDX: strings.HasSuffix(words[0], ".mdx"), Components: caseComponents(), Roots: []string{"control", "site", "page"},
		FrameHosts: []string{"video.example.org"}, Front: map[string]any{"title": "The title", "owner": map[string]any{"name": "Kim"}},
	}
	env := echo()
	for _, w := range words[1:] {
		switch w {
		case "lenient":
			opt.Lenient = true
		case "stubs":
			opt.Stubs = true
		case "skiptitle":
			env.SkipTitle = true
		}
	}
	input := strings.NewReplacer("␍", "\r", "␉", "\t", "␠", " ", "␀", "\x00").Replace(c.input)
	d, ds := parseText(words[0], input, opt)
	html, more := renderPage(d, env)
	var b strings.Builder
	for _, x := range append(ds, more...) {
		describe(&b, x)
	}
	return html, b.String(), facts(d)
}

func describe(b *strings.Builder, x diag.Diagnostic) {
	from, to := x.Span.Position(), x.Span.EndPosition()
	fmt.Fprintf(b, "%d:%d-%d:%d %s %s: %s\n", from.Line, from.Column, to.Line, to.Column, x.Severity, x.Code, x.Message)
	if x.Hint != "" {
		fmt.Fprintf(b, "  hint: %s\n", x.Hint)
	}
	for _, r := range x.Related {
		p := r.Span.Position()
		fmt.Fprintf(b, "  also: %d:%d %s\n", p.Line, p.Column, r.Message)
	}
}

func facts(d *Document) string {
	var b strings.Builder
	for _, h := range d.Outline().Headings {
		fmt.Fprintf(&b, "heading %d #%s %q at %q\n", h.Level, h.ID, h.Text, h.Span.Text())
	}
	for _, l := range d.Outline().Links {
		fmt.Fprintf(&b, "link %s %q %q at %q\n", l.Destination, l.Text, l.Title, l.Span.Text())
	}
	for _, l := range d.Outline().Images {
		fmt.Fprintf(&b, "image %s %q %q at %q\n", l.Destination, l.Text, l.Title, l.Span.Text())
	}
	for _, u := range d.Uses {
		fmt.Fprintf(&b, "use %s at %q\n", u.Name, u.Span.Text())
		for _, p := range u.Props {
			value := fmt.Sprintf("%#v", p.Value)
			switch v := p.Value.(type) {
			case Read:
				value = "read " + strings.Join(v.Path, ".")
			case Expr:
				value = "expression " + v.String()
			}
			fmt.Fprintf(&b, "  %s = %s at %q\n", p.Name, value, p.Span.Text())
		}
	}
	for _, r := range d.Reads {
		fmt.Fprintf(&b, "read %s at %q\n", strings.Join(r.Path, "."), r.Span.Text())
	}
	for _, id := range d.Outline().IDs {
		fmt.Fprintf(&b, "id %s at %q\n", id.Name, id.Span.Text())
	}
	for _, i := range d.Imports {
		fmt.Fprintf(&b, "import %s from %s at %q\n", i.Name, i.From, i.Span.Text())
	}
	return b.String()
}
