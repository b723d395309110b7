package lint

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
)

// brokenTitle is a link or image whose title holds quotes that end it too soon.
var brokenTitle = onuse.Regexp(`!?\[([^\[\]\n]*)\]\(([^\s()<>]+)[ \t]+("[^"\n]*"[^)\n]*")[ \t]*\)`)

// title warns of images and links that a quote inside their title keeps from
// being one, such as ![a](b.png "#title="c"").
func (p *page) title(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		line := seg.Value(p.Buf)
		if !bytes.Contains(line, []byte("](")) || bytes.Count(line, []byte{'"'}) < 3 {
			continue
		}
		for _, m := range brokenTitle.FindAllSubmatchIndex(line, -1) {
			at := seg.Start - seg.Padding
			if !isText(n, at+m[0]) {
				continue
			}
			what := "link"
			if line[m[0]] == '!' {
				what = "image"
			}
			d := p.report(diag.Warning, diag.LinkTitle, at+m[6], at+m[7], "the title of the %s holds a quote that ends it, so the %s is shown as text", what, what)
			said := strings.Trim(strings.TrimPrefix(string(line[m[6]+1:m[7]-1]), "#title="), `"`)
			d.Hint = "write " + string(line[m[0]:m[6]]) + `"` + strings.ReplaceAll(said, `"`, `\"`) + `")`
		}
	}
}

// isText reports whether the byte at a place is shown as text of a block, and
// not as code.
func isText(block ast.Node, at int) bool {
	found := false
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			found = found || n.Segment.Start <= at && at < n.Segment.Stop
		}
		return ast.WalkContinue, nil
	})
	return found
}
