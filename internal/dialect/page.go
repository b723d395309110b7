// Package dialect parses pages: CommonMark and GFM with components, HTML
// elements, expressions, admonitions and statements, as the dialect of Candor
// defines them, into a tree. Each construct is one file.
//
// It decides where a construct starts and ends, never what it means: tags inside
// lines are not paired, names are not looked up, expressions are not read.
package dialect

import (
	"fmt"
	"maps"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

// MaxNesting limits how deeply components, elements and markup in expressions
// nest. The deepest page among 27,760 real ones needs 10 levels.
const MaxNesting = 64

// Rules say what of the dialect a page uses.
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
	tree.Origin
	rules Rules
	diags diag.List

	inner     bool // markup inside an expression is being read
	budget    int  // bytes that may still be scanned in vain
	verbatim  bool // the page has a <pre> whose lines are no Markdown
	tooDeep   bool // the limit of nesting was reported
	exhausted bool // the budget was reported
	crowded   bool // the limit of lists and quotes was reported
	noRemark  int  // no comment that starts at or behind this offset ends

	remarkFrom, remarkTo int // the comment that was found last

	line struct{ stop, first int } // the first byte of a line that is not blank

	fence struct { // the open fence
		char   byte
		length int
	}

	marks struct { // of emphasis in the block that is being read
		block ast.Node
		n     int
	}

	unwrapped int // length of the open fence of an mdx-code-block, or 0

	imported map[string]bool // names that statements read so far import
	foreign  map[int]bool    // offsets at which foreign syntax was reported
}

// NewPage prepares the body of a page, which starts at byte offset body of the
// file.
func NewPage(f *source.File, body int, rules Rules) *Page {
	p := &Page{Origin: tree.NewOrigin(f, body), rules: rules, imported: map[string]bool{}, foreign: map[int]bool{}}
	p.budget = 32*len(p.Buf) + 1<<20
	p.noRemark = len(p.Buf)
	if p.Dirty >= 0 {
		p.diags.Add(diag.Errorf(diag.FileEncoding, f.Span(p.Dirty, p.Dirty+1), "the page holds a byte that is not UTF-8 text").
			Hinted("save the file as UTF-8"))
	}
	p.tomlFrontMatter()
	return p
}

// Found returns the mistakes that were found, in reading order.
func (p *Page) Found() diag.List { return p.diags.Sorted() }

var pageKey = parser.NewContextKey()

// pageOf returns the page that a parser works on.
func pageOf(pc parser.Context) *Page { return pc.Get(pageKey).(*Page) }

// Fault reports a mistake: an error, or a warning when the page is lenient.
func (p *Page) Fault(code diag.Code, from, to int, format string, args ...any) *diag.Diagnostic {
	return p.Report(p.Severity(), code, from, to, format, args...)
}

// Habit is what a mistake weighs that Markdown lives with, such as a shortcode
// of another generator or an element that is not allowed: a warning in .md,
// where it stays as text.
func (p *Page) Habit() diag.Severity {
	if !p.rules.MDX {
		return diag.Warning
	}
	return p.Severity()
}

// Severity is what foreign and unsupported syntax weighs.
func (p *Page) Severity() diag.Severity {
	if p.rules.Lenient {
		return diag.Warning
	}
	return diag.Error
}

// Report adds a diagnostic and returns it, so that a hint can be added.
func (p *Page) Report(s diag.Severity, code diag.Code, from, to int, format string, args ...any) *diag.Diagnostic {
	p.diags.Add(diag.Diagnostic{Severity: s, Code: code, Message: fmt.Sprintf(format, args...), Span: p.Span(from, to)})
	return &p.diags[len(p.diags)-1]
}

// Add adds a diagnostic that was made elsewhere.
func (p *Page) Add(d diag.Diagnostic) { p.diags.Add(d) }

// Mark returns a place among the diagnostics, for Retract.
func (p *Page) Mark() int { return len(p.diags) }

// Retract takes back the diagnostics since a mark, and returns them.
func (p *Page) Retract(mark int) diag.List {
	taken := slices.Clone(p.diags[mark:])
	p.diags = p.diags[:mark]
	return taken
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
		p.Report(diag.Error, diag.FileLimit, at, at+1, "too many tags, braces and links on this page never end; the rest is taken as text")
	}
	return false
}

// reader returns a reader over the range of the page, whose lines count from
// the true start of the page.
func (p *Page) reader(from, to int) text.Reader {
	r := text.NewReader(p.Buf[:to:to])
	r.SetPosition(-1, text.NewSegment(from, from))
	r.AdvanceLine()
	return r
}

// Parse reads a range of the page into a tree. Tags inside lines are not paired
// yet.
func (p *Page) Parse(from, to int) ast.Node {
	pc := parser.NewContext()
	pc.Set(pageKey, p)
	if allow.HoldsBare(p.Buf[from:to]) {
		return markdown.Parse(p.reader(from, to), parser.WithContext(pc))
	}
	return quiet.Parse(p.reader(from, to), parser.WithContext(pc))
}

// ParseInner reads a range of the page that stands in an expression: it holds
// no statements.
func (p *Page) ParseInner(from, to int) ast.Node {
	outer := p.inner
	p.inner = true
	defer func() { p.inner = outer }()
	return p.Parse(from, to)
}

// ComponentNames returns the registered components, sorted.
func (p *Page) ComponentNames() []string {
	return slices.Sorted(maps.Keys(p.rules.Components))
}
