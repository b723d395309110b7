package markup

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

// lint looks at what paragraphs hold that was meant as something else and stays
// text: it reads the lines as they are written, before anything is arranged.
func (p *page) lint(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if k := n.Kind(); entering && (k == ast.KindParagraph || k == ast.KindTextBlock) {
			p.lintTable(n)
			p.lintTitle(n)
		}
		return ast.WalkContinue, nil
	})
}

// brokenTitle is a link or image whose title holds quotes that end it too soon.
var brokenTitle = regexp.MustCompile(`!?\[([^\[\]\n]*)\]\(([^\s()<>]+)[ \t]+("[^"\n]*"[^)\n]*")[ \t]*\)`)

// lintTitle warns of images and links that a quote inside their title keeps from
// being one, such as ![a](b.png "#title="c"").
func (p *page) lintTitle(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		line := seg.Value(p.Buf)
		if !bytes.Contains(line, []byte("](")) || bytes.Count(line, []byte{'"'}) < 3 {
			continue
		}
		for _, m := range brokenTitle.FindAllSubmatchIndex(line, -1) {
			at := seg.Start - seg.Padding
			if !p.isText(n, at+m[0]) {
				continue
			}
			what := "link"
			if line[m[0]] == '!' {
				what = "image"
			}
			d := p.Report(diag.Warning, diag.LinkTitle, at+m[6], at+m[7], "the title of the %s holds a quote that ends it, so the %s is shown as text", what, what)
			title := strings.Trim(strings.TrimPrefix(string(line[m[6]+1:m[7]-1]), "#title="), `"`)
			d.Hint = "write " + string(line[m[0]:m[6]]) + `"` + strings.ReplaceAll(title, `"`, `\"`) + `")`
		}
	}
}

// isText reports whether the byte at a place is shown as text of a block, and
// not as code.
func (p *page) isText(block ast.Node, at int) bool {
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

// maxBoldHeading is how long a bold line may be that works as a heading, in
// characters.
const maxBoldHeading = 80

// lintBold offers a bold line that stands alone as a heading. The caption of the
// image above it is none.
func (p *page) lintBold(n *ast.Paragraph) {
	strong, ok := n.FirstChild().(*ast.Emphasis)
	if !ok || strong.Level != 2 || p.depth > 0 {
		return
	}
	for c := strong.NextSibling(); c != nil; c = c.NextSibling() {
		if !p.isBlankNode(c) {
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
	level := 2
	if len(p.together.headings) > 0 {
		level = min(p.together.headings[len(p.together.headings)-1].level+1, 6)
	}
	from := max(strong.Pos(), p.Start)
	to := from + 1
	_ = ast.Walk(strong, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok {
			to = min(max(to, t.Segment.Stop+2), len(p.Buf))
		}
		return ast.WalkContinue, nil
	})
	p.Report(diag.Note, diag.BoldHeading, from, to, "the bold line %q stands alone, as a heading does", words).
		Hint = "write " + strings.Repeat("#", level) + " " + words + ", so that the contents list it and links reach it"
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
