package markup

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
)

// element is a component, an HTML element or a fragment, as a block or inline.
type element struct {
	tag  *tag.Tag
	kind tagKind

	decl  *component.Component // of a registered component
	props []prop
	attrs []attribute // of an HTML element, checked
	slot  string      // the slot of the enclosing component that this fills
	shown bool        // shown as text instead: not allowed
}

// tagKind says what the name of a tag means on a page.
type tagKind int

const (
	tagText      tagKind = iota // no syntax: the tag is text
	tagForbidden                // an element that is not allowed: text, and reported
	tagElement                  // an HTML element
	tagComponent                // a component, registered or not
	tagFragment                 // <>…</>
)

// elementNode is what block and inline elements have in common.
type elementNode interface {
	ast.Node
	Elem() *element
}

var (
	kindBlockElement  = ast.NewNodeKind("Component")
	kindInlineElement = ast.NewNodeKind("InlineComponent")
	kindInlineTag     = ast.NewNodeKind("InlineTag")
	kindLiteral       = ast.NewNodeKind("Literal")
)

// blockElement is a container: its content are blocks, de-indented.
type blockElement struct {
	ast.BaseBlock
	element
	name    string
	from    int  // where the tag starts
	stop    int  // where an opening tag over several lines ends
	pending bool // the opening tag goes on
	closed  bool
	gone    bool // only its children remain
	indent  int  // of the first line of content, or -1
	inline  int  // where the closing tag starts that ends the line on which the opening tag ends, or 0
}

// Kind implements ast.Node.
func (n *blockElement) Kind() ast.NodeKind { return kindBlockElement }

// Dump implements ast.Node.
func (n *blockElement) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.name}, nil)
}

// Elem returns what block and inline elements have in common.
func (n *blockElement) Elem() *element { return &n.element }

// Verbatim reports whether the lines that follow are not Markdown.
func (n *blockElement) Verbatim() bool { return n.pending }

// inlineElement is an element inside a line.
type inlineElement struct {
	ast.BaseInline
	element
	flow bool // it stands where blocks stand
}

// Kind implements ast.Node.
func (n *inlineElement) Kind() ast.NodeKind { return kindInlineElement }

// Dump implements ast.Node.
func (n *inlineElement) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.tag.Name}, nil)
}

// Elem returns what block and inline elements have in common.
func (n *inlineElement) Elem() *element { return &n.element }

// inlineTag is one tag before it is paired with its other half.
type inlineTag struct {
	ast.BaseInline
	tag  *tag.Tag
	kind tagKind
}

// Kind implements ast.Node.
func (n *inlineTag) Kind() ast.NodeKind { return kindInlineTag }

// Dump implements ast.Node.
func (n *inlineTag) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.tag.Name}, nil)
}

// literal is text that is shown exactly as written.
type literal struct {
	ast.BaseInline
	ex excerpt.Excerpt
}

// Kind implements ast.Node.
func (n *literal) Kind() ast.NodeKind { return kindLiteral }

// Dump implements ast.Node.
func (n *literal) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Text": n.ex.String()}, nil)
}

// newLiteral returns literal text with its place.
func newLiteral(ex excerpt.Excerpt) *literal {
	n := &literal{ex: ex}
	n.SetPos(ex.Off(0))
	return n
}
