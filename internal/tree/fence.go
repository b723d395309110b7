package tree

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/highlight"
)

// FenceInfo splits the info string of a fence into language and the rest.
func (o *Origin) FenceInfo(n *ast.FencedCodeBlock) (lang string, rest []byte) {
	if n.Info == nil {
		return "", nil
	}
	lang, meta := highlight.SplitInfo(string(n.Info.Segment.Value(o.Buf)))
	return strings.ToLower(o.Plain([]byte(lang))), []byte(meta)
}
