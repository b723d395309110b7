// Package terse reads the plainest YAML: block mappings and lists, flow ones that
// end on their line, and scalars that do, without escapes. Most files that people
// write are of no more, and are read many times faster than by a whole parser.
//
// It never guesses: of what it does not know for certain it reads nothing at all,
// and that is for the parser, as is every mistake. It does not say what a scalar
// means.
package terse

import (
	"strings"
	"unicode"
)

// Kind is the kind of a value.
type Kind uint8

// The kinds of values.
const (
	Scalar Kind = iota
	List
	Map
	Missing // a key without a value; it stands right behind the colon
)

// Value is a value or a key, with its place. Of a list its items follow, of a mapping
// its keys, each before its value.
type Value struct {
	Kind       Kind
	Quoted     bool
	Start, End int
	Text       string
	Count      int // of items or keys
}

// Limits bound what is read.
type Limits struct{ Values, Depth, Keys int }

// Read returns the one mapping or list that a text in UTF-8 holds. It returns false
// for what is more than plain.
func Read(text string, most Limits) ([]Value, bool) {
	if !clean(text) {
		return nil, false
	}
	r := &reader{text: text, most: most, out: make([]Value, 0, len(text)/12+8)}
	r.next()
	if r.at == len(r.text) || !r.block(r.indent, 1) || r.at < len(r.text) {
		return nil, false
	}
	return r.out, true
}

// Keys returns how many of some values are keys.
func Keys(values []Value) (n int) {
	for i := range values {
		if values[i].Kind == Map {
			n += values[i].Count
		}
	}
	return n
}

// clean reports whether a text is of characters that stand for themselves: no tabs, no
// breaks of lines but LF, no marks of byte order, no other spaces.
func clean(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= 0x7f || c < ' ' && c != '\n' {
			for _, c := range text[i:] {
				if c < ' ' && c != '\n' || c >= 0x7f && (c < 0xa1 || unicode.IsSpace(c) || c == 0xfeff || c == 0xfffd || c == 0xfffe || c == 0xffff) {
					return false
				}
			}
			return true
		}
	}
	return true
}

// reader reads one text, a line at a time.
type reader struct {
	text   string
	most   Limits
	at     int // the first character of the line that is read next, behind its spaces
	indent int // of that line; -1: there is none
	last   int // where the last value ends
	out    []Value
}

// next goes to the next line that holds more than a comment. It stands at the start
// of one.
func (r *reader) next() {
	for r.at < len(r.text) {
		start := r.at
		for r.at < len(r.text) && r.text[r.at] == ' ' {
			r.at++
		}
		switch {
		case r.at == len(r.text):
		case r.text[r.at] == '\n':
			r.at++
		case r.text[r.at] == '#':
			r.at += len(r.line()) + 1
			r.at = min(r.at, len(r.text))
		default:
			r.indent = r.at - start
			return
		}
	}
	r.indent = -1
}

// line is the rest of the line.
func (r *reader) line() string {
	line, _, _ := strings.Cut(r.text[r.at:], "\n")
	return line
}

// end ends a line, on which nothing may follow but a comment, and goes to the next.
func (r *reader) end() bool {
	start := r.at
	for r.at < len(r.text) && r.text[r.at] == ' ' {
		r.at++
	}
	if r.at < len(r.text) && r.text[r.at] == '#' && r.at > start {
		r.at += len(r.line())
	}
	if r.at < len(r.text) && r.text[r.at] != '\n' {
		return false
	}
	r.at = min(r.at+1, len(r.text))
	r.next()
	return true
}

// open starts a list or a mapping.
func (r *reader) open(kind Kind) int {
	r.out = append(r.out, Value{Kind: kind, Start: r.at})
	return len(r.out) - 1
}

// shut ends it with what it holds.
func (r *reader) shut(i, end, count int) bool {
	r.out[i].End, r.out[i].Count = end, count
	return len(r.out) <= r.most.Values && (r.out[i].Kind == List || count <= r.most.Keys)
}

// block reads a mapping or a list whose lines are indented by n.
func (r *reader) block(n, depth int) bool {
	if depth > r.most.Depth {
		return false
	}
	if r.dash() {
		return r.list(n, depth)
	}
	return r.mapping(n, depth)
}

// dash reports whether the line starts with an item of a list.
func (r *reader) dash() bool { return strings.HasPrefix(r.text[r.at:], "- ") }

// skip skips spaces.
func (r *reader) skip() {
	for r.at < len(r.text) && r.text[r.at] == ' ' {
		r.at++
	}
}

// list reads a list; what follows it is indented no more than it is.
func (r *reader) list(n, depth int) bool {
	i, count, end := r.open(List), 0, 0
	for ; r.indent == n && r.dash(); count++ {
		start := r.at
		r.at++
		r.skip()
		var ok bool
		if r.key() > 0 {
			r.indent += r.at - start
			ok = depth < r.most.Depth && r.mapping(r.indent, depth+1)
		} else {
			ok = r.value(n, depth+1)
		}
		if !ok {
			return false
		}
		end = r.last
	}
	r.last = end
	return r.indent <= n && r.shut(i, end, count)
}

// mapping reads a mapping; what follows it is indented less than it is.
func (r *reader) mapping(n, depth int) bool {
	i, count, end := r.open(Map), 0, 0
	for ; r.indent == n; count++ {
		size := r.key()
		if size == 0 {
			return false
		}
		r.named(size)
		colon := r.at
		r.skip()
		if !r.empty() {
			if !r.value(n, depth+1) {
				return false
			}
			end = r.last
			continue
		}
		r.at = colon
		switch {
		case !r.end():
			return false
		case r.indent > n, r.indent == n && r.dash():
			if !r.block(r.indent, depth+1) {
				return false
			}
			end = r.last
		case depth == r.most.Depth:
			return false
		default:
			r.out = append(r.out, Value{Kind: Missing, Start: colon, End: colon})
			end = colon
		}
	}
	r.last = end
	return r.indent < n && r.shut(i, end, count)
}

// empty reports whether the line holds nothing more but a comment.
func (r *reader) empty() bool {
	return r.at == len(r.text) || r.text[r.at] == '\n' || r.text[r.at] == '#' && r.text[r.at-1] == ' '
}

// longest is how many bytes a key has at most.
const longest = 128

// key returns how long the key is that stands here; 0 where none does.
func (r *reader) key() int {
	for i := r.at; i < len(r.text) && i-r.at <= longest; i++ {
		switch c := r.text[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
		case i > r.at && (c >= '0' && c <= '9' || c == '-' || c == '.' || c == '/'):
		case c == ':' && i > r.at && (i+1 == len(r.text) || r.text[i+1] == ' ' || r.text[i+1] == '\n'):
			return i - r.at
		default:
			return 0
		}
	}
	return 0
}

// named adds a key, and goes behind its colon.
func (r *reader) named(size int) {
	r.add(r.at+size, r.text[r.at:r.at+size], false)
	r.at++
}

// add adds a scalar that reaches to end.
func (r *reader) add(end int, text string, quoted bool) bool {
	r.out = append(r.out, Value{Quoted: quoted, Start: r.at, End: end, Text: text})
	r.at, r.last = end, end
	return true
}

// value reads a value that ends on its line, in a block that is indented by n.
func (r *reader) value(n, depth int) bool {
	return r.inline(false, depth) && r.end() && r.indent <= n
}

// inline reads a value on the line.
func (r *reader) inline(flow bool, depth int) bool {
	if r.at == len(r.text) || depth > r.most.Depth {
		return false
	}
	switch c := r.text[r.at]; {
	case c == '[':
		return r.flow(List, ']', depth)
	case c == '{':
		return r.flow(Map, '}', depth)
	case c == '"', c == '\'':
		return r.quoted(c)
	case flow:
		return r.flowing()
	}
	return r.plain()
}

func (r *reader) flow(kind Kind, closing byte, depth int) bool {
	i, count := r.open(kind), 0
	for r.at++; ; r.at++ {
		if r.skip(); count == 0 && strings.HasPrefix(r.text[r.at:], string(closing)) {
			break
		}
		if kind == Map {
			size := r.key()
			if size == 0 {
				return false
			}
			r.named(size)
			r.skip()
		}
		if !r.inline(true, depth+1) {
			return false
		}
		count++
		if r.skip(); r.at == len(r.text) || r.text[r.at] != closing && r.text[r.at] != ',' {
			return false
		}
		if r.text[r.at] == closing {
			break
		}
	}
	r.at++
	r.last = r.at
	return r.shut(i, r.at, count)
}

func (r *reader) quoted(quote byte) bool {
	for i := r.at + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '\n', c == '\\' && quote == '"':
			return false
		case c == quote && quote == '\'' && i+1 < len(r.text) && r.text[i+1] == quote:
			i++
		case c == quote:
			text := r.text[r.at+1 : i]
			if quote == '\'' {
				text = strings.ReplaceAll(text, "''", "'")
			}
			return r.add(i+1, text, true)
		}
	}
	return false
}

// begins reports whether text without quotes may begin here.
func (r *reader) begins() bool {
	c := r.text[r.at]
	if c == '-' {
		return r.at+1 < len(r.text) && r.text[r.at+1] > ' '
	}
	return c > ' ' && strings.IndexByte("?:,[]{}#&*!|>%@`", c) < 0
}

// plain reads text to the end of the line.
func (r *reader) plain() bool {
	line := r.line()
	if comment := strings.Index(line, " #"); comment >= 0 {
		line = line[:comment]
	}
	line = strings.TrimRight(line, " ")
	return r.begins() && !strings.HasSuffix(line, ":") && !strings.Contains(line, ": ") && r.add(r.at+len(line), line, false)
}

// flowing reads text to the end of an item.
func (r *reader) flowing() bool {
	line := r.line()
	n := strings.IndexAny(line, ",[]{}:?#")
	if n < 0 || !r.begins() || line[0] == '-' || line[n] != ',' && line[n] != ']' && line[n] != '}' {
		return false
	}
	line = strings.TrimRight(line[:n], " ")
	return r.add(r.at+len(line), line, false)
}
