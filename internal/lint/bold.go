package lint

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

// maxBoldHeading is how long a bold line may be that works as a heading, in
// characters.
const maxBoldHeading = 80

// bold offers a bold line that stands alone as a heading. The caption of the
// image above it is none.
func (p *page) bold(n *ast.Paragraph, level int) {
	strong, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || strong.Level != 2 {
		return
	}
	for c := strong.NextSibling(); c != nil; c = c.NextSibling() {
		t, isText := c.(*ast.Text)
		if l, ok := c.(*tree.Literal); !(ok && len(l.Ex.Text) == 0) && !(isText && len(bytes.TrimSpace(t.Segment.Value(p.Buf))) == 0) {
			return
		}
	}
	if e, ok := n.Parent().(*tree.BlockElement); n.Parent().Kind() != ast.KindDocument && (!ok || e.Role != tree.RoleComponent) {
		return
	}
	words := strings.Join(strings.Fields(p.PlainText(strong)), " ")
	if words == "" || strings.ContainsAny(words[len(words)-1:], ".,:;!") || len([]rune(words)) > maxBoldHeading || p.isCaption(n, words) {
		return
	}
	from := max(strong.Pos(), p.Start)
	to := from + 1
	_ = ast.Walk(strong, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok {
			to = min(max(to, t.Segment.Stop+2), len(p.Buf))
		}
		return ast.WalkContinue, nil
	})
	p.report(diag.Note, diag.BoldHeading, from, to, "the bold line %q stands alone, as a heading does", words).
		Hint = "write " + strings.Repeat("#", min(level+1, 6)) + " " + words + ", so that the contents list it and links reach it"
}

// isCaption reports whether words are the caption of the image above a block:
// its title or its alternative text.
func (p *page) isCaption(n ast.Node, words string) bool {
	before := n.PreviousSibling()
	if before == nil {
		return false
	}
	image, ok := before.LastChild().(*ast.Image)
	return ok && (strings.EqualFold(p.Plain(image.Title), words) || strings.EqualFold(strings.TrimSpace(p.PlainText(image)), words))
}
