package inspect

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// scan reads a page that is written plainly, as templates and the Markdown of
// authors come out: attributes in double quotes, tags closed, nothing odd in
// comments and scripts. It reports false for any other page, which the tokenizer
// of HTML has to read. skip tells addresses that need no noting; it may be nil.
func scan(data []byte, skip func(address []byte) bool) (Content, bool) {
	s := scanner{data: data, skip: skip, ids: []string{}, names: []string{}}
	if bytes.IndexByte(data, 0) >= 0 {
		return Content{}, false
	}
	for {
		i := bytes.IndexByte(data[s.at:], '<')
		if i < 0 || s.at+i+1 >= len(data) {
			s.page.settle(s.ids, s.names)
			return s.page, true
		}
		s.at += i + 1
		plain := true
		switch c := data[s.at]; {
		case isLetter(c):
			plain = s.tag()
		case c == '/':
			plain = s.end()
		case c == '!':
			plain = s.declaration()
		case c == '?':
			plain = false
		}
		if !plain {
			return Content{}, false
		}
	}
}

// scanner is how far a page was scanned.
type scanner struct {
	data       []byte
	at         int // behind the "<" that is looked at
	skip       func([]byte) bool
	page       Content
	ids, names []string
}

// raw are the elements whose content is no markup, by name.
var raw = map[string]bool{
	"iframe": true, "noembed": true, "noframes": true, "noscript": true, "plaintext": true, "script": true, "style": true, "textarea": true, "title": true, "xmp": true,
}

// longest is how long a name may be that means something here.
const longest = 16

// tag reads a start tag.
func (s *scanner) tag() bool {
	var room [longest]byte
	name := s.name(&room, func(c byte) bool { return !isSpace(c) && c != '/' && c != '>' })
	element := elementName(name)
	if !s.attributes(element) {
		return false
	}
	if raw[string(name)] {
		return s.content(name)
	}
	return true
}

// name reads a name and returns it in lower case, or empty where it is too long
// to mean anything.
func (s *scanner) name(room *[longest]byte, in func(byte) bool) []byte {
	from := s.at
	for s.at < len(s.data) && in(s.data[s.at]) {
		s.at++
	}
	text := s.data[from:s.at]
	if len(text) > longest {
		return nil
	}
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		room[i] = c
	}
	return room[:len(text)]
}

// attributes reads the attributes of a start tag, and what closes it.
func (s *scanner) attributes(element string) bool {
	seen := 0 // attributes that were noted, as bits
	for {
		for s.at < len(s.data) && isSpace(s.data[s.at]) {
			s.at++
		}
		if s.at >= len(s.data) {
			return false
		}
		switch c := s.data[s.at]; {
		case c == '>':
			s.at++
			return true
		case c == '/':
			if s.at+1 >= len(s.data) || s.data[s.at+1] != '>' {
				return false
			}
			s.at += 2
			return true
		case !isName(c):
			return false
		}
		var room [longest]byte
		key := s.name(&room, isName)
		value, ok := s.value()
		if !ok {
			return false
		}
		n := slot(key)
		if n < 0 {
			continue
		}
		if seen&(1<<n) != 0 {
			return false
		}
		seen |= 1 << n
		s.note(element, key, decoded(value))
	}
}

// decoded is the value of an attribute with its references to characters
// written out.
func decoded(value []byte) []byte {
	if bytes.IndexByte(value, '&') < 0 && bytes.IndexByte(value, '\r') < 0 {
		return value
	}
	z := html.NewTokenizer(io.MultiReader(strings.NewReader(`<a x="`), bytes.NewReader(value), strings.NewReader(`">`)))
	z.SetMaxBuf(0)
	z.Next()
	_, value, _ = z.TagAttr()
	return value
}

// value reads the value of an attribute, in double quotes; empty where there is
// none.
func (s *scanner) value() ([]byte, bool) {
	if s.at >= len(s.data) {
		return nil, false
	}
	if c := s.data[s.at]; c != '=' {
		return nil, c == '>' || c == '/' || isSpace(c) && s.bare()
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
	return value, s.at < len(s.data) && (isSpace(s.data[s.at]) || s.data[s.at] == '>' || s.data[s.at] == '/')
}

// bare reports whether a name is followed by space and then by no "=".
func (s *scanner) bare() bool {
	rest := bytes.TrimLeft(s.data[s.at:min(len(s.data), s.at+longest)], " \n\r\t\f")
	return len(rest) > 0 && rest[0] != '=' && rest[0] != '/'
}

// attributes that are noted; the first two are places of the page.
var noted = []string{"id", "name", "href", "src", "poster", "action", "formaction", "data", "xlink:href", "cite", "srcset", "imagesrcset", "content"}

// slot returns the number of an attribute that is noted, or -1.
func slot(key []byte) int {
	for i, n := range noted {
		if len(n) == len(key) && string(key) == n {
			return i
		}
	}
	return -1
}

// note notes an attribute.
func (s *scanner) note(element string, key, value []byte) {
	switch {
	case string(key) == "id" && len(value) > 0:
		s.ids = append(s.ids, string(value))
	case string(key) == "name" && element == "a" && len(value) > 0:
		s.names = append(s.names, string(value))
	case s.skip != nil && (string(key) == "href" || string(key) == "src") && s.skip(bytes.TrimSpace(value)):
	default:
		s.page.refer(element, key, value)
	}
}

// end reads an end tag without attributes.
func (s *scanner) end() bool {
	s.at++
	if s.at >= len(s.data) || !isLetter(s.data[s.at]) {
		return false
	}
	for s.at < len(s.data) && isName(s.data[s.at]) {
		s.at++
	}
	if s.at >= len(s.data) || s.data[s.at] != '>' {
		return false
	}
	s.at++
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

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

// isName reports whether a byte may stand in the name of an attribute here.
func isName(c byte) bool {
	return isLetter(c) || '0' <= c && c <= '9' || c == '-' || c == ':' || c == '_' || c == '.'
}
