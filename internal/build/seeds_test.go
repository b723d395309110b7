package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/claims"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// shared is where real input lies, beside the repository. It stays there:
// licences.
const shared = "../../../shared"

// realInput reads a file of the real input, or skips the test.
func realInput(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here: real input is kept beside the repository", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// seeds are the five documents, with the page that each becomes.
var seeds = map[string]string{
	"opsani-security.txt":       "content/opsani-security.md",
	"iopipe-security.txt":       "content/iopipe-security.md",
	"opta-compliance.txt":       "content/opta-compliance.md",
	"spectro-saas-controls.mdx": "content/spectro-saas-controls.mdx",
	"opta-architecture.md":      "content/opta-architecture.md",
}

// seedSite lays a site of the five documents and their claims, and returns its
// folder with the visible words of each document.
func seedSite(t *testing.T) (string, map[string]string) {
	t.Helper()
	dir := t.TempDir()
	in, list := claims.Convert(source.NewFile("claims.yaml", realInput(t, "seeds/claims.yaml")))
	if len(list) > 0 {
		t.Fatal(list)
	}
	for _, f := range in.Files {
		put(t, dir, f.Path, string(f.Text))
	}
	var cfg strings.Builder
	fmt.Fprint(&cfg, "site: {title: Seeds, organization: Seeds, base_url: \"https://seeds.example/\"}\nscope:\n")
	for _, axis := range slices.Sorted(maps.Keys(in.Scope)) {
		fmt.Fprintf(&cfg, "  %s: [%s]\n", axis, strings.Join(in.Scope[axis], ", "))
	}
	fmt.Fprint(&cfg, "policy: {missing: \"off\", contradicted: error, expired: error}\n")
	put(t, dir, "candor.yaml", cfg.String())
	for _, f := range []string{"soc2", "iso27001", "nist80053", "pci", "ccm"} {
		name := "controls/frameworks/" + f + ".yaml"
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, name, string(text))
	}
	return dir, seedPages(t, dir)
}

// dot is a picture of one point.
const dot = "\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"

var image = regexp.MustCompile(`!\[[^\]]*\]\(([^)\s]+)`)

// seedPages writes the documents as pages. The three plain texts get a title;
// the images, which did not come with the documents, get an empty picture.
func seedPages(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for name, page := range seeds {
		text := string(realInput(t, "seeds/"+name))
		texts[page] = text
		if path.Ext(name) == ".txt" {
			title, body, _ := strings.Cut(text, "\n")
			text = fmt.Sprintf("---\ntitle: %q\n---\n%s", strings.TrimSpace(title), body)
		}
		put(t, dir, page, text)
		for _, m := range image.FindAllStringSubmatch(text, -1) {
			target := strings.TrimPrefix(strings.SplitN(m[1], "\"", 2)[0], "/")
			put(t, dir, path.Join("content", target), dot)
		}
	}
	return texts
}

func TestSeeds(t *testing.T) {
	dir, texts := seedSite(t)
	m := build(t, dir, "public", 2)
	for _, d := range m.list.Without(diag.Note) {
		// The documents do contradict themselves (TestSeedRelations).
		if !relational(d.Code) && d.Severity == diag.Error {
			t.Errorf("%v (%s)", d, d.Hint)
		}
	}
	if n := len(m.view.Controls); n != 352 {
		t.Errorf("%d controls, want 352", n)
	}
	asserted := 0
	for _, r := range m.project.Site.Rules {
		if r.Assert != nil {
			asserted++
		}
	}
	if asserted != 263 {
		t.Errorf("%d assertions compiled, want 263", asserted)
	}
	var api struct {
		Controls []struct{ ID, State string }
	}
	if err := json.Unmarshal(m.file(t, "api/v1/controls.json"), &api); err != nil {
		t.Fatal(err)
	}
	if len(api.Controls) != 352 {
		t.Errorf("controls.json lists %d controls, want 352", len(api.Controls))
	}
	for _, c := range api.Controls {
		if c.State == "satisfied" {
			t.Errorf("%s is satisfied without any evidence", c.ID)
		}
		m.file(t, "controls/"+c.ID+"/index.html")
	}
	for page, text := range texts {
		conserved(t, m, page, text)
	}
}

// conserved holds every visible word of a document against its page.
func conserved(t *testing.T, m *made, page, text string) {
	t.Helper()
	name := strings.TrimSuffix(strings.TrimPrefix(page, "content/"), path.Ext(page)) + "/index.html"
	have := map[string]int{}
	for _, w := range words(visible(t, m.file(t, name))) {
		have[w]++
	}
	missing := map[string]int{}
	for _, w := range words(written(text)) {
		if have[w]--; have[w] < 0 {
			missing[w]++
		}
	}
	if len(missing) > 0 {
		t.Errorf("%s: words of the source are not on the page: %v", page, missing)
	}
}

var (
	front   = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	imports = regexp.MustCompile(`(?m)^import .*;$`)
	targets = regexp.MustCompile(`\]\([^)]*\)`)
	numbers = regexp.MustCompile(`(?m)^\s*\d+\.\s`)
	tags    = regexp.MustCompile(`</?[a-zA-Z][^>]*>`)
	word    = regexp.MustCompile(`[\p{L}\p{N}]+`)
)

// written takes from a source what is no visible text: front matter, import
// lines, link targets, list numbers, tags.
func written(text string) string {
	text = front.ReplaceAllString(text, "")
	for _, r := range []*regexp.Regexp{imports, targets, numbers, tags} {
		text = r.ReplaceAllString(text, " ")
	}
	return text
}

func words(text string) []string { return word.FindAllString(text, -1) }

// visible returns the text of the main element, with the alternative texts of
// images.
func visible(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node, inside bool)
	walk = func(n *html.Node, inside bool) {
		inside = inside || n.Type == html.ElementNode && n.Data == "main"
		if inside && n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for _, a := range n.Attr {
			if inside && n.Data == "img" && a.Key == "alt" {
				b.WriteString(a.Val + " ")
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inside)
		}
	}
	walk(root, false)
	return b.String()
}
