package dialect

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// bareURL is an address that is a link without brackets, as GFM defines it:
// a host, then anything but blanks and "<". Punctuation behind it is cut off
// later. A host without a dot, such as localhost, is taken as GitHub takes it.
var bareURL = regexp.MustCompile(`^(?:https?|ftp)://[\p{L}\p{N}_.-]*[\p{L}\p{N}_-](?::\d+)?(?:[/?#][^\s<]*)?`)

// bareWWW is the same without a scheme.
var bareWWW = regexp.MustCompile(`^www\.[\p{L}\p{N}_.-]*[\p{L}\p{N}_-](?::\d+)?(?:[/?#][^\s<]*)?`)

// linkParser is goldmark's parser of addresses that are links without
// brackets, with the hosts of GFM.
type linkParser struct{ parser.InlineParser }

func newLinkParser() parser.InlineParser {
	return linkParser{extension.NewLinkifyParser(extension.WithLinkifyURLRegexp(bareURL), extension.WithLinkifyWWWRegexp(bareWWW))}
}

// Parse implements parser.InlineParser.
func (w linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if strings.IndexByte(" *_~(", line[0]) >= 0 {
		line = line[1:]
	}
	if host, ok := bareHost(line); ok && underscored(host) {
		return nil
	}
	return w.InlineParser.Parse(parent, block, pc)
}

// bareHost returns the host of the address that starts b.
func bareHost(b []byte) ([]byte, bool) {
	for _, start := range []string{"http://", "https://", "ftp://", "www."} {
		if rest, ok := bytes.CutPrefix(b, []byte(start)); ok {
			if i := bytes.IndexAny(rest, "/?#: \t\n<"); i >= 0 {
				rest = rest[:i]
			}
			return rest, true
		}
	}
	return nil, false
}

// underscored reports whether one of the last two labels of a host has an
// underscore: GFM takes it as text.
func underscored(host []byte) bool {
	labels := bytes.Split(bytes.TrimRight(host, "?!.,:*_~)'\""), []byte("."))
	for _, label := range labels[max(len(labels)-2, 0):] {
		if bytes.IndexByte(label, '_') >= 0 {
			return true
		}
	}
	return false
}
