package tree

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/tag"
)

// Element is a component, an HTML element or a fragment, as a block or inline.
type Element struct {
	Tag  *tag.Tag
	Role Role

	Decl  *component.Component // of a registered component
	Part  *Tree                // of a part that is included here; the children are what it is given
	Props []Prop
	Attrs []Attribute // of an HTML element, checked
	Slot  string      // the slot of the enclosing component that this fills
	Shown bool        // shown as text instead: not allowed
}

// Name returns the name of the component: the declared one, where the page
// knows it by another.
func (e *Element) Name() string {
	if e.Decl != nil {
		return e.Decl.Name
	}
	return e.Tag.Name
}

// ElementNode is what block and inline elements have in common.
type ElementNode interface {
	ast.Node
	Elem() *Element
}

// The kinds of elements.
var (
	KindBlockElement  = ast.NewNodeKind("Component")
	KindInlineElement = ast.NewNodeKind("InlineComponent")
	kindInlineTag     = ast.NewNodeKind("InlineTag")
)

// BlockElement is a container: its content are blocks, de-indented.
type BlockElement struct {
	ast.BaseBlock
	Element
	Name    string
	From    int  // where the tag starts
	Stop    int  // where an opening tag over several lines ends
	Pending bool // the opening tag goes on
	Closed  bool
	Gone    bool // only its children remain
	Margin
	Inline int // where the closing tag starts that ends the line on which the opening tag ends, or 0
}

// Margin is the indentation that a container takes from the lines inside it.
type Margin struct {
	Indent int // of the first line of content, or -1
	Strip  int // what was taken from the last line that is Markdown
	Child  ast.Node
	Least  int // what was taken from the line on which the child, the block open right inside, opened
}

// Kind implements ast.Node.
func (n *BlockElement) Kind() ast.NodeKind { return KindBlockElement }

// Dump implements ast.Node.
func (n *BlockElement) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.Name}, nil)
}

// Elem returns what block and inline elements have in common.
func (n *BlockElement) Elem() *Element { return &n.Element }

// Verbatim reports whether the lines that follow are not Markdown.
func (n *BlockElement) Verbatim() bool { return n.Pending }

// InlineElement is an element inside a line.
type InlineElement struct {
	ast.BaseInline
	Element
	Flow bool // it stands where blocks stand
}

// Kind implements ast.Node.
func (n *InlineElement) Kind() ast.NodeKind { return KindInlineElement }

// Dump implements ast.Node.
func (n *InlineElement) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.Tag.Name}, nil)
}

// Elem returns what block and inline elements have in common.
func (n *InlineElement) Elem() *Element { return &n.Element }

// InlineTag is one tag before it is paired with its other half.
type InlineTag struct {
	ast.BaseInline
	Tag  *tag.Tag
	Role Role
}

// Kind implements ast.Node.
func (n *InlineTag) Kind() ast.NodeKind { return kindInlineTag }

// Dump implements ast.Node.
func (n *InlineTag) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.Tag.Name}, nil)
}
