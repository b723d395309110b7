package dialect

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// TestReferences holds our reader of link definitions to goldmark's, on paragraphs
// that hold some, and others.
func TestReferences(t *testing.T) {
	read := func(by parser.ParagraphTransformer, source string) string {
		doc, paragraph, pc := ast.NewDocument(), ast.NewParagraph(), parser.NewContext()
		doc.AppendChild(doc, paragraph)
		at := 0
		for line := range strings.Lines(source) {
			paragraph.Lines().Append(text.NewSegment(at, at+len(line)))
			at += len(line)
		}
		by.Transform(paragraph, text.NewReader([]byte(source)), pc)
		var out strings.Builder
		for c := doc.FirstChild(); c != nil; c = c.NextSibling() {
			fmt.Fprintln(&out, c.Kind(), c.Lines().Sliced(0, c.Lines().Len()))
		}
		var defined []string
		for _, r := range pc.References() {
			defined = append(defined, fmt.Sprintf("%q %q %q", r.Label(), r.Destination(), r.Title()))
		}
		slices.Sort(defined)
		return out.String() + strings.Join(defined, "\n")
	}
	random := rand.New(rand.NewPCG(7, 7))
	pieces := []string{"[", "]", "[a]: /x", "[b]: <y> \"t\"", "[c]:\n/z", ": ", "/x", "\"t\"", "word", " ", "   ", "    ", "\t", "\v", "\f", "\n", "\n", "\\[", "|", "é", "!"}
	found := 0
	for range 20000 {
		var made strings.Builder
		for range 1 + random.IntN(8) {
			made.WriteString(pieces[random.IntN(len(pieces))])
		}
		source := made.String()
		if first, _, _ := strings.Cut(source, "\n"); strings.TrimSpace(first) == "" {
			continue // no paragraph starts so
		}
		got, want := read(references{parser.LinkReferenceParagraphTransformer}, source), read(parser.LinkReferenceParagraphTransformer, source)
		if got != want {
			t.Fatalf("%q is\n%s\nwant\n%s", source, got, want)
		}
		if strings.Contains(got, "/") {
			found++
		}
	}
	if found < 500 {
		t.Errorf("only %d texts hold a definition", found)
	}
}
