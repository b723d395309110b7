package dialect

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/source"
)

// TestQuietGrammar holds what is read without a look for addresses to what is
// read with one, where there are none: pages of this repository and of the
// corpus line by line, and made up ones.
func TestQuietGrammar(t *testing.T) {
	quietly := 0
	check := func(name, text string) {
		if allow.HoldsBare([]byte(text)) {
			return
		}
		quietly++
		for _, mdx := range []bool{false, true} {
			if got, want := readWith(quiet, text, mdx), readWith(markdown, text, mdx); got != want {
				t.Errorf("%s: %q is\n%s\nwant\n%s", name, text, got, want)
			}
		}
	}
	for _, root := range []string{"../../content", "../../../shared/corpus/pages", "../../../shared/seeds"} {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			data, failed := os.ReadFile(path)
			if ext := filepath.Ext(path); err != nil || failed != nil || ext != ".md" && ext != ".mdx" {
				return nil
			}
			check(path, string(data))
			for i, part := range strings.Split(string(data), "\n\n") {
				check(fmt.Sprintf("%s, part %d", path, i), part)
			}
			return nil
		})
	}
	random := rand.New(rand.NewPCG(3, 3))
	pieces := strings.Split("a|b c| |  |\n|\n\n|*|**|_|~~|`|[|](x)|[^1]|![|(|)|<b>|</b>|{page.x}|{#id}|\\|&amp;|# |- |1. |> |\\||---|:::note|w.w|http:|a:b|é", "|")
	for range 4000 {
		var text strings.Builder
		for range random.IntN(12) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		check("made up", text.String())
	}
	if quietly < 3000 {
		t.Errorf("only %d texts hold no address", quietly)
	}
}

// readWith reads text with a grammar and writes its nodes, where text that
// stands together is one.
func readWith(grammar parser.Parser, text string, mdx bool) string {
	p := NewPage(source.NewFile("p.md", []byte(text)), 0, Rules{MDX: mdx, Roots: []string{"page"}})
	pc := parser.NewContext()
	pc.Set(pageKey, p)
	root := grammar.Parse(p.reader(p.Start, len(p.Buf)), parser.WithContext(pc))
	var out strings.Builder
	var write func(n ast.Node, depth int)
	write = func(n ast.Node, depth int) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				if _, follows := c.PreviousSibling().(*ast.Text); !follows {
					fmt.Fprintf(&out, "\n%*s", depth, "")
				}
				fmt.Fprintf(&out, "%s", t.Segment.Value(p.Buf))
				if t.SoftLineBreak() || t.HardLineBreak() {
					fmt.Fprintf(&out, "[%v]\n", t.HardLineBreak())
				}
				continue
			}
			fmt.Fprintf(&out, "\n%*s%s %d", depth, "", c.Kind(), c.Pos())
			write(c, depth+1)
		}
	}
	write(root, 0)
	return out.String() + fmt.Sprint(p.Found())
}
