package dialect

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/allow"
)

// bracketParser is goldmark's parser of links, which looks for the end of a
// destination to the end of the line each time. What it looks for in vain is
// paid for.
type bracketParser struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (w bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 2 || line[0] != ']' || line[1] != '(' {
		return w.InlineParser.Parse(parent, block, pc)
	}
	p := pageOf(pc)
	if p.exhausted {
		return nil
	}
	n := w.InlineParser.Parse(parent, block, pc)
	if n == nil {
		p.spend(len(line), seg.Start)
	}
	return n
}

// CloseBlock implements parser.CloseBlocker.
func (w bracketParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	w.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

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
