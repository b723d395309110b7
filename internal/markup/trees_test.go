package markup

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/packed"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

// TestTreesThatAreMadeAgain holds trees that were packed, and those of pages
// that are read again, to the ones that pages were read into: examples of the
// specification, pages of the corpus and of this repository, and what is rare.
func TestTreesThatAreMadeAgain(t *testing.T) {
	count, all := 0, 0
	check := func(name, text string, opt Options) {
		all++
		f := source.NewFile(name, []byte(text))
		body := bodyOf(text)
		want, _ := Parse(f, body, opt)
		small, ok := packed.Pack(want.tree)
		if ok {
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
	part := &Part{File: source.NewFile("p.mdx", []byte("# In the part\n\n{props.children}\n"))}
	check("page.mdx", "import P from './p.mdx'\n\n<P>\n\n## In the page\n\n</P>\n", Options{
		MDX: true, Open: func(*source.File, string) (*Part, *Missing) { return part, nil },
	})
	if all < 20 || count*10 < all*9 {
		t.Errorf("%d of %d trees can be packed", count, all)
	}
	t.Logf("%d of %d trees can be packed", count, all)
}

func withTrees(opt Options) Options {
	opt.Trees = &Trees{}
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

// same holds a document to another that reads the same page.
func same(t *testing.T, name string, got, want *Document) {
	t.Helper()
	var trees [3]string // twice in the memory of other trees
	got.use(func(x *tree.Tree) { trees[0] = nodes(x, x.Root, 0) })
	got.use(func(x *tree.Tree) { trees[1] = nodes(x, x.Root, 0) })
	x, y := got.look(), want.look()
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
		var prose strings.Builder
		for _, s := range d.Prose() {
			fmt.Fprintln(&prose, s.Text, s.Kind, s.Block, s.Level, s.Holes, s.Whole().Path(), s.Whole().Start, s.Whole().End)
		}
		return fmt.Sprint(html, found, md.String(), more, prose.String(), d.look().Text(), Styles([]*Document{d}))
	}
	if a, b := said(got), said(want); a != b {
		t.Errorf("%s: it says\n%s\nwant\n%s", name, a, b)
	}
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
