package markup

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
)

// tree is a page that has been read. Nothing changes it from then on.
type tree struct {
	origin
	root     ast.Node
	styles   map[string]string
	ids      map[ast.Node]string // of headings
	severity diag.Severity       // of what turns out wrong while rendering
}
