package markup

import (
	"cmp"
	"maps"
	"slices"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/dialect"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

// page is the state of finding out what one page says.
type page struct {
	*dialect.Page
	opt   Options
	doc   *Document
	scope *expr.Scope

	limit int // where the text that is being read ends
	depth int // of markup inside expressions

	headings []*heading
	ids      map[string]source.Span
	claims   []claim
	styles   map[string]string
	langs    map[string]bool // unknown languages and options of fences that were reported
	stubs    map[string]bool // names for which a stub stands
	spacing  spacing
}

// Parse reads the body of a page, which starts at byte offset body of the
// file. All mistakes of the page come back at once, in reading order. The
// document is never nil: what is wrong stays in it as text.
func Parse(f *source.File, body int, opt Options) (*Document, diag.List) {
	p := &page{
		Page:   dialect.NewPage(f, body, dialect.Rules{MDX: opt.MDX, Lenient: opt.Lenient, Components: opt.Components, Roots: opt.Roots}),
		opt:    opt,
		scope:  &expr.Scope{Front: maps.Clone(opt.Front), Exports: map[string]any{}, Imports: map[string]expr.Import{}, Roots: opt.Roots},
		ids:    map[string]source.Span{},
		styles: map[string]string{},
		langs:  map[string]bool{},
		stubs:  map[string]bool{},
	}
	if p.scope.Front == nil {
		p.scope.Front = map[string]any{}
	}
	p.scope.Markup = p.fragment
	p.limit = len(p.Buf)
	p.doc = &Document{IDs: p.ids, tree: &tree.Tree{Origin: p.Origin, Styles: p.styles, IDs: map[ast.Node]string{}}}
	root := p.Parse(p.Start, len(p.Buf))
	p.statements(root)
	p.arrange(root)
	p.resolve(root)
	p.nameHeadings()
	p.noteSpacing()
	p.finish()
	p.doc.tree.Root = root
	return p.doc, p.Found()
}

// finish sorts what was gathered and lets go of what only parsing needs.
func (p *page) finish() {
	d := p.doc
	d.tree.Severity = p.Severity()
	slices.SortStableFunc(d.Links, byPlace)
	slices.SortStableFunc(d.Images, byPlace)
	slices.SortStableFunc(d.Uses, func(a, b Use) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(d.Reads, func(a, b Read) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for _, name := range slices.Sorted(maps.Keys(p.scope.Imports)) {
		d.Imports = append(d.Imports, p.imported(p.scope.Imports[name]))
	}
	slices.SortStableFunc(d.Imports, func(a, b Import) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	if len(p.scope.Exports) > 0 {
		d.Exports = p.scope.Exports
	}
}

func byPlace(a, b Link) int { return cmp.Compare(a.Span.Start, b.Span.Start) }

// fragment reads markup that stands in an expression. It returns why it
// cannot, or "".
func (p *page) fragment(ex excerpt.Excerpt) (any, string) {
	if p.depth >= dialect.MaxNesting/4 {
		return nil, "markup inside expressions is nested too deeply"
	}
	p.depth++
	limit := p.limit
	defer func() { p.depth, p.limit = p.depth-1, limit }()
	p.limit = ex.End(len(ex.Text))
	root := p.ParseInner(ex.Off(0), p.limit)
	p.arrange(root)
	p.resolve(root)
	return root, ""
}

// blame reports a fault in an expression.
func (p *page) blame(s diag.Severity, f expr.Fault) {
	if f.Code == expr.Reported || p.stubbedName(f) {
		return
	}
	p.Report(s, f.Code, f.From, f.To, "%s", f.Message).Hint = f.Hint
}
