package migrate

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/draft"
)

var update = flag.Bool("update", false, "write what the case files expect from what the code does; read the change before you keep it")

// TestCases compares what becomes of small pages, with their doubts. Each case
// also compiles and keeps its words. A case file holds
//
//	====== what the case shows
//	--- page.md hugo
//	the page
//	--- becomes
//	the page that it becomes
//	--- doubts
//	1:2: what the author is asked
func TestCases(t *testing.T) {
	const file = "testdata/cases.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, part := range strings.Split("\n"+string(data), "\n====== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		sections := strings.Split("\n"+rest, "\n--- ")
		head, input, _ := strings.Cut(sections[1], "\n")
		becomes, doubts := "", ""
		for _, s := range sections[2:] {
			kind, body, _ := strings.Cut(s, "\n")
			if kind == "becomes" {
				becomes = strings.TrimSuffix(body, "\n") + "\n"
			} else {
				doubts = strings.TrimRight(body, "\n")
			}
		}
		file, kind, _ := strings.Cut(head, " ")
		p, err := Convert(file, []byte(strings.TrimSuffix(input, "\n")+"\n"), Options{Kind: Kind(kind), Aliases: map[string]string{"lastmod": "modified"}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(p.Faults) > 0 || len(p.Lost) > 0 {
			t.Errorf("%s: faults %v, lost %q", name, p.Faults, p.Lost)
		}
		var said []string
		for _, d := range p.Doubts {
			said = append(said, fmt.Sprintf("%d:%d: %s", d.Line, d.Column, d.Message))
		}
		got := strings.Join(said, "\n")
		if !*update && (string(p.Text) != becomes || got != doubts) {
			t.Errorf("%s becomes\n%s--- with the doubts\n%s\n--- want\n%s--- with the doubts\n%s", name, p.Text, got, becomes, doubts)
		}
		fmt.Fprintf(&out, "====== %s\n--- %s\n%s\n--- becomes\n%s", name, head, strings.TrimSuffix(input, "\n"), p.Text)
		if got != "" {
			fmt.Fprintf(&out, "--- doubts\n%s\n", got)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestHostile rewrites large and deep pages; none may take more than a blink.
func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"boxes of Hugo":   strings.Repeat("{{< note >}}\n", 500) + "x\n" + strings.Repeat("{{< /note >}}\n", 500),
		"open boxes":      strings.Repeat("{{< note ", 2000),
		"boxes of MkDocs": deepBlocks(60),
		"braces":          strings.Repeat("{", 10_000),
		"tags":            strings.Repeat("<a ", 5000),
		"brackets":        strings.Repeat("[", 2000) + strings.Repeat("](", 2000),
		"backticks":       strings.Repeat("`a``b```", 2000),
		"liquid":          strings.Repeat("{% if x %}{{ y }}", 300),
		"one line":        strings.Repeat("word * _x_ ", 5000),
		"wikilinks":       strings.Repeat("[[a]] ", 500),
		"tables":          strings.Repeat("a  b  c\n", 2000),
		"elements":        strings.Repeat("<div><table><tr><td>", 100),
	} {
		for _, k := range []Kind{Text, Hugo, MkDocs, Jekyll, Docusaurus, HTML} {
			file := "x.md"
			if k == Docusaurus {
				file = "x.mdx"
			}
			p, err := Convert(file, []byte(text), Options{Kind: k})
			if err == nil && k == Text && len(p.Lost) > 0 {
				t.Errorf("%s as %s: %d words are lost", name, k, len(p.Lost))
			}
		}
	}
}

// deepBlocks are admonitions in admonitions.
func deepBlocks(n int) string {
	var out strings.Builder
	for i := range n {
		out.WriteString(strings.Repeat("    ", i) + "!!! note\n")
	}
	return out.String()
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct{ data, encoding, want string }{
		{"\xef\xbb\xbfa é\r\nb\r", "UTF-8", "a é\nb\n"}, {"\xff\xfea\x00\xe9\x00", "UTF-16", "aé"}, {"\xfe\xff\x00a\x20\xac", "UTF-16", "a€"},
		{"it\x92s \x80 \xe9", "CP-1252", "it’s € é"}, {"a\x07b\fc", "UTF-8", "ab\nc"},
	} {
		got, encoding, err := decodeText([]byte(c.data))
		if err != nil || string(got) != c.want || encoding != c.encoding {
			t.Errorf("%q: %q, %s, %v", c.data, got, encoding, err)
		}
	}
	for _, data := range []string{"", " \n", "a\x00b"} {
		if _, _, err := decodeText([]byte(data)); err == nil {
			t.Errorf("%q is read", data)
		}
	}
	if _, err := Convert("x.md", make([]byte, MaxBytes+1), Options{}); err == nil {
		t.Error("a page that is too large is read")
	}
}

// TestLostWords shows that the check finds what is missing.
func TestLostWords(t *testing.T) {
	d := &page{Page: pageOf("# One two\n\nthree `four`\n")}
	for _, c := range []struct{ source, lost string }{
		{"# One two\n\nthree `four`\n", ""}, {"# One two\n\nthree `four` five\n", "five"}, {"one one\n", "one"}, {"---\ntitle: x\n---\none\n", ""},
		{"<b title=\"x\">one</b> <!-- y --> [two](z) {: .w} {{< v title=\"four\" >}}\n", ""}, {"```go title\nnine\n```\n", "nine"},
	} {
		d.seen = visibleWords([]byte(c.source), false)
		if got := strings.Join(d.lostWords(), " "); got != c.lost {
			t.Errorf("%q: lost %q, want %q", c.source, got, c.lost)
		}
	}
}

func pageOf(text string) *draft.Page { return &draft.Page{Name: "x.md", Buf: []byte(text)} }
