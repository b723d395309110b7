package dialect

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/allow"
)

// linkParser is goldmark's parser of addresses that are links without
// brackets, with the hosts of GFM.
type linkParser struct{ parser.InlineParser }

func newLinkParser() parser.InlineParser {
	return linkParser{extension.NewLinkifyParser(extension.WithLinkifyURLRegexp(allow.BareURL), extension.WithLinkifyWWWRegexp(allow.BareWWW))}
}

// Parse implements parser.InlineParser.
func (w linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if strings.IndexByte(" *_~(", line[0]) >= 0 {
		line = line[1:]
	}
	if !allow.MayBeBare(line) || allow.Underscored(line) {
		return nil
	}
	return w.InlineParser.Parse(parent, block, pc)
}
