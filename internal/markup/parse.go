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
	"github.com/candor-site/candor/internal/lint"
	"github.com/candor-site/candor/internal/outline"
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

	together *together
	within   *use             // of a part
	opened   map[string]*Part // by the name that the page uses; nil for what is missing
	moves    map[ast.Node]move
	fences   lint.Fences
	stubs    map[string]bool // names for which a stub stands
	spacing  spacing
}

// Parse reads the body of a page, which starts at byte offset body of the
// file. All mistakes of the page come back at once, in reading order. The
// document is never nil: what is wrong stays in it as text.
func Parse(f *source.File, body int, opt Options) (*Document, diag.List) {
	all := read(f, body, opt, false)
	p := all.pages[0]
	var list diag.List
	for _, q := range all.pages {
		list.Add(q.Found()...)
	}
	p.doc.Includes, p.doc.styles = all.includes, all.styles
	p.doc.said.Headings, p.doc.said.IDs = slices.Grow(p.doc.said.Headings, len(all.headings)), slices.Grow(p.doc.said.IDs, len(all.ids))
	for _, h := range all.headings {
		p.doc.said.Headings = append(p.doc.said.Headings, outline.Heading{Level: h.level, ID: h.id, Text: h.text, Span: h.in.Span(h.from, h.to)})
	}
	for _, id := range slices.Sorted(maps.Keys(all.ids)) {
		p.doc.said.IDs = append(p.doc.said.IDs, outline.ID{Name: id, Span: all.ids[id]})
	}
	p.letGo(body)
	return p.doc, list.Sorted()
}

// read reads a page with the parts that it includes; again, if that was done
// before and nobody has to be told what is wrong with it.
func read(f *source.File, body int, opt Options, again bool) *together {
	all := &together{ids: map[string]source.Span{}, styles: map[string]string{}, again: again}
	newPage(f, body, opt, all).parse()
	all.nameHeadings()
	return all
}

// newPage prepares the body of a page or of a part.
func newPage(f *source.File, body int, opt Options, all *together) *page {
	p := &page{
		Page:     dialect.NewPage(f, body, dialect.Rules{MDX: opt.MDX, Lenient: opt.Lenient, Components: opt.Components, Roots: opt.Roots}),
		opt:      opt,
		scope:    &expr.Scope{Front: maps.Clone(opt.Front), Exports: map[string]any{}, Imports: map[string]expr.Import{}, Roots: opt.Roots},
		together: all,
		stubs:    map[string]bool{},
	}
	if p.scope.Front == nil {
		p.scope.Front = map[string]any{}
	}
	p.scope.Markup = p.fragment
	p.scope.Load = p.load
	p.limit = len(p.Buf)
	p.doc = &Document{file: f, said: &outline.Outline{}, tree: &tree.Tree{Origin: p.Origin, Styles: all.styles, IDs: map[ast.Node]string{}, Number: len(all.pages), Annotations: map[ast.Node][]tree.Attribute{}}}
	all.pages = append(all.pages, p)
	return p
}

// parse finds out what the page says, but for the ids of headings.
func (p *page) parse() {
	root := p.Parse(p.Start, len(p.Buf))
	p.statements(root)
	if !p.together.again {
		lint.Written(&p.Origin, root, p.Report)
	}
	p.arrange(root)
	p.resolve(root)
	if !p.together.again {
		lint.Shown(&p.Origin, root, p.Report)
	}
	p.noteSpacing()
	p.finish()
	p.doc.tree.Root = root
}

// finish sorts what was gathered and lets go of what only parsing needs.
func (p *page) finish() {
	d := p.doc
	d.tree.Severity = p.Severity()
	byPlace := func(a, b source.Span) int { return cmp.Compare(p.place(a), p.place(b)) }
	slices.SortStableFunc(d.said.Links, func(a, b outline.Link) int { return byPlace(a.Span, b.Span) })
	slices.SortStableFunc(d.said.Images, func(a, b outline.Link) int { return byPlace(a.Span, b.Span) })
	slices.SortStableFunc(d.Uses, func(a, b Use) int { return byPlace(a.Span, b.Span) })
	slices.SortStableFunc(d.Reads, func(a, b Read) int { return byPlace(a.Span, b.Span) })
	for _, name := range slices.Sorted(maps.Keys(p.scope.Imports)) {
		d.Imports = append(d.Imports, p.imported(p.scope.Imports[name]))
	}
	slices.SortStableFunc(d.Imports, func(a, b Import) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	if len(p.scope.Exports) > 0 {
		d.Exports = p.scope.Exports
	}
	for _, m := range p.scope.Meta {
		d.Meta = append(d.Meta, Meta{m.Key, m.Value, p.Span(m.KeyFrom, m.KeyTo), p.Span(m.From, m.To)})
	}
}

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
