package markup

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/hypertext"
)

// outTag matches one tag of the output, and nothing that escaped text can be.
var outTag = regexp.MustCompile(`<(/?)([A-Za-z][A-Za-z0-9]*)((?: [a-zA-Z:-]+(?:="[^"<]*")?)*)>`)

// picture matches a diagram, of which the tests of the package diagram allow no
// other elements and attributes than those of a drawing.
var picture = regexp.MustCompile(`(?s)<svg class="diagram-picture".*?</svg>`)

var attributeValue = regexp.MustCompile(`="[^"]*"`)

// FuzzParse reads anything as any kind of page. Whatever comes in, reading ends
// without a panic, places lie inside the file, and the output holds no tag that
// is not allowed and no tag that is not closed.
func FuzzParse(f *testing.F) {
	files, _ := os.ReadDir("testdata")
	for _, file := range files {
		if data, err := os.ReadFile("testdata/" + file.Name()); err == nil {
			for _, c := range readCases(string(data)) {
				f.Add(c.input, true, false)
				f.Add(c.input, false, true)
			}
		}
	}
	for _, text := range []string{
		"import P from './P.mdx'\n\n{props.a ?? 'none'} {props.o.b}\n\n<P a={`${props.a}x`} o={{b: [1, props.a]}}>\n\n## T\n\n{props.children}\n\n</P>\n",
		"import d from './d.json'\nimport {Card as C} from 'x'\n\n{d.list} {d.text ? <C/> : d.none} <Include src=\"P.mdx\" a={d.text}/>\n\n<a href={props.a}>{children}</a>\n",
	} {
		f.Add(text, true, false)
		f.Add(text, false, true)
	}
	f.Fuzz(func(t *testing.T, text string, mdx, lenient bool) {
		if len(text) > 1<<14 {
			return
		}
		d, ds := parseText("page.mdx", text, Options{MDX: mdx, Lenient: lenient, Components: caseComponents(), Roots: []string{"site", "control"}, FrameHosts: []string{"a.example"},
			Open: shelf(map[string]string{"P.mdx": text, "d.json": "words"})})
		for _, x := range ds {
			if x.Span.IsZero() || x.Span.End > len(text) || x.Message == "" {
				t.Errorf("bad place of %v", x)
			}
		}
		for _, env := range []hypertext.Env{{}, {Bind: echo().Bind, SkipTitle: true}} {
			out, _ := renderPage(d, env)
			checkOutput(t, out)
		}
		// Without tags, braces and statements nothing can hide the last words.
		// A page that starts with --- has front matter, or says that it never ends.
		if !strings.ContainsAny(text, "<{") && !strings.Contains(text, "port ") && !strings.HasPrefix(strings.TrimPrefix(text, "\ufeff"), "---") {
			last, _ := parseText("page.mdx", text+"\n\nlastwords\n", Options{MDX: mdx, Lenient: lenient})
			if out, _ := renderPage(last, hypertext.Env{}); !strings.Contains(outTag.ReplaceAllString(out, ""), "lastwords") {
				t.Errorf("the end of the page is lost in %q", out)
			}
		}
		if words := looked(t, d).Text(); !utf8.ValidString(words) {
			t.Errorf("the text is not UTF-8: %q", words)
		}
	})
}

// checkOutput finds tags that may not stand in the output.
func checkOutput(t *testing.T, out string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("the output is not UTF-8: %q", out)
	}
	out = picture.ReplaceAllString(out, "")
	var open []string
	for _, m := range outTag.FindAllStringSubmatch(out, -1) {
		name := m[2]
		if allow.IsDangerous(name) && name != "input" && name != "iframe" {
			t.Errorf("<%s> in the output: %q", name, out)
		}
		attributes := strings.ToLower(m[3])
		if names := attributeValue.ReplaceAllString(attributes, ""); strings.Contains(names, " on") || strings.Contains(names, " style") || strings.Contains(attributes, ` href="javascript:`) {
			t.Errorf("attributes %q in the output", m[3])
		}
		switch {
		case allow.IsVoid(name):
		case m[1] == "":
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("</%s> does not close %v in %q", name, open, out)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%v stay open in %q", open, out)
	}
	if rest := outTag.ReplaceAllString(out, ""); strings.ContainsAny(rest, "<>") {
		t.Errorf("a loose angle bracket in %q", rest)
	}
}
