// Package hypertext writes the tree of a page as HTML, or as Markdown in which
// every value is written out.
//
// What a binding means, and what a component looks like, is decided by the
// caller through Env. It emits no inline script, style or handler, and no URL
// whose scheme is not allowed, whatever the caller answers.
package hypertext

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/tree"
)

// renderFunc writes one node with all that is inside it.
type renderFunc func(r *renderer, n ast.Node)

// renderer writes one document once.
type renderer struct {
	*tree.Tree
	write  []renderFunc // by kind of node
	out    *bytes.Buffer
	env    Env
	diags  diag.List
	title  ast.Node // the heading that is left out
	inline int      // above zero inside words, where no block may stand
	around *Call    // the component whose content the next node is, or nil
	last   *Call    // the component that was rendered last, or nil
	given  givens

	plain    bool // Markdown is written
	verbatim int  // above zero inside code, where text stands as it is
}

// writers hold the writer of each kind of node, by its number.
func writers() []renderFunc {
	var out []renderFunc
	for kind, write := range map[ast.NodeKind]renderFunc{
		ast.KindDocument:                 renderChildren,
		ast.KindParagraph:                renderParagraph,
		ast.KindTextBlock:                renderTextBlock,
		ast.KindHeading:                  renderHeading,
		ast.KindBlockquote:               block("blockquote"),
		ast.KindList:                     renderList,
		ast.KindListItem:                 renderListItem,
		ast.KindThematicBreak:            renderRule,
		ast.KindCodeBlock:                renderIndentedCode,
		ast.KindFencedCodeBlock:          renderFence,
		ast.KindText:                     renderText,
		ast.KindString:                   renderString,
		ast.KindCodeSpan:                 renderCodeSpan,
		ast.KindEmphasis:                 renderEmphasis,
		ast.KindLink:                     renderLink,
		ast.KindImage:                    renderImage,
		ast.KindAutoLink:                 renderAutoLink,
		extast.KindStrikethrough:         span("del"),
		extast.KindTaskCheckBox:          renderTaskBox,
		extast.KindTable:                 renderTableNode,
		extast.KindTableHeader:           renderTableHeader,
		extast.KindTableRow:              renderTableRow,
		extast.KindTableCell:             renderTableCell,
		extast.KindDefinitionList:        block("dl"),
		extast.KindDefinitionTerm:        span("dt"),
		extast.KindDefinitionDescription: block("dd"),
		extast.KindFootnoteLink:          renderFootnoteLink,
		extast.KindFootnoteBacklink:      renderFootnoteBacklink,
		extast.KindFootnoteList:          renderFootnotes,
		extast.KindFootnote:              renderFootnote,
		tree.KindBlockElement:            renderElement,
		tree.KindInlineElement:           renderElement,
		tree.KindExpression:              renderExpression,
		tree.KindExpressionBlock:         renderExpression,
		tree.KindAdmonition:              renderAdmonition,
		tree.KindLiteral:                 renderLiteral,
		tree.KindVerbatim:                renderVerbatim,
		tree.KindModule:                  renderModule,
		tree.KindRemark:                  func(*renderer, ast.Node) {},
		tree.KindAnchor:                  func(*renderer, ast.Node) {},
	} {
		if int(kind) >= len(out) {
			out = append(out, make([]renderFunc, int(kind)+1-len(out))...)
		}
		out[kind] = write
	}
	return out
}

// table is made once: it depends on nothing.
var table = sync.OnceValue(writers)

// buffers are where pages are written before they go to their writer; nothing
// of one page is left to the next.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render writes a tree as HTML. Errors of components come back as diagnostics
// at their tags.
func Render(w io.Writer, t *tree.Tree, env Env) diag.List {
	out := buffers.Get().(*bytes.Buffer)
	defer func() {
		out.Reset()
		buffers.Put(out)
	}()
	r := &renderer{Tree: t, write: table(), out: out, env: env}
	if env.SkipTitle && !t.Untitled {
		r.title = r.firstTitle(t.Root)
	}
	r.node(t.Root)
	if _, err := w.Write(r.out.Bytes()); err != nil {
		r.diags.Add(diag.Errorf(diag.FileUnreadable, t.File.Whole(), "the page cannot be written: %v", err))
	}
	return r.diags.Sorted()
}

// firstTitle returns the first heading of level 1 at or below a node, or nil.
func (r *renderer) firstTitle(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Text:
		return nil
	case *ast.Heading:
		if n.Level == 1 {
			return n
		}
	case tree.ElementNode:
		if part := n.Elem().Part; part == nil && isElementTitle(n) {
			return n
		} else if part != nil {
			if found := r.firstTitle(part.Root); found != nil {
				return found
			}
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if found := r.firstTitle(c); found != nil {
			return found
		}
	}
	return nil
}

// isElementTitle reports whether a node is an element h1.
func isElementTitle(n ast.Node) bool {
	e, ok := n.(tree.ElementNode)
	return ok && e.Elem().Role == tree.RoleElement && !e.Elem().Shown && e.Elem().Tag != nil && strings.EqualFold(e.Elem().Tag.Name, "h1")
}

func (r *renderer) node(n ast.Node) {
	if kind := int(n.Kind()); kind < len(r.write) && r.write[kind] != nil {
		r.write[kind](r, n)
		return
	}
	renderChildren(r, n)
}

func renderChildren(r *renderer, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c)
	}
}

// html renders the children of a node apart.
func (r *renderer) html(n ast.Node, keep func(ast.Node) bool) template.HTML {
	start := r.out.Len()
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if keep == nil || keep(c) {
			r.node(c)
		}
	}
	return template.HTML(strings.TrimSpace(string(r.cut(start))))
}

// cut takes back what was written since a place.
func (r *renderer) cut(start int) template.HTML {
	written := template.HTML(r.out.Bytes()[start:])
	r.out.Truncate(start)
	return written
}

func (r *renderer) raw(s string)                 { r.out.WriteString(s) }
func (r *renderer) printf(f string, args ...any) { fmt.Fprintf(r.out, f, args...) }

// text writes plain text.
func (r *renderer) text(s string) {
	if r.plain {
		r.raw(r.escaped(s))
		return
	}
	writeEscaped(r.out, s)
}

// escaped returns plain text as it is written in the output.
func (r *renderer) escaped(s string) string {
	switch {
	case !r.plain:
		return escape(s)
	case r.verbatim > 0:
		return s
	}
	return markdown.Text(s)
}

// line ends a line, unless one has just ended; a block, where lines end none.
func (r *renderer) line() {
	if r.plain {
		r.gap()
		return
	}
	if b := r.out.Bytes(); len(b) > 0 && b[len(b)-1] != '\n' {
		r.out.WriteByte('\n')
	}
}

// attr writes one attribute.
func (r *renderer) attr(name, value string) {
	r.raw(" ")
	r.raw(name)
	r.raw(`="`)
	r.text(value)
	r.raw(`"`)
}

// block writes a node as an element on lines of its own.
func block(name string) renderFunc {
	return func(r *renderer, n ast.Node) {
		r.line()
		r.raw("<" + name + ">")
		if f := n.FirstChild(); f != nil && f.Kind() != ast.KindTextBlock {
			r.raw("\n")
		}
		renderChildren(r, n)
		r.raw("</" + name + ">\n")
	}
}

// span writes a node as an element inside words.
func span(name string) renderFunc {
	return func(r *renderer, n ast.Node) {
		r.raw("<" + name + ">")
		renderChildren(r, n)
		r.raw("</" + name + ">")
		if n.Type() == ast.TypeBlock {
			r.raw("\n")
		}
	}
}
