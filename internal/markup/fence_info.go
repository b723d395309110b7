package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// fenceInfo splits the info string of a fence into language and the rest.
func (o *origin) fenceInfo(n *ast.FencedCodeBlock) (lang string, rest []byte) {
	if n.Info == nil {
		return "", nil
	}
	info := n.Info.Segment.Value(o.buf)
	end := 0
	for end < len(info) && info[end] != ' ' && info[end] != '\t' && info[end] != '{' {
		end++
	}
	lang = strings.ToLower(o.plain(info[:end]))
	if strings.ContainsRune(lang, '=') {
		return "", info
	}
	return strings.TrimPrefix(lang, "."), info[end:]
}
