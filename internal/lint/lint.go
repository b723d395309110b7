// Package lint finds what a page holds that was probably meant as something
// else: titles that a quote breaks, lines that almost are a table, rows that do
// not fit theirs, bold lines that work as headings, links and images without
// words.
//
// It reports and changes nothing; whether a page is right is decided elsewhere.
package lint

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

// Report takes what was found, at a range of the page's text.
type Report func(s diag.Severity, code diag.Code, from, to int, format string, args ...any) *diag.Diagnostic

// page is a page that is looked at.
type page struct {
	*tree.Origin
	report Report
}

// Written looks at paragraphs as they are written, before tags are paired.
func Written(o *tree.Origin, root ast.Node, report Report) {
	p := &page{o, report}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if k := n.Kind(); entering && (k == ast.KindParagraph || k == ast.KindTextBlock) {
			p.table(n)
			p.title(n)
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// Shown looks at the finished tree of a page.
func Shown(o *tree.Origin, root ast.Node, report Report) {
	p, level := &page{o, report}, 1
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Kind() == ast.KindText {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			level = n.Level
		case *ast.Link:
			p.link(n, func() (from, to int) { return p.place(n, n.Destination) })
		case *ast.Image:
			p.image(n)
		case *ast.AutoLink:
			p.bare(n)
		case *ast.Paragraph:
			p.bold(n, level)
		case *extast.TableRow:
			p.row(n)
		case *tree.InlineElement:
			p.element(n)
		case *tree.BlockElement:
			p.element(n)
			if name := strings.ToLower(n.Name); len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
				level = int(name[1] - '0')
			}
		}
		return ast.WalkContinue, nil
	})
}
