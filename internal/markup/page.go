package markup

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// maxNesting limits how deeply components, elements and markup in expressions
// nest. The deepest page among 27,760 real ones needs 10 levels.
const maxNesting = 64

// page is the state of parsing one page.
type page struct {
	origin
	opt     Options
	doc     *Document
	diags   diag.List
	front   map[string]any
	exports map[string]any
	imports map[string]Import

	limit     int  // where the text that is being parsed ends
	budget    int  // bytes that may still be scanned in vain
	depth     int  // of markup inside expressions
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

	headings []*heading
	ids      map[string]source.Span
	claims   []claim
	styles   map[string]string
	langs    map[string]bool // unknown languages that were reported
	spacing  spacing
	foreign  map[int]bool // offsets at which foreign syntax was reported
}

var pageKey = parser.NewContextKey()

// pageOf returns the page that a parser works on.
func pageOf(pc parser.Context) *page { return pc.Get(pageKey).(*page) }

// fault reports a mistake: an error, or a warning when the page is lenient.
func (p *page) fault(code diag.Code, from, to int, format string, args ...any) *diag.Diagnostic {
	return p.report(p.severity(), code, from, to, format, args...)
}

// severity is what foreign and unsupported syntax weighs.
func (p *page) severity() diag.Severity {
	if p.opt.Lenient {
		return diag.Warning
	}
	return diag.Error
}

// report adds a diagnostic and returns it, so that a hint can be added.
func (p *page) report(s diag.Severity, code diag.Code, from, to int, format string, args ...any) *diag.Diagnostic {
	p.diags.Add(diag.Diagnostic{Severity: s, Code: code, Message: fmt.Sprintf(format, args...), Span: p.span(from, to)})
	return &p.diags[len(p.diags)-1]
}

// blame reports a fault in an expression.
func (p *page) blame(s diag.Severity, f exprFault) {
	p.report(s, f.code, f.from, f.to, "%s", f.message).Hint = f.hint
}

// spend pays for n bytes that were scanned in vain. When the budget is gone,
// nothing more is looked for: no input can stop a build.
func (p *page) spend(n, at int) bool {
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
func (p *page) reader(from, to int) text.Reader {
	r := text.NewReader(p.buf[:to:to])
	r.SetPosition(-1, text.NewSegment(from, from))
	r.AdvanceLine()
	return r
}

// parse runs goldmark over a range of the page.
func (p *page) parse(from, to int) ast.Node {
	p.limit = to
	pc := parser.NewContext()
	pc.Set(pageKey, p)
	return markdown.Parse(p.reader(from, to), parser.WithContext(pc))
}

// fragment parses markup that stands in an expression. It returns why it
// cannot, or "".
func (p *page) fragment(ex excerpt) (ast.Node, string) {
	if p.depth >= maxNesting/4 {
		return nil, "markup inside expressions is nested too deeply"
	}
	p.depth++
	defer func() { p.depth-- }()
	limit := p.limit
	root := p.parse(ex.off(0), ex.end(len(ex.text)))
	p.arrange(root)
	p.resolve(root)
	p.limit = limit
	return root, ""
}
