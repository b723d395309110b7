package markup

import (
	"fmt"
	"maps"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// maxNesting limits how deeply components, elements and markup in expressions
// nest. The deepest page among 27,760 real ones needs 10 levels.
const maxNesting = 64

// Rules say which of the dialect a page uses.
type Rules struct {
	// MDX reads tags and braces as syntax. Without it only the names of
	// Components are, and braces whose path starts with one of Roots.
	MDX bool
	// Lenient turns errors about foreign or unsupported syntax into warnings.
	Lenient bool
	// Components are the components that a page may use, by name.
	Components map[string]*component.Component
	// Roots are the names that an expression may start with.
	Roots []string
}

// Page is the state of reading one page.
type Page struct {
	origin
	rules Rules
	diags diag.List

	inner     bool // markup inside an expression is being read
	budget    int  // bytes that may still be scanned in vain
	tooDeep   bool // the limit of nesting was reported
	exhausted bool // the budget was reported
	noRemark  int  // no comment that starts at or behind this offset ends

	remarkFrom, remarkTo int // the comment that was found last

	line struct{ stop, first int } // the first byte of a line that is not blank

	fence struct { // the open fence
		char   byte
		length int
	}

	unwrapped int // length of the open fence of an mdx-code-block, or 0

	foreign map[int]bool // offsets at which foreign syntax was reported
}

// newPage prepares the body of a page, which starts at byte offset body of the
// file.
func newPage(f *source.File, body int, rules Rules) *Page {
	p := &Page{origin: newOrigin(f, body), rules: rules, foreign: map[int]bool{}}
	p.budget = 32*len(p.buf) + 1<<20
	p.noRemark = len(p.buf)
	if p.dirty >= 0 {
		p.diags.Add(diag.Errorf(diag.FileEncoding, f.Span(p.dirty, p.dirty+1), "the page holds a byte that is not UTF-8 text").
			Hinted("save the file as UTF-8"))
	}
	p.tomlFrontMatter()
	return p
}

// found returns the mistakes that were found, in reading order.
func (p *Page) found() diag.List { return p.diags.Sorted() }

var pageKey = parser.NewContextKey()

// pageOf returns the page that a parser works on.
func pageOf(pc parser.Context) *Page { return pc.Get(pageKey).(*Page) }

// fault reports a mistake: an error, or a warning when the page is lenient.
func (p *Page) fault(code diag.Code, from, to int, format string, args ...any) *diag.Diagnostic {
	return p.report(p.severity(), code, from, to, format, args...)
}

// severity is what foreign and unsupported syntax weighs.
func (p *Page) severity() diag.Severity {
	if p.rules.Lenient {
		return diag.Warning
	}
	return diag.Error
}

// report adds a diagnostic and returns it, so that a hint can be added.
func (p *Page) report(s diag.Severity, code diag.Code, from, to int, format string, args ...any) *diag.Diagnostic {
	p.diags.Add(diag.Diagnostic{Severity: s, Code: code, Message: fmt.Sprintf(format, args...), Span: p.span(from, to)})
	return &p.diags[len(p.diags)-1]
}

// spend pays for n bytes that were scanned in vain. When the budget is gone,
// nothing more is looked for: no input can stop a build.
func (p *Page) spend(n, at int) bool {
	p.budget -= n
	if p.budget >= 0 {
		return true
	}
	if !p.exhausted {
		p.exhausted = true
		p.report(diag.Error, diag.FileLimit, at, at+1, "too many tags and braces on this page never end; the rest is taken as text")
	}
	return false
}

// reader returns a reader over the range of the page, whose lines count from
// the true start of the page.
func (p *Page) reader(from, to int) text.Reader {
	r := text.NewReader(p.buf[:to:to])
	r.SetPosition(-1, text.NewSegment(from, from))
	r.AdvanceLine()
	return r
}

// parse reads a range of the page into a tree. Tags inside lines are not paired
// yet.
func (p *Page) parse(from, to int) ast.Node {
	pc := parser.NewContext()
	pc.Set(pageKey, p)
	return markdown.Parse(p.reader(from, to), parser.WithContext(pc))
}

// parseInner reads a range of the page that stands in an expression: it holds
// no statements.
func (p *Page) parseInner(from, to int) ast.Node {
	outer := p.inner
	p.inner = true
	defer func() { p.inner = outer }()
	return p.parse(from, to)
}

// componentNames returns the registered components, sorted.
func (p *Page) componentNames() []string {
	return slices.Sorted(maps.Keys(p.rules.Components))
}
