package markup

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/component"
)

// calloutName is the component that renders admonitions.
const calloutName = "Callout"

var kindAdmonition = ast.NewNodeKind("Admonition")

// admonition is ":::type title" up to ":::", or "> [!TYPE]". It is rendered by
// the component Callout with the props type and title.
type admonition struct {
	ast.BaseBlock
	kind     string
	title    string
	titleAt  int // where the title starts
	fence    int // number of colons
	from, to int // of the opening line
	indent   int
	closed   bool
	decl     *component.Component
	props    []prop
}

// Kind implements ast.Node.
func (n *admonition) Kind() ast.NodeKind { return kindAdmonition }

// Dump implements ast.Node.
func (n *admonition) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Type": n.kind, "Title": n.title}, nil)
}
