package tree

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// FenceInfo splits the info string of a fence into language and the rest.
func (o *Origin) FenceInfo(n *ast.FencedCodeBlock) (lang string, rest []byte) {
	if n.Info == nil {
		return "", nil
	}
	info := n.Info.Segment.Value(o.Buf)
	end := 0
	for end < len(info) && info[end] != ' ' && info[end] != '\t' && info[end] != '{' {
		end++
	}
	lang = strings.ToLower(o.Plain(info[:end]))
	if strings.ContainsRune(lang, '=') {
		return "", info
	}
	return strings.TrimPrefix(lang, "."), info[end:]
}
