package markup

import (
	"bytes"
	"fmt"
	"html"
	"strings"
)

// head is the beginning of a tag: "<Name" or "</Name".
type head struct {
	name    string // "" is a fragment
	closing bool
	n       int // bytes read
}

// scanHead reads the beginning of a tag, if b starts with one. "<" followed by
// anything but a name, "/" or ">" is text.
func scanHead(b []byte) (head, bool) {
	var h head
	i := 1
	if i < len(b) && b[i] == '/' {
		h.closing = true
		i++
	}
	if i >= len(b) {
		return h, false
	}
	if b[i] == '>' {
		h.n = i
		return h, true
	}
	start := i
	for {
		if i >= len(b) || !isLetter(b[i]) {
			return h, false
		}
		for i < len(b) && isNameByte(b[i]) {
			i++
		}
		if i+1 < len(b) && (b[i] == '.' || b[i] == ':') && isLetter(b[i+1]) {
			i++
			continue
		}
		break
	}
	h.name, h.n = string(b[start:i]), i
	return h, true
}

// attrKind says how an attribute is written.
type attrKind int

const (
	attrFlag   attrKind = iota // name
	attrString                 // name="text"
	attrExpr                   // name={expression}
	attrSpread                 // {...expression}
)

// attr is one attribute as written.
type attr struct {
	kind     attrKind
	name     string
	text     string  // of attrString, with character references resolved
	expr     excerpt // of attrExpr and attrSpread, without the braces
	at, stop int     // the whole attribute, in the page
	from, to int     // the value, in the page; the name where there is none
}

// tag is one tag as written.
type tag struct {
	name     string
	closing  bool
	void     bool // "/>", or an element that never has content
	broken   bool // malformed, and reported
	attrs    []attr
	from, to int     // in the page
	raw      excerpt // the whole tag
}

// attr returns the attribute with a name, or nil.
func (t *tag) attr(name string) *attr {
	for i := range t.attrs {
		if t.attrs[i].name == name {
			return &t.attrs[i]
		}
	}
	return nil
}

// label returns the tag for messages: <Name>.
func (t *tag) label() string { return "<" + t.name + ">" }

// tagFault is a mistake inside a tag.
type tagFault struct {
	from, to int
	message  string
}

// parseTag reads a whole tag, from "<" to ">".
func parseTag(ex excerpt) (*tag, *tagFault) {
	h, ok := scanHead(ex.text)
	if !ok {
		return nil, &tagFault{ex.off(0), ex.end(len(ex.text)), "not a tag"}
	}
	t := &tag{name: h.name, closing: h.closing, from: ex.off(0), to: ex.end(len(ex.text)), raw: ex}
	b := ex.text[:len(ex.text)-1]
	if bytes.HasSuffix(b, []byte("/")) && !h.closing && len(b) > h.n && !bareTail(b[:len(b)-1]) {
		t.void, b = true, b[:len(b)-1]
	}
	if isVoid(h.name) {
		t.void = true
	}
	i := h.n
	for {
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i >= len(b) {
			return t, nil
		}
		a, n, fault := parseAttr(ex, b, i)
		if fault != nil {
			return nil, fault
		}
		if first := t.attr(a.name); first != nil && a.kind != attrSpread && a.name != "" {
			return nil, &tagFault{a.at, a.stop, fmt.Sprintf("attribute %s stands twice in %s", a.name, t.label())}
		}
		if a.kind != attrSpread || len(a.expr.text) > 0 {
			t.attrs = append(t.attrs, a)
		}
		i = n
	}
}

// bareTail reports whether b ends inside a value without quotes.
func bareTail(b []byte) bool {
	i := len(b)
	for i > 0 && !isSpace(b[i-1]) && b[i-1] != '=' && b[i-1] != '"' && b[i-1] != '\'' && b[i-1] != '}' {
		i--
	}
	return i > 0 && b[i-1] == '=' && i < len(b)
}

// parseAttr reads the attribute at b[i:]; a comment in braces gives an empty
// spread.
func parseAttr(ex excerpt, b []byte, i int) (attr, int, *tagFault) {
	start := i
	if b[i] == '{' {
		n, p := braceExtent().feed(b[i+1:])
		if p != finished {
			return attr{}, 0, &tagFault{ex.off(i), ex.off(i) + 1, "{ is never closed in this tag"}
		}
		inner := bytes.TrimSpace(b[i+1 : i+n])
		a := attr{kind: attrSpread, at: ex.off(i), stop: ex.end(i + 1 + n), from: ex.off(i), to: ex.end(i + 1 + n)}
		if bytes.HasPrefix(inner, []byte("...")) {
			a.expr = ex.sub(i+1, i+n)
		} else if !isRemark(inner) {
			return attr{}, 0, &tagFault{a.at, a.stop, "expected an attribute name before the value in braces"}
		}
		return a, i + 1 + n, nil
	}
	for i < len(b) && (isLetter(b[i]) || b[i] == ':' || i > start && (isNameByte(b[i]) || b[i] == '.')) {
		i++
	}
	a := attr{name: string(b[start:i]), at: ex.off(start), stop: ex.end(i), from: ex.off(start), to: ex.end(i)}
	if i == start {
		return attr{}, 0, &tagFault{ex.off(i), ex.off(i) + 1, fmt.Sprintf("expected an attribute name, found %q", b[i:i+1])}
	}
	j := i
	for j < len(b) && isSpace(b[j]) {
		j++
	}
	if j >= len(b) || b[j] != '=' {
		return a, i, nil
	}
	j++
	for j < len(b) && isSpace(b[j]) {
		j++
	}
	return parseAttrValue(ex, b, j, a)
}

func parseAttrValue(ex excerpt, b []byte, j int, a attr) (attr, int, *tagFault) {
	if j >= len(b) {
		return a, 0, &tagFault{a.at, a.stop, fmt.Sprintf("attribute %s has no value after =", a.name)}
	}
	switch c := b[j]; c {
	case '"', '\'':
		n := bytes.IndexByte(b[j+1:], c)
		if n < 0 {
			return a, 0, &tagFault{ex.off(j), ex.off(j) + 1, "the quote is never closed"}
		}
		a.kind, a.text = attrString, html.UnescapeString(string(b[j+1:j+1+n]))
		a.from, a.to = ex.off(j+1), ex.end(j+1+n)
		if n == 0 {
			a.to = a.from
		}
		a.stop = ex.end(j + n + 2)
		return a, j + n + 2, nil
	case '{':
		n, p := braceExtent().feed(b[j+1:])
		if p != finished {
			return a, 0, &tagFault{ex.off(j), ex.off(j) + 1, "{ is never closed in this tag"}
		}
		a.kind, a.expr = attrExpr, ex.sub(j+1, j+n)
		a.from, a.to = ex.off(j), ex.end(j+1+n)
		a.stop = a.to
		return a, j + 1 + n, nil
	}
	n := j
	for n < len(b) && !isSpace(b[n]) {
		n++
	}
	a.kind, a.text = attrString, html.UnescapeString(string(b[j:n]))
	a.from, a.to = ex.off(j), ex.end(n)
	a.stop = a.to
	return a, n, nil
}

// isComponentName reports whether a name is one of a component by its form: a
// capital first letter, or a member.
func isComponentName(name string) bool {
	return name != "" && (name[0] >= 'A' && name[0] <= 'Z' || strings.Contains(name, "."))
}
