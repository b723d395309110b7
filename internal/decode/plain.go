package decode

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/source"
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
		colon := plainKey(line)
		if colon == 0 || len(out.Fields) == maxPlain || out.Get(string(line[:colon])) != nil {
			return nil
		}
		from := colon + len(": ")
		if !plainWords(line[from:]) {
			return nil
		}
		value := &Node{Kind: String, Span: f.Span(at+from, at+len(line)), Scalar: string(line[from:])}
		out.Fields = append(out.Fields, Field{Key: string(line[:colon]), KeySpan: f.Span(at, at+colon), Value: value})
		out.Span = f.Span(start, at+len(line))
		at += len(line) + 1
	}
	return out
}

// plainKey returns the length of the key that a line starts with, or 0 where it
// may be something else.
func plainKey(line []byte) int {
	i := 0
	for i < len(line) && (isLetter(line[i]) || i > 0 && (line[i] == '_' || line[i] >= '0' && line[i] <= '9')) {
		i++
	}
	if i < 3 || i > 64 || !bytes.HasPrefix(line[i:], []byte(": ")) {
		return 0
	}
	switch strings.ToLower(string(line[:i])) {
	case "yes", "off", "null", "true", "false":
		return 0
	}
	return i
}

// plainWords reports text that is text in YAML whatever its words are: it starts
// with a letter, is longer than what means true, false or nothing, and holds no
// sign that could mean something.
func plainWords(text []byte) bool {
	if len(text) < len("false!") || len(text) > 1000 || !isLetter(text[0]) || text[len(text)-1] == ' ' {
		return false
	}
	for _, c := range text {
		if !isLetter(c) && c != ' ' && (c < '0' || c > '9') && strings.IndexByte(".,()/_-'", c) < 0 {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
