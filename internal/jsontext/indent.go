package jsontext

import "bytes"

// margin is a line break and the start of a line on a deep level.
const margin = "\n                                "

// Indent appends JSON that encoding/json wrote, without a space between its parts,
// in lines, two spaces for each level. It gives what that package gives, which
// looks at each byte of what it indents for whether it is JSON at all, and so
// takes longer to indent a document than to encode it; this believes what it
// reads.
func Indent(out, compact []byte) []byte {
	level, from := 0, 0 // what is before from was appended
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			i = last(compact, i)
		case '{', '[':
			if i+1 < len(compact) && compact[i+1] == c+2 { // the bracket that closes it
				i++
				continue
			}
			level++
			out = line(append(out, compact[from:i+1]...), level)
			from = i + 1
		case '}', ']':
			level = max(level-1, 0)
			out = line(append(out, compact[from:i]...), level)
			from = i
		case ',':
			out = line(append(out, compact[from:i+1]...), level)
			from = i + 1
		case ':':
			out = append(append(out, compact[from:i+1]...), ' ')
			from = i + 1
		}
	}
	return append(out, compact[from:]...)
}

// last returns where the last quote of the string is that begins at a place.
func last(text []byte, at int) int {
	for i := at + 1; ; i++ {
		n := bytes.IndexByte(text[min(i, len(text)):], '"')
		if n < 0 {
			return len(text)
		}
		i += n
		from := i
		for from-1 > at && text[from-1] == '\\' {
			from--
		}
		if (i-from)%2 == 0 { // no backslash of its own before the quote
			return i
		}
	}
}

// line begins a line on a level.
func line(out []byte, level int) []byte {
	n := 1 + 2*level
	out = append(out, margin[:min(n, len(margin))]...)
	for n -= len(margin); n > 0; n -= len(margin) - 1 {
		out = append(out, margin[1:min(n+1, len(margin))]...)
	}
	return out
}
