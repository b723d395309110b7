package migrate

import (
	"bytes"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/hypertext"
)

const seeds = "../../../shared/seeds"

// importSeed rewrites a seed document and renders it.
func importSeed(t *testing.T, name string, opt Options) (p *Page, source, out string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(seeds, name))
	if err != nil {
		t.Skipf("the seed documents are not here: %v", err)
	}
	p, err = Convert(name, data, opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Faults) > 0 || len(p.Lost) > 0 {
		t.Errorf("%s does not compile: %v; lost: %q", name, p.Faults, p.Lost)
	}
	d := &page{Page: &draft.Page{Name: rename(name, p.MDX), MDX: p.MDX, Buf: p.Text}}
	doc, list := d.parse(true)
	if list.HasErrors() {
		t.Errorf("%s: %v", name, list)
	}
	var b bytes.Buffer
	doc.Render(&b, hypertext.Env{})
	if w, at := lostInOrder(d.words(string(data), p.Kind), d.shownWords()); at >= 0 && p.Kind != Text {
		t.Errorf("%s: word %d, %q, is out of order", name, at, w)
	}
	again, err := Convert(rename(name, p.MDX), p.Text, opt)
	if err != nil || !bytes.Equal(again.Text, p.Text) {
		t.Errorf("%s: rewritten again it changes: %v", name, err)
		showDifference(t, p.Text, again.Text)
	}
	return p, string(data), b.String()
}

// words are those that a reader of the input sees.
func (d *page) words(text string, kind Kind) []string {
	if kind == Text {
		return wordsOf(listNumbers.ReplaceAllString(text, ""))
	}
	return visibleWords([]byte(text), d.MDX)
}

// lostInOrder returns the first word of want that is not in got behind the
// words before it.
func lostInOrder(want, got []string) (string, int) {
	k := 0
	for i, w := range want {
		for k < len(got) && got[k] != w {
			k++
		}
		if k == len(got) {
			return w, i
		}
		k++
	}
	return "", -1
}

func matches(pattern, text string) int {
	return len(regexp.MustCompile(pattern).FindAllString(text, -1))
}

// expect compares numbers of matches in the output.
func expect(t *testing.T, out string, want map[string]int) {
	t.Helper()
	for pattern, n := range want {
		if got := matches(pattern, out); got != n {
			t.Errorf("%s: got %d, want %d", pattern, got, n)
		}
	}
}

// textOnly is what is visible of plain text, without what lists, headings and
// samples are made of: its characters in order.
func textOnly(s string) string {
	return strings.Join(strings.Fields(s), "")
}

// TestSeedText holds the three seeds of plain text to what they say: lists
// where the bullets were, all headings, each character of the text in order.
func TestSeedText(t *testing.T) {
	for _, c := range []struct {
		name                   string
		headings, bullets, gap int
	}{{"opsani-security.txt", 34, 8, 5}, {"iopipe-security.txt", 10, 3, 0}, {"opta-compliance.txt", 7, 0, 0}} {
		p, source, out := importSeed(t, c.name, Options{})
		if p.Kind != Text || p.MDX {
			t.Errorf("%s is %s", c.name, p.Kind)
		}
		lists := regexp.MustCompile(`(?s)<ul>.*?</ul>`).FindAllString(out, -1)
		if c.bullets > 0 && (len(lists) != 1 || matches("<li>", lists[0]) != c.bullets) || c.bullets == 0 && len(lists) > 0 {
			t.Errorf("%s: lists %q", c.name, lists)
		}
		expect(t, out, map[string]int{"<h2 ": c.headings, "<h1": 0, `\\`: 0})
		if n := len(slices.DeleteFunc(slices.Clone(p.Doubts), func(d Doubt) bool { return !strings.Contains(d.Message, "blank lines") })); n != c.gap {
			t.Errorf("%s: %d gaps are marked, want %d", c.name, n, c.gap)
		}
		front, body, _ := strings.Cut(strings.TrimPrefix(string(p.Text), "---\n"), "\n---\n")
		_ = body
		title := regexp.MustCompile(`(?m)^(?:title|description): "(.*)"$`).ReplaceAllString(front, "$1")
		plain := visibleText(out)
		want := regexp.MustCompile(`(?m)^ +(?:•|\d\.) `).ReplaceAllString(source, "")
		if got := textOnly(title + plain); got != textOnly(want) {
			t.Errorf("%s: the visible text differs", c.name)
			for i := range min(len(got), len(textOnly(want))) {
				if got[i] != textOnly(want)[i] {
					t.Logf("from here: %.80q, want %.80q", got[i:], textOnly(want)[i:])
					break
				}
			}
		}
	}
}

// TestSeedSample holds opta's compliance page to its sample, byte for byte, and
// to its five numbered lists.
func TestSeedSample(t *testing.T) {
	p, source, out := importSeed(t, "opta-compliance.txt", Options{})
	lines := strings.Split(source, "\n")
	sample := strings.Join(lines[32:64], "\n")
	if !strings.HasPrefix(sample, "environments:") || !strings.HasSuffix(sample, "}") {
		t.Fatal("the sample is not where it was")
	}
	if !strings.Contains(string(p.Text), "```yaml\n"+sample+"\n```\n") {
		t.Error("the sample is not there byte for byte")
	}
	expect(t, out, map[string]int{"<ol>": 5, "<ol ": 0, "<pre": 1})
	var items []int
	for _, list := range strings.Split(out, "<ol>")[1:] {
		list, _, _ = strings.Cut(list, "</ol>")
		items = append(items, matches("<li>", list))
	}
	if !slices.Equal(items, []int{3, 3, 2, 2, 1}) {
		t.Errorf("the lists have %v items", items)
	}
}

// TestSeedMDX holds the page of Spectro Cloud to section 13 of the seeds'
// notes.
func TestSeedMDX(t *testing.T) {
	p, _, out := importSeed(t, "spectro-saas-controls.mdx", Options{})
	if !p.MDX || p.Kind != Gatsby {
		t.Errorf("it is %s", p.Kind)
	}
	structure := map[string]int{
		"<h1 ": 1, "<h2 ": 6, "<h3 ": 16, "<table>": 3, "<img ": 10, `<li>\n<p>[^\n]*</p>\n<ul>`: 7,
		`<p>\s*</p>`: 0, "<br": 0, "import SecurityWP": 0, "candor:": 0, "<tr>": 3 + 8 + 7 + 11,
	}
	expect(t, out, structure)
	if strings.Contains(visibleText(out), `\`) {
		t.Error("a backslash is visible")
	}
	if strings.Contains(string(p.Text), "<p>") || strings.Contains(string(p.Text), "<br") {
		t.Error("spacing is left")
	}
	offered := 0
	for _, d := range p.Doubts {
		if strings.HasPrefix(d.Message, "a line in bold; if it is a heading, write #### ") {
			offered++
		}
	}
	if offered != 16 || len(p.Doubts) != 16 {
		t.Errorf("%d headings are offered among %d doubts, want 16", offered, len(p.Doubts))
	}
	p, _, out = importSeed(t, "spectro-saas-controls.mdx", Options{Headings: true})
	structure["<h4 "] = 16
	expect(t, out, structure)
	if len(p.Doubts) > 0 {
		t.Errorf("doubts: %v", p.Doubts)
	}
}

// TestSeedMarkdown leaves the architecture page as it is.
func TestSeedMarkdown(t *testing.T) {
	p, source, out := importSeed(t, "opta-architecture.md", Options{})
	if string(p.Text) != source || len(p.Changes)+len(p.Doubts) > 0 {
		t.Errorf("it changes: %v %v", p.Changes, p.Doubts)
	}
	expect(t, out, map[string]int{`rel="noopener"`: 10, "<img ": 2, "<ul>": 2, "<em>": 5, "<h[1-6] ": 5})
}

var skipLink = regexp.MustCompile(`(?s)<a class="anchor"[^>]*>.*?</a>|<button.*?</button>`)

// visibleText is the text of rendered HTML.
func visibleText(out string) string {
	return html.UnescapeString(anyMarkup.ReplaceAllString(skipLink.ReplaceAllString(out, ""), ""))
}
