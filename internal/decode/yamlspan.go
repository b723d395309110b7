package decode

import (
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/linemark"
	"github.com/candor-site/candor/internal/source"
)

// scalarExtent returns where the text of a scalar starts and ends. The parser
// says only where it starts.
func scalarExtent(data []byte, at int, n *yaml.Node) (start, end int) {
	switch {
	case at >= len(data):
		return len(data), len(data)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		end, _ = closingQuote(data, at, '"')
		return at, end
	case n.Style&yaml.SingleQuotedStyle != 0:
		end, _ = closingQuote(data, at, '\'')
		return at, end
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		for at < len(data) && linemark.Break(data, at) == 0 {
			at++
		}
		for at < len(data) {
			r, size := utf8.DecodeRune(data[at:])
			if !unicode.IsSpace(r) {
				break
			}
			at += size
		}
	}
	return at, alignedEnd(data, at, n.Value)
}

// closingQuote returns the offset after the quote that closes the one at
// data[at], and whether there is one.
func closingQuote(data []byte, at int, quote byte) (int, bool) {
	for i := at + 1; i < len(data); i++ {
		switch {
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == quote && quote == '\'' && i+1 < len(data) && data[i+1] == quote:
			i++
		case data[i] == quote:
			return i + 1, true
		}
	}
	return len(data), false
}

// alignedEnd returns the offset after the last character of value, whose text
// stands at data[at] but for white space, which may be folded and indented.
func alignedEnd(data []byte, at int, value string) int {
	end := at
	for _, want := range value {
		if unicode.IsSpace(want) {
			continue
		}
		for at < len(data) {
			r, size := utf8.DecodeRune(data[at:])
			at += size
			if r == want {
				end = at
				break
			}
			if !unicode.IsSpace(r) {
				return end
			}
		}
	}
	return end
}

// afterColon returns the place of a missing value: right behind the colon that
// follows its key.
func (w *yamlWalk) afterColon(key *Node) source.Span {
	end := key.Span.End - w.base
	for at := end; at < len(w.data) && (isBlank(w.data[at]) || w.data[at] == ':'); at++ {
		if w.data[at] == ':' {
			return w.span(at+1, at+1)
		}
	}
	return w.span(end, end)
}

// collectionSpan returns the place of a mapping or list whose content ends at
// end, with the closing bracket where it has one.
func (w *yamlWalk) collectionSpan(n *yaml.Node, at, end int, closing byte) source.Span {
	if n.Style&yaml.FlowStyle == 0 {
		return w.span(at, end)
	}
	for i := end; i < len(w.data); i++ {
		switch c := w.data[i]; {
		case c == closing:
			return w.span(at, i+1)
		case c == '#':
			for i+1 < len(w.data) && linemark.Break(w.data, i+1) == 0 {
				i++
			}
		case !isBlank(c) && c != ',' && c != ':':
			return w.span(at, end)
		}
	}
	return w.span(at, end)
}
