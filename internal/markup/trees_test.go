package markup

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/packed"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

// TestTreesThatAreMadeAgain holds trees that were packed, and those of pages
// that are read again, to the ones that pages were read into: examples of the
// specification, pages of the corpus and of this repository, and what is rare.
func TestTreesThatAreMadeAgain(t *testing.T) {
	count, all, gone := 0, 0, 0
	attics := attic.New(t.TempDir())
	check := func(name, text string, opt Options) {
		all++
		f := source.NewFile(name, []byte(text))
		body := bodyOf(text)
		want, _ := Parse(f, body, opt)
		none := func(to []byte) ([]byte, bool) { return to, false }
		if small, _, _ := (&packed.Trees{}).Take(want.tree, none); small != nil {
			count++
			doc := *want
			doc.tree, doc.packed = nil, small
			same(t, name+" packed", &doc, want)
			same(t, name+" packed twice", &doc, want)
		}
		if len(want.Includes) == 0 && !strings.Contains(text, "import ") {
			doc := *want
			doc.tree, doc.again = nil, &again{body, opt}
			doc.again.opt.Open = nil
			same(t, name+" read again", &doc, want)
		}
		let, _ := Parse(f, body, withTrees(opt))
		if let.tree != nil && len(let.Includes) == 0 {
			t.Errorf("%s: the tree is held", name)
		}
		same(t, name+" let go", let, want)
		away, _ := Parse(source.NewFile(name, []byte(text)), body, Options{
			MDX: opt.MDX, Lenient: opt.Lenient, Stubs: opt.Stubs, Components: opt.Components, Roots: opt.Roots, Open: opt.Open, Trees: &packed.Trees{Attic: attics},
		})
		if away.packed != nil && attics != nil && !strings.Contains(text, "\r") && text != "" && utf8.ValidString(text) && !strings.Contains(text, "\x00") {
			if gone++; away.file.Data != nil {
				t.Errorf("%s: the bytes of the file are held", name)
			}
		}
		same(t, name+" put away", away, want)
		if string(away.file.Bytes()) != text {
			t.Errorf("%s: the file is %q, and was %q", name, away.file.Bytes(), text)
		}
	}
	if data, err := os.ReadFile(filepath.Join(moduleDir(t, "github.com/yuin/goldmark"), "_test", "spec.json")); err == nil {
		var examples []struct {
			Markdown string
			Example  int
		}
		if err := json.Unmarshal(data, &examples); err != nil {
			t.Fatal(err)
		}
		for _, e := range examples {
			check(fmt.Sprintf("example-%d.md", e.Example), e.Markdown, Options{Roots: []string{"page"}})
		}
	}
	for _, root := range []string{corpus, "../../content", "../../../shared/seeds"} {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if ext := filepath.Ext(path); err != nil || ext != ".md" && ext != ".mdx" {
				return nil
			}
			if data, err := os.ReadFile(path); err == nil {
				opt := Options{MDX: isMDX(path, string(data)), Lenient: true, Stubs: true, Components: stubs(tree.Callout, "Control"), Roots: []string{"control", "site", "page"}}
				check(path, string(data), opt)
				opt.Open, opt.Stubs = openInCorpus, false
				check(path, string(data), opt)
			}
			return nil
		})
	}
	for i, text := range strings.Split(rarities, "\n====\n") {
		check(fmt.Sprintf("rarity-%d.mdx", i), text, Options{MDX: true, Lenient: true, Stubs: true, Components: stubs(tree.Callout, "Tabs"), Roots: []string{"page"}})
	}
	for i, text := range []string{"# A\n", "## B\n\ntext\n", "text\n\nA\n=\n", "<h1>A</h1>\n", "text <h1>A</h1>\n", "## B\n\n- text\n\n  # A\n", ":::note\n# A\n:::\n", "{<h1>A</h1>}\n"} {
		check(fmt.Sprintf("title-%d.mdx", i), text, Options{MDX: true})
		check(fmt.Sprintf("title-%d.md", i), text, Options{})
	}
	part := &Part{File: source.NewFile("p.mdx", []byte("# In the part\n\n{props.children}\n"))}
	check("page.mdx", "import P from './p.mdx'\n\n<P>\n\n## In the page\n\n</P>\n", Options{
		MDX: true, Open: func(*source.File, string) (*Part, *Missing) { return part, nil },
	})
	if all < 20 || count*10 < all*9 {
		t.Errorf("%d of %d trees can be packed", count, all)
	}
	if attics != nil && gone*10 < all*8 {
		t.Errorf("%d of %d pages were put away", gone, all)
	}
	t.Logf("%d of %d trees can be packed", count, all)
}

// TestLost holds that a page is not left out in silence where the disk loses it.
func TestLost(t *testing.T) {
	dir := t.TempDir()
	away := attic.New(dir)
	if away == nil {
		t.Skip("nothing is put away here")
	}
	f := source.NewFile("a.md", []byte("# A\n\nText.\n"))
	d, _ := Parse(f, 0, Options{Trees: &packed.Trees{Attic: away}})
	if _, ok := away.Put([]byte("more")); !ok || f.Data != nil {
		t.Fatal("nothing was put away")
	}
	if err := away.Close(); err != nil {
		t.Fatal(err)
	}
	var html, md strings.Builder
	for _, list := range []diag.List{d.Render(&html, echo()), d.Markdown(&md, echo())} {
		if len(list) != 1 || list[0].Severity != diag.Error || list[0].Span.Path() != "a.md" {
			t.Errorf("it says %v", list)
		}
	}
	if said := d.Prose(); len(said) > 0 || html.Len()+md.Len() > 0 || f.Bytes() != nil {
		t.Errorf("there is %v %q %q", said, html.String(), md.String())
	}
}

// looked returns the tree of a document.
func looked(t *testing.T, d *Document) *tree.Tree {
	t.Helper()
	x, err := d.look()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func withTrees(opt Options) Options {
	opt.Trees = &packed.Trees{}
	return opt
}

// rarities are constructs that pages seldom hold.
const rarities = `# A {#own} {{ class: 'b' }}

A[^1] ~~b~~ <https://a.example> www.b.example ![c](d.png "e"){{ width: 5 }} ` + "`f`{{ id: 'x' }}" + ` [g][h]

[^1]: Note.

[h]: https://h.example "t"

- [x] done
- [ ] not

7) seven
8) eight
====
:::note[A **bold** title]

Inside {page.title}

:::

> quoted
> - one

    code

***

Term
: Definition
====
export const a = {b: [1, 2]}

<Tabs one={a.b} two={<b>markup</b>}>

  <p className="x" style="color: red">Text <em>em</em></p>

  {page.x ? <i>yes</i> : 'no'}

</Tabs>

{/* a remark */}

<!-- another -->

<pre>
  kept
</pre>
====
| a | b |
|:--|--:|
| 1 | 2 |

| c |
|---|
| *d* {page.e} \| |
`

// pointer is where a file is, which is not what it says.
var pointer = regexp.MustCompile(`\b0x[0-9a-f]+\b`)

// same holds a document to another that reads the same page.
func same(t *testing.T, name string, got, want *Document) {
	t.Helper()
	var trees [3]string // twice in the memory of other trees
	_ = got.use(func(x *tree.Tree) { trees[0] = nodes(x, x.Root, 0) })
	_ = got.use(func(x *tree.Tree) { trees[1] = nodes(x, x.Root, 0) })
	x, y := looked(t, got), looked(t, want)
	trees[2] = nodes(x, x.Root, 0)
	for _, a := range trees {
		if b := nodes(y, y.Root, 0); a != b {
			t.Errorf("%s: the tree is\n%.2000s\nwant\n%.2000s", name, a, b)
			return
		}
	}
	said := func(d *Document) string {
		html, found := renderPage(d, echo())
		var md strings.Builder
		more := d.Markdown(&md, echo())
		untitled := echo()
		untitled.SkipTitle = true
		short, _ := renderPage(d, untitled)
		md.WriteString(short)
		more = append(more, d.Markdown(&md, untitled)...)
		var prose strings.Builder
		sentences := d.Prose()
		_ = d.use(func(x *tree.Tree) { clear(x.Buf[:len(x.Buf)*bit(d.packed != nil && d.file.Data == nil)]) }) // as if of another page
		for _, s := range sentences {
			fmt.Fprintln(&prose, s.Text, s.Kind, s.Block, s.Level, s.Holes, s.Whole().Path(), s.Whole().Start, s.Whole().End)
		}
		return pointer.ReplaceAllString(fmt.Sprint(html, found, md.String(), more, prose.String(), looked(t, d).Text(), Styles([]*Document{d})), "")
	}
	if a, b := said(got), said(want); a != b {
		t.Errorf("%s: it says\n%s\nwant\n%s", name, a, b)
	}
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}

// nodes writes all that can be told of a node, and what is below it.
func nodes(t *tree.Tree, n ast.Node, depth int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%*s%s %d %v %q %v", depth, "", n.Kind(), n.Pos(), n.IsRaw(), t.IDs[n], t.Annotations[n])
	switch n := n.(type) {
	case *ast.Text:
		fmt.Fprintf(&out, " %+v %v %v", n.Segment, n.SoftLineBreak(), n.HardLineBreak())
	case *ast.FencedCodeBlock:
		if n.Info != nil {
			fmt.Fprintf(&out, " %+v", n.Info.Segment)
		}
	case *ast.List:
		fmt.Fprintf(&out, " %d %c %v", n.Start, n.Marker, n.IsTight)
	case *ast.ListItem:
		fmt.Fprintf(&out, " %d", n.Offset)
	}
	if n.Type() != ast.TypeInline {
		fmt.Fprintf(&out, " %v %+v", n.HasBlankPreviousLines(), n.Lines().Sliced(0, n.Lines().Len()))
	}
	out.WriteByte('\n')
	before := ast.Node(nil)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Parent() != n || c.PreviousSibling() != before {
			out.WriteString("the links of the tree are wrong\n")
		}
		out.WriteString(nodes(t, c, depth+1))
		before = c
	}
	if n.LastChild() != before {
		out.WriteString("the last child is wrong\n")
	}
	return out.String()
}
