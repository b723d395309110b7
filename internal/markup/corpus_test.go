package markup

import (
	"fmt"
	"html/template"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

const corpus = "../../../shared/corpus/pages"

// corpusPage is one row of SOURCES.md: a real page, and what must become of it.
type corpusPage struct {
	name   string // below the corpus
	expect string
	mdx    bool
	text   string
}

// corpusPages reads the rows of SOURCES.md.
func corpusPages(t *testing.T) []corpusPage {
	t.Helper()
	list, err := os.ReadFile(filepath.Join(corpus, "SOURCES.md"))
	if err != nil {
		t.Skipf("the corpus is not here: %v", err)
	}
	var pages []corpusPage
	for _, line := range strings.Split(string(list), "\n") {
		cells := strings.Split(line, " | ")
		if len(cells) < 7 || strings.HasPrefix(line, "| repository") {
			continue
		}
		repository := strings.ReplaceAll(strings.TrimPrefix(cells[0], "| "), "/", "__")
		p := corpusPage{name: path.Join(repository, cells[1]), expect: strings.TrimSuffix(strings.Join(cells[6:], " | "), " |")}
		data, err := os.ReadFile(filepath.Join(corpus, p.name))
		if err != nil {
			t.Fatal(err)
		}
		p.text = string(data)
		p.mdx = isMDX(p.name, p.text)
		pages = append(pages, p)
	}
	return pages
}

// isMDX tells pages of generators that read .md as MDX by their imports.
func isMDX(path, text string) bool {
	return strings.HasSuffix(path, ".mdx") || regexp.MustCompile(`(?m)^import .* from ['"]|^:::\w+\[`).MatchString(text)
}

// openInCorpus finds what a page of the corpus imports, if it came with it.
func openInCorpus(from *source.File, module string) (*Part, *Missing) {
	file, kind := expr.Module(module)
	if strings.HasPrefix(file, ".") {
		file = path.Join(path.Dir(from.Path), file)
	}
	data, err := os.ReadFile(filepath.Join(corpus, file))
	if err != nil {
		return nil, &Missing{Reason: "is not part of the corpus"}
	}
	part := &Part{File: source.NewFile(file, data)}
	if part.Body = bodyOf(string(data)); kind == expr.ModuleText {
		part.Value = string(data)
	}
	return part, nil
}

var propOf = regexp.MustCompile(`\bprops\.(\w+)`)

// read reads a page with stubs. A part is read through a page that includes it
// with all the props that it asks for.
func (c corpusPage) read(lenient bool) (*Document, diag.List) {
	opt := Options{
		MDX: c.mdx, Lenient: lenient, Stubs: true, Components: stubs(tree.Callout), Roots: []string{"control", "site", "page"},
		FrameHosts: []string{"e.widgetbot.io"}, Open: openInCorpus,
	}
	asked := propOf.FindAllStringSubmatch(c.text, -1)
	if len(asked) == 0 {
		return parseText(c.name, c.text, opt)
	}
	var props []string
	for _, m := range asked {
		props = append(props, m[1]+`="given"`)
	}
	slices.Sort(props)
	page := "import Part from './" + path.Base(c.name) + "';\n\n<Part " + strings.Join(slices.Compact(props), " ") + "/>\n"
	return parseText(path.Join(path.Dir(c.name), "zz-page.mdx"), page, opt)
}

// plain is an environment that shows all that a component is given, as text.
func plain() hypertext.Env {
	env := echo()
	env.Component = func(c *hypertext.Call) (template.HTML, error) {
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(c.Props)) {
			b.WriteString(template.HTMLEscapeString(fmt.Sprintln(c.Props[name])))
		}
		for _, name := range slices.Sorted(maps.Keys(c.Slots)) {
			b.WriteString(string(c.Slots[name]))
		}
		return template.HTML(b.String()) + c.Children, nil
	}
	return env
}

// refused are the expectations under which strict reading must refuse a page at
// a place; lenient reading warns and goes on.
var refused = []string{"ERROR", "must ERROR", "LaTeX braces", "strict MDX 3 rejects", "brace text kept literally"}

// readAnyway are pages that strict reading need not refuse, with the reason.
var readAnyway = map[string]string{
	"withastro__starlight/docs/src/content/docs/guides/authoring-content.mdx": "its braces are attributes of admonitions, which are read",
}

// reports are the constructs that SOURCES.md names, as diagnostics name them.
var reports = map[string]string{
	"!!! admonition": "the MkDocs admonition", "=== tab": "the MkDocs content tab", "Liquid": "the Liquid", "attr list": "the attribute list",
	"Hugo shortcode {{%": "the Hugo shortcode {{%", "Hugo shortcode {{<": "the Hugo shortcode {{<",
}

// unshown are words of pages that stand in conditions: the names that are
// compared, and the branch that is not taken.
var unshown = map[string]string{
	"ory__docs/docs/getting-started/_common/teaser.mdx":                                      "props language props framework",
	"tigera__docs/calico-enterprise/getting-started/install-on-clusters/kubernetes/helm.mdx": "master show values version tgz values tigera operator",
}

// TestCorpus holds every page of the corpus to what SOURCES.md says of it. No
// page loses a word in lenient reading.
func TestCorpus(t *testing.T) {
	pages := corpusPages(t)
	if len(pages) != 72 {
		t.Errorf("SOURCES.md lists %d pages, want 72", len(pages))
	}
	var table strings.Builder
	for _, c := range pages {
		t.Run(c.name, func(t *testing.T) {
			_, strict := c.read(false)
			d, lenient := c.read(true)
			out, more := renderPage(d, plain())
			lost := lostWords(c.text, out)
			fmt.Fprintf(&table, "| %s | %s | %s | %s | %s | %d |\n", c.name, c.expect, verdict(strict), verdict(lenient), codesOf(strict), len(lost))
			c.check(t, strict, lenient)
			for _, x := range append(lenient, more...) {
				if x.Severity == diag.Error {
					t.Errorf("lenient: %v", x)
				}
			}
			if strings.Join(lost, " ") != unshown[c.name] {
				t.Errorf("lost: %q", lost)
			}
		})
	}
	t.Logf("pages of the corpus:\n| page | expected | strict | lenient | codes | words lost |\n|---|---|---|---|---|--:|\n%s", table.String())
}

// check compares what reading a page came to with what is expected.
func (c corpusPage) check(t *testing.T, strict, lenient diag.List) {
	refuse := slices.ContainsFunc(refused, func(s string) bool { return strings.Contains(c.expect, s) }) && readAnyway[c.name] == ""
	switch {
	case refuse && !strict.HasErrors():
		t.Errorf("expected %q, and strict reading finds nothing", c.expect)
	case refuse && len(lenient.Without(diag.Note)) == 0:
		t.Errorf("expected %q, and lenient reading warns of nothing", c.expect)
	case !refuse && strict.HasErrors():
		t.Errorf("expected %q, and strict reading refuses it: %v", c.expect, errorsOf(strict))
	}
	for _, x := range strict {
		if at := x.Span.Position(); x.Span.IsZero() || at.Line < 1 || at.Column < 1 {
			t.Errorf("without a place: %v", x)
		}
	}
	if strings.Contains(c.expect, "hook-valued") && !strings.Contains(fmt.Sprint(strict), "is computed by a hook, so it is ignored") {
		t.Error("no warning of the hook")
	}
	_, named, _ := strings.Cut(c.expect, "report: ")
	for _, name := range strings.Split(named, ", ") {
		if want := reports[name]; name != "" && (want == "" || !strings.Contains(fmt.Sprint(strict), want)) {
			t.Errorf("%s is not reported", name)
		}
	}
}

func errorsOf(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// verdict says what reading came to: ok, the number of warnings, or the first
// error's place.
func verdict(list diag.List) string {
	if found := errorsOf(list); len(found) > 0 {
		at := found[0].Span.Position()
		return fmt.Sprintf("refused at %d:%d", at.Line, at.Column)
	}
	if n := len(list.Without(diag.Note)); n > 0 {
		return fmt.Sprintf("%d warnings", n)
	}
	return "ok"
}

func codesOf(list diag.List) string {
	count := map[string]int{}
	for _, x := range list {
		count[string(x.Code)]++
	}
	var out []string
	for code, n := range count {
		out = append(out, fmt.Sprintf("%s %d", code, n))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
