package tree

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/component"
)

// Callout is the component that renders admonitions.
const Callout = "Callout"

// KindAdmonition is the kind of admonitions.
var KindAdmonition = ast.NewNodeKind("Admonition")

// Admonition is ":::type title" up to ":::", or "> [!TYPE]". It is rendered by
// the component Callout with the props type and title.
type Admonition struct {
	ast.BaseBlock
	Name     string // its type: note
	Title    string
	TitleAt  int // where the title starts
	Fence    int // number of colons
	From, To int // of the opening line
	Margin
	Closed bool // by its fence
	Decl   *component.Component
	Props  []Prop
}

// Kind implements ast.Node.
func (n *Admonition) Kind() ast.NodeKind { return KindAdmonition }

// Dump implements ast.Node.
func (n *Admonition) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Type": n.Name, "Title": n.Title}, nil)
}
