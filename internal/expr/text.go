package expr

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// quoted reads a string literal.
func (x *parser) quoted(quote byte) string {
	start := x.i
	x.i++
	var out bytes.Buffer
	for x.i < len(x.b) {
		switch c := x.b[x.i]; c {
		case quote:
			x.i++
			return out.String()
		case '\\':
			x.escape(&out)
		default:
			out.WriteByte(c)
			x.i++
		}
	}
	x.fail(start, start+1, "the quote is never closed")
	return ""
}

// simpleEscapes are the one-letter escapes of JavaScript strings.
var simpleEscapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 'f': '\f', 'v': '\v', '0': 0}

// escape reads one escape sequence.
func (x *parser) escape(out *bytes.Buffer) {
	if x.i+1 >= len(x.b) {
		x.i = len(x.b)
		return
	}
	c := x.b[x.i+1]
	x.i += 2
	switch c {
	case '\n':
		return
	case 'x':
		x.code(out, 2)
		return
	case 'u':
		if x.i < len(x.b) && x.b[x.i] == '{' {
			if n := bytes.IndexByte(x.b[x.i:], '}'); n > 1 && n < 8 {
				if v, err := strconv.ParseUint(string(x.b[x.i+1:x.i+n]), 16, 32); err == nil {
					out.WriteRune(rune(v))
				}
				x.i += n + 1
			}
			return
		}
		x.code(out, 4)
		return
	}
	if to, ok := simpleEscapes[c]; ok {
		if to != 0 {
			out.WriteByte(to)
		}
		return
	}
	if c < utf8.RuneSelf {
		out.WriteByte(c)
		return
	}
	r, n := utf8.DecodeRune(x.b[x.i-1:])
	out.WriteRune(r)
	x.i += n - 1
}

// code reads a character by its number of n hexadecimal digits.
func (x *parser) code(out *bytes.Buffer, n int) {
	if x.i+n > len(x.b) {
		return
	}
	v, err := strconv.ParseUint(string(x.b[x.i:x.i+n]), 16, 32)
	if err != nil {
		return
	}
	if v != 0 {
		out.WriteRune(rune(v))
	}
	x.i += n
}

// template reads a template literal.
func (x *parser) template() Node {
	start := x.i
	x.i++
	var parts []Node
	var out bytes.Buffer
	flush := func() {
		if out.Len() > 0 {
			parts = append(parts, literalExpr{out.String()})
			out.Reset()
		}
	}
	for x.i < len(x.b) && x.err == nil {
		switch c := x.b[x.i]; {
		case c == '`':
			x.i++
			flush()
			switch {
			case len(parts) == 0:
				return literalExpr{""}
			case len(parts) == 1:
				if l, ok := parts[0].(literalExpr); ok {
					return l
				}
			}
			return templateExpr{parts}
		case c == '\\':
			x.escape(&out)
		case c == '$' && x.i+1 < len(x.b) && x.b[x.i+1] == '{':
			flush()
			x.i += 2
			parts = append(parts, x.choice())
			if x.err == nil && !x.take("}") {
				x.fail(x.i, x.i+1, "expected } in the template")
			}
		default:
			out.WriteByte(c)
			x.i++
		}
	}
	x.fail(start, start+1, "the template is never closed")
	return nil
}
