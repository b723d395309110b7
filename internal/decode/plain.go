package decode

import (
	"bytes"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/terse"
)

// maxPlain is how many lines are read as plain ones.
const maxPlain = 32

// plainMapping reads front matter of which every line is a word, a colon and
// words, as that of most pages is. It returns nil where anything else stands in
// it; what it returns is what the parser of YAML would have made.
func plainMapping(f *source.File, start, end int, lim Limits) *Node {
	if int64(end-start) > lim.Bytes || lim.Nodes < 3*maxPlain || lim.Keys < maxPlain || lim.Depth < 2 || end == start {
		return nil
	}
	out := &Node{Kind: Map}
	for at := start; at < end; {
		line := f.Data[at:end]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		colon := terse.Key(line)
		if colon == 0 || len(out.Fields) == maxPlain || out.Get(string(line[:colon])) != nil {
			return nil
		}
		from := colon + len(": ")
		if !terse.Words(line[from:]) {
			return nil
		}
		value := &Node{Kind: String, Span: f.Span(at+from, at+len(line)), Scalar: string(line[from:])}
		out.Fields = append(out.Fields, Field{Key: string(line[:colon]), KeySpan: f.Span(at, at+colon), Value: value})
		out.Span = f.Span(start, at+len(line))
		at += len(line) + 1
	}
	return out
}
