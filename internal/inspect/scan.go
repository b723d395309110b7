package inspect

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// scanner reads the tags of a page that is written plainly, as templates and the
// Markdown of authors come out: attributes in double quotes, tags closed, nothing
// odd in comments and scripts. What it does not know for certain it reports, and
// the tokenizer of HTML has to read the page.
type scanner struct {
	data []byte
	at   int // behind the "<" that is looked at

	attrs []attribute   // that the last start tag has, of those that were wanted
	name  [longest]byte // room for one
	key   [longest]byte
}

// attribute is one attribute, by its number in noted; its value is not decoded.
type attribute struct {
	slot  int
	value []byte
}

// longest is how long a name may be that means something here.
const longest = 16

// What a byte may be, as bits.
const (
	isUpper = 1 << iota
	isLower
	isSpace
	isDigit
	isName   // stands in the names of attributes, and of elements that are closed
	endsName // of an element
)

// classes are what bytes may be.
var classes = func() (classes [256]uint8) {
	for c := byte('a'); c <= 'z'; c++ {
		classes[c], classes[c-'a'+'A'] = isLower|isName, isUpper|isName
	}
	for _, c := range []byte("-:_.") {
		classes[c] = isName
	}
	for c := byte('0'); c <= '9'; c++ {
		classes[c] = isDigit | isName
	}
	for _, c := range []byte(" \n\r\t\f") {
		classes[c] = isSpace | endsName
	}
	classes['/'], classes['>'] = endsName, endsName
	return classes
}()

func is(c byte, class uint8) bool { return classes[c]&class != 0 }

// element reads the name of a start tag and returns it in lower case, or empty
// where it is too long to mean anything.
func (s *scanner) element() []byte {
	data, at, class := s.data, s.at, uint8(0)
	for ; at < len(data); at++ {
		c := classes[data[at]]
		if c&endsName != 0 {
			break
		}
		class |= c
	}
	name := data[s.at:at]
	s.at = at
	return low(&s.name, name, class)
}

// span passes over the rest of a start tag of the kind that colours code, with a
// class alone. It reports false for any other.
func (s *scanner) span() bool {
	const start = `span class="`
	rest := s.data[s.at:]
	if len(rest) < len(start) || string(rest[:len(start)]) != start {
		return false
	}
	n := len(start) + bytes.IndexByte(rest[len(start):], '"') + 1
	if n == len(start) || n == len(rest) || rest[n] != '>' {
		return false
	}
	s.at += n + 1
	return true
}

// lone passes over a start tag that is a name alone, of an element whose content is
// markup. It reports false for any other.
func (s *scanner) lone() bool {
	data, at := s.data, s.at
	for at < len(data) && is(data[at], isLower|isDigit) {
		at++
	}
	if at >= len(data) || data[at] != '>' || at-s.at >= shortestRaw && meaningOf(data[s.at:at])&raw != 0 {
		return false
	}
	s.at = at + 1
	return true
}

// shortestRaw is the least length of the name of an element whose content is no
// markup: xmp.
const shortestRaw = 3

// low returns a name in lower case, in room where it has capitals; class tells
// which bytes it has.
func low(room *[longest]byte, name []byte, class uint8) []byte {
	switch {
	case len(name) > longest:
		return nil
	case class&isUpper == 0:
		return name
	}
	for i, c := range name {
		if is(c, isUpper) {
			c += 'a' - 'A'
		}
		room[i] = c
	}
	return room[:len(name)]
}

// attributes reads the attributes of a start tag, and what closes it. Those that
// are wanted, as bits, are noted.
func (s *scanner) attributes(wanted uint) (closed, plain bool) {
	s.attrs = s.attrs[:0]
	data, at := s.data, s.at
	for {
		for at < len(data) && is(data[at], isSpace) {
			at++
		}
		if at >= len(data) {
			return false, false
		}
		switch c := data[at]; {
		case c == '>':
			s.at = at + 1
			return false, true
		case c == '/':
			s.at = at + 2
			return true, s.at <= len(data) && data[at+1] == '>'
		}
		from, class := at, uint8(0)
		for ; at < len(data); at++ {
			c := classes[data[at]]
			if c&isName == 0 {
				break
			}
			class |= c
		}
		if from == at {
			return false, false
		}
		key := data[from:at]
		s.at = at
		value, ok := s.value()
		if at = s.at; !ok {
			return false, false
		}
		if wanted == 0 || wanted == 1<<slotID && len(key) != len("id") {
			continue
		}
		if !s.keep(wanted, low(&s.key, key, class), value) {
			return false, false
		}
	}
}

// keep notes an attribute if it is wanted. It reports false for one that stands
// twice.
func (s *scanner) keep(wanted uint, key, value []byte) bool {
	n := slot(key)
	if n < 0 || wanted&(1<<n) == 0 {
		return true
	}
	for _, a := range s.attrs {
		if a.slot == n {
			return false
		}
	}
	s.attrs = append(s.attrs, attribute{n, value})
	return true
}

// value reads the value of an attribute, in double quotes; empty where there is
// none.
func (s *scanner) value() ([]byte, bool) {
	if s.at >= len(s.data) {
		return nil, false
	}
	if c := s.data[s.at]; c != '=' {
		return nil, c == '>' || c == '/' || is(c, isSpace) && s.bare()
	}
	if s.at+1 >= len(s.data) || s.data[s.at+1] != '"' {
		return nil, false
	}
	s.at += 2
	n := bytes.IndexByte(s.data[s.at:], '"')
	if n < 0 {
		return nil, false
	}
	value := s.data[s.at : s.at+n]
	s.at += n + 1
	return value, s.at < len(s.data) && is(s.data[s.at], endsName)
}

// bare reports whether a name is followed by space and then by no "=".
func (s *scanner) bare() bool {
	rest := bytes.TrimLeft(s.data[s.at:min(len(s.data), s.at+longest)], " \n\r\t\f")
	return len(rest) > 0 && rest[0] != '=' && rest[0] != '/'
}

// end reads an end tag without attributes, and returns its name as element does.
func (s *scanner) end() (name []byte, plain bool) {
	from := s.at + 1
	if !s.pass() {
		return nil, false
	}
	name = s.data[from : s.at-1]
	class := uint8(0)
	for _, c := range name {
		class |= classes[c]
	}
	return low(&s.name, name, class), true
}

// pass passes over an end tag without attributes. It reports false for any other.
func (s *scanner) pass() bool {
	data, at := s.data, s.at+1
	if at >= len(data) || !is(data[at], isLower|isUpper) {
		return false
	}
	for at < len(data) && is(data[at], isName) {
		at++
	}
	if at >= len(data) || data[at] != '>' {
		return false
	}
	s.at = at + 1
	return true
}

// declaration reads a comment, or the type of the document.
func (s *scanner) declaration() bool {
	rest := s.data[s.at+1:]
	if len(rest) >= 7 && bytes.EqualFold(rest[:7], []byte("doctype")) {
		n := bytes.IndexByte(rest, '>')
		s.at += n + 2
		return n >= 0
	}
	inner, ok := bytes.CutPrefix(rest, []byte("--"))
	n := bytes.Index(inner, []byte("--"))
	if !ok || n < 1 || inner[0] == '>' || inner[0] == '-' || n+2 >= len(inner) || inner[n+2] != '>' {
		return false
	}
	s.at += 1 + 2 + n + 3
	return true
}

// content passes over what is no markup, up to the end tag of the element.
func (s *scanner) content(name []byte) bool {
	n := bytes.Index(s.data[s.at:], []byte("</"))
	if n < 0 || string(name) == "plaintext" {
		return false
	}
	inner, rest := s.data[s.at:s.at+n], s.data[s.at+n+2:]
	if !bytes.HasPrefix(rest, name) || len(rest) == len(name) || rest[len(name)] != '>' || bytes.Contains(inner, []byte("<!--")) {
		return false
	}
	s.at += n
	return true
}

// decoded is the value of an attribute with its references to characters
// written out.
func decoded(value []byte) []byte {
	if bytes.IndexByte(value, '&') < 0 && bytes.IndexByte(value, '\r') < 0 {
		return value
	}
	if out, plain := written(value); plain {
		return out
	}
	z := html.NewTokenizer(io.MultiReader(strings.NewReader(`<a x="`), bytes.NewReader(value), strings.NewReader(`">`)))
	z.SetMaxBuf(0)
	z.Next()
	_, value, _ = z.TagAttr()
	return value
}

// written writes the references out of a value that has none but those that
// templates and renderers write.
func written(value []byte) ([]byte, bool) {
	out := make([]byte, 0, len(value))
	for i := 0; i < len(value); i++ {
		switch c := value[i]; c {
		case '&':
			r, n := reference(value[i:])
			if n == 0 {
				return nil, false
			}
			out = append(out, r)
			i += n - 1
		case '\r':
			return nil, false
		default:
			out = append(out, c)
		}
	}
	return out, true
}

// reference reads the reference to a character that a text starts with, and its
// length: 0 for one that is seldom written.
func reference(text []byte) (c byte, n int) {
	for _, known := range references {
		if len(text) >= len(known.written) && string(text[:len(known.written)]) == known.written {
			return known.c, len(known.written)
		}
	}
	return 0, 0
}

var references = []struct {
	written string
	c       byte
}{{"&quot;", '"'}, {"&amp;", '&'}, {"&#34;", '"'}, {"&#39;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}, {"&#43;", '+'}}
