// Package tree is a page that has been read, as a tree of goldmark's nodes and
// of those that the dialect adds: elements, expressions, admonitions,
// statements, comments.
//
// It says the words of a tree and the place of every byte, reads no source and
// writes no HTML. Reading fills the nodes in; from then on nothing changes them.
package tree

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
)

// Tree is a page that has been read. Nothing changes it from then on.
type Tree struct {
	Origin
	Root     ast.Node
	Styles   map[string]string
	IDs      map[ast.Node]string // of headings
	Severity diag.Severity       // of what turns out wrong while rendering
	Number   int                 // of a part, counted from 1 in the page that includes it; 0 for the page itself
	// Untitled says that there is no heading of level 1, nor an element that may be one.
	// False says nothing.
	Untitled bool
	// Annotations are the attributes that stand behind links, images, inline code
	// and headings, checked.
	Annotations map[ast.Node][]Attribute
}
