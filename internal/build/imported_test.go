package build

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/intake"
)

// importedSite makes a site of the seeds as people would: candor import claims,
// what it says to paste into candor.yaml, candor import page.
func importedSite(t *testing.T) string {
	t.Helper()
	realInput(t, "seeds/claims.yaml") // or skip
	dir := t.TempDir()
	own, err := filepath.Glob("../../controls/frameworks/*.yaml")
	if err != nil || len(own) < 5 {
		t.Fatal(own, err)
	}
	for _, name := range own {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, "controls/frameworks/"+filepath.Base(name), string(text))
	}
	const head = "site: {title: Seeds, organization: Seeds, base_url: \"https://seeds.example/\"}\npolicy: {missing: \"off\"}\n"
	put(t, dir, "candor.yaml", head)
	res, err := intake.ImportClaims(intake.ClaimsRequest{Dir: dir, File: filepath.Join(shared, "seeds", "claims.yaml"), Write: true})
	if err != nil || len(res.Found) > 0 || !res.Written || len(res.Files) != 5 || res.Total != 352 {
		t.Fatal(err, res)
	}
	if l := res.Lacking; len(l.Kinds)+len(l.Parameters)+len(l.Frameworks) > 0 || len(l.Scope) != 5 || len(l.Events) != 7 {
		t.Errorf("candor.yaml is said to lack %+v", l)
	}
	put(t, dir, "candor.yaml", head+res.Lacking.Paste())

	var args []string
	for name := range seeds {
		args = append(args, filepath.Join(shared, "seeds", name))
	}
	slices.Sort(args)
	pages, err := intake.Import(intake.Request{Dir: dir, Args: args, Write: true, Stubs: true})
	if err != nil || len(pages.Unread) > 0 || len(pages.Pages) != len(seeds) {
		t.Fatal(err, pages.Unread)
	}
	for _, p := range pages.Pages {
		if len(p.Lost) > 0 || p.Faults.HasErrors() {
			t.Errorf("%s: lost %v, faults %v", p.File, p.Lost, p.Faults)
		}
		for _, m := range image.FindAllStringSubmatch(string(p.Text), -1) {
			put(t, dir, path.Join("content", strings.TrimPrefix(m[1], "/")), dot)
		}
	}
	return dir
}

// shownPage is the main part of a built page.
type shownPage struct {
	t    *testing.T
	name string
	main *html.Node
}

func (p shownPage) all(selector string) []*html.Node {
	return cascadia.QueryAll(p.main, cascadia.MustCompile(selector))
}

// counts compares numbers of elements.
func (p shownPage) counts(want map[string]int) {
	p.t.Helper()
	for selector, n := range want {
		if got := len(p.all(selector)); got != n {
			p.t.Errorf("%s: %d of %s, want %d", p.name, got, selector, n)
		}
	}
}

// shown returns the body of a built page: what its author wrote, under the title
// that the layout gives it.
func shown(t *testing.T, m *made, name string) shownPage {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(m.file(t, name+"/index.html")))
	if err != nil {
		t.Fatal(err)
	}
	main := cascadia.MustCompile("main .page-body").MatchFirst(root)
	if main == nil {
		t.Fatalf("%s has no body", name)
	}
	for _, nav := range cascadia.QueryAll(main, cascadia.MustCompile("nav")) {
		nav.Parent.RemoveChild(nav)
	}
	return shownPage{t, name, main}
}

// TestImportedSeeds builds the five seeds through the code of the commands, and
// holds each page as it is published to section 13 of format-features.md.
func TestImportedSeeds(t *testing.T) {
	dir := importedSite(t)
	m := build(t, dir, "public", 2)
	bold := 0
	for _, d := range m.list {
		if d.Code == diag.BoldHeading {
			bold++
		}
		if d.Severity == diag.Error && !relational(d.Code) {
			t.Errorf("%v (%s)", d, d.Hint)
		}
	}
	if n := len(m.view.Controls); n != 352 || bold != 16 {
		t.Errorf("%d controls and %d bold lines offered as headings, want 352 and 16", n, bold)
	}

	spectro := shown(t, m, "spectro-saas-controls")
	spectro.counts(map[string]int{"h1": 1, "h2": 6, "h3": 16, "table": 3, "img": 10, "li > ul": 7, "br": 0, "p:empty": 0})
	var rows []int
	for _, table := range spectro.all("table") {
		rows = append(rows, len(cascadia.QueryAll(table, cascadia.MustCompile("tbody tr"))))
	}
	if !slices.Equal(rows, []int{8, 7, 11}) {
		t.Errorf("the tables have %v rows", rows)
	}
	for _, p := range spectro.all("p") {
		if worded(p) == "" && len(cascadia.QueryAll(p, cascadia.MustCompile("img"))) == 0 {
			t.Error("a paragraph is empty")
		}
	}
	if text := worded(spectro.main); strings.Contains(text, `\`) || strings.Contains(text, "import ") && regexp.MustCompile(`import \w+ from`).MatchString(text) {
		t.Error("a backslash or an import is visible")
	}

	architecture := shown(t, m, "opta-architecture")
	architecture.counts(map[string]int{"a[rel~=noopener]": 10, "img": 2, "ul": 2, "em": 5, "h1, h2, h3, h4, h5, h6": 6})
	anchors := map[string]bool{}
	for _, h := range architecture.all("h1, h2, h3, h4, h5, h6") {
		anchors[attribute(h, "id")] = true
	}
	if len(anchors) != 6 {
		t.Errorf("the six headings have the anchors %v", anchors)
	}

	compliance := shown(t, m, "opta-compliance")
	compliance.counts(map[string]int{"ol": 5, "ol[start]": 0, "pre": 1})
	lines := strings.Split(string(realInput(t, "seeds/opta-compliance.txt")), "\n")
	sample := strings.Join(lines[32:64], "\n")
	if pre := compliance.all("pre"); len(pre) != 1 || strings.TrimSuffix(literal(pre[0]), "\n") != sample {
		t.Error("the sample is not shown byte for byte")
	}
	var items []int
	for _, list := range compliance.all("ol") {
		items = append(items, len(cascadia.QueryAll(list, cascadia.MustCompile("li"))))
	}
	if !slices.Equal(items, []int{3, 3, 2, 2, 1}) {
		t.Errorf("the numbered lists have %v items", items)
	}

	for name, bullets := range map[string]int{"opsani-security": 8, "iopipe-security": 3} {
		p := shown(t, m, name)
		p.counts(map[string]int{"ul": 1, "ul > li": bullets})
	}
	for name, page := range seeds {
		inOrder(t, m, strings.TrimSuffix(path.Base(page), path.Ext(page)), string(realInput(t, "seeds/"+name)))
	}
	var left []string
	_ = filepath.WalkDir(filepath.Join(dir, "content"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(p) == ".txt" {
			left = append(left, p)
		}
		return err
	})
	if len(left) > 0 {
		t.Errorf("the imports left %v", left)
	}
}

// literal returns the text below a node as it stands.
func literal(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(literal(c))
	}
	return b.String()
}

// inOrder holds every visible word of a document against its page, in order.
func inOrder(t *testing.T, m *made, name, text string) {
	t.Helper()
	have := words(visible(t, m.file(t, name+"/index.html")))
	at := 0
	for i, w := range words(written(text)) {
		from := at
		for at < len(have) && have[at] != w {
			at++
		}
		if at == len(have) {
			t.Errorf("%s: word %d of the source, %q, does not follow behind the others", name, i+1, w)
			return
		}
		if at-from > 60 {
			t.Errorf("%s: %d words stand before word %d of the source, %q", name, at-from, i+1, w)
		}
		at++
	}
}
