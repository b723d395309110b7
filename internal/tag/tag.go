// Package tag reads tags as they are written: their names and attributes, and
// how they stand on a line.
//
// What a name means and what an attribute may hold is not decided here, and
// expressions in braces stay unread.
package tag

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/excerpt"
)

// Head is the beginning of a tag: "<Name" or "</Name".
type Head struct {
	Name    string // "" is a fragment
	Closing bool
	N       int // bytes read
}

// ScanHead reads the beginning of a tag, if b starts with one. "<" followed by
// anything but a name, "/" or ">" is text.
func ScanHead(b []byte) (Head, bool) {
	var h Head
	i := 1
	if i < len(b) && b[i] == '/' {
		h.Closing = true
		i++
	}
	if i >= len(b) {
		return h, false
	}
	if b[i] == '>' {
		h.N = i
		return h, true
	}
	start := i
	for {
		if i >= len(b) || !excerpt.IsLetter(b[i]) {
			return h, false
		}
		for i < len(b) && excerpt.IsNameByte(b[i]) {
			i++
		}
		if i+1 < len(b) && (b[i] == '.' || b[i] == ':') && excerpt.IsLetter(b[i+1]) {
			i++
			continue
		}
		break
	}
	h.Name, h.N = string(b[start:i]), i
	return h, true
}

// Form says how an attribute is written.
type Form int

// The forms of an attribute.
const (
	Flag   Form = iota // name
	Quoted             // name="text"
	Braced             // name={expression}
	Spread             // {...expression}
)

// Attr is one attribute as written.
type Attr struct {
	Form     Form
	Name     string
	Text     string          // of Quoted, with character references resolved
	Expr     excerpt.Excerpt // of Braced and Spread, without the braces
	At, Stop int             // the whole attribute, in the page
	From, To int             // the value, in the page; the name where there is none
}

// Tag is one tag as written.
type Tag struct {
	Name     string // "" is a fragment
	Closing  bool
	Void     bool // "/>", or an element that never has content
	Broken   bool // malformed, and reported
	Attrs    []Attr
	From, To int             // in the page
	Raw      excerpt.Excerpt // the whole tag
}

// Attr returns the attribute with a name, or nil.
func (t *Tag) Attr(name string) *Attr {
	for i := range t.Attrs {
		if t.Attrs[i].Name == name {
			return &t.Attrs[i]
		}
	}
	return nil
}

// Label returns the tag for messages: <Name>.
func (t *Tag) Label() string { return "<" + t.Name + ">" }

// Fault is a mistake inside a tag.
type Fault struct {
	From, To int
	Message  string
}

// Parse reads a whole tag, from "<" to ">".
func Parse(ex excerpt.Excerpt) (*Tag, *Fault) {
	h, ok := ScanHead(ex.Text)
	if !ok {
		return nil, &Fault{ex.Off(0), ex.End(len(ex.Text)), "not a tag"}
	}
	t := &Tag{Name: h.Name, Closing: h.Closing, From: ex.Off(0), To: ex.End(len(ex.Text)), Raw: ex}
	b := ex.Text[:len(ex.Text)-1]
	if bytes.HasSuffix(b, []byte("/")) && !h.Closing && len(b) > h.N && !bareTail(b[:len(b)-1]) {
		t.Void, b = true, b[:len(b)-1]
	}
	if IsVoid(h.Name) {
		t.Void = true
	}
	i := h.N
	for {
		for i < len(b) && excerpt.IsSpace(b[i]) {
			i++
		}
		if i >= len(b) {
			return t, nil
		}
		a, n, fault := parseAttr(ex, b, i)
		if fault != nil {
			return nil, fault
		}
		if first := t.Attr(a.Name); first != nil && a.Form != Spread && a.Name != "" {
			return nil, &Fault{a.At, a.Stop, fmt.Sprintf("attribute %s stands twice in %s", a.Name, t.Label())}
		}
		if a.Form != Spread || len(a.Expr.Text) > 0 {
			t.Attrs = append(t.Attrs, a)
		}
		i = n
	}
}

// bareTail reports whether b ends inside a value without quotes.
func bareTail(b []byte) bool {
	i := len(b)
	for i > 0 && !excerpt.IsSpace(b[i-1]) && b[i-1] != '=' && b[i-1] != '"' && b[i-1] != '\'' && b[i-1] != '}' {
		i--
	}
	return i > 0 && b[i-1] == '=' && i < len(b)
}

// parseAttr reads the attribute at b[i:]; a comment in braces gives an empty
// spread.
func parseAttr(ex excerpt.Excerpt, b []byte, i int) (Attr, int, *Fault) {
	start := i
	if b[i] == '{' {
		n, p := excerpt.BraceExtent().Feed(b[i+1:])
		if p != excerpt.Finished {
			return Attr{}, 0, &Fault{ex.Off(i), ex.Off(i) + 1, "{ is never closed in this tag"}
		}
		inner := bytes.TrimSpace(b[i+1 : i+n])
		a := Attr{Form: Spread, At: ex.Off(i), Stop: ex.End(i + 1 + n), From: ex.Off(i), To: ex.End(i + 1 + n)}
		if bytes.HasPrefix(inner, []byte("...")) {
			a.Expr = ex.Sub(i+1, i+n)
		} else if !excerpt.IsRemark(inner) {
			return Attr{}, 0, &Fault{a.At, a.Stop, "expected an attribute name before the value in braces"}
		}
		return a, i + 1 + n, nil
	}
	for i < len(b) && (excerpt.IsLetter(b[i]) || b[i] == ':' || i > start && (excerpt.IsNameByte(b[i]) || b[i] == '.')) {
		i++
	}
	a := Attr{Name: string(b[start:i]), At: ex.Off(start), Stop: ex.End(i), From: ex.Off(start), To: ex.End(i)}
	if i == start {
		return Attr{}, 0, &Fault{ex.Off(i), ex.Off(i) + 1, fmt.Sprintf("expected an attribute name, found %q", b[i:i+1])}
	}
	j := i
	for j < len(b) && excerpt.IsSpace(b[j]) {
		j++
	}
	if j >= len(b) || b[j] != '=' {
		return a, i, nil
	}
	j++
	for j < len(b) && excerpt.IsSpace(b[j]) {
		j++
	}
	return parseAttrValue(ex, b, j, a)
}

func parseAttrValue(ex excerpt.Excerpt, b []byte, j int, a Attr) (Attr, int, *Fault) {
	if j >= len(b) {
		return a, 0, &Fault{a.At, a.Stop, fmt.Sprintf("attribute %s has no value after =", a.Name)}
	}
	switch c := b[j]; c {
	case '"', '\'':
		n := bytes.IndexByte(b[j+1:], c)
		if n < 0 {
			return a, 0, &Fault{ex.Off(j), ex.Off(j) + 1, "the quote is never closed"}
		}
		a.Form, a.Text = Quoted, html.UnescapeString(string(b[j+1:j+1+n]))
		a.From, a.To = ex.Off(j+1), ex.End(j+1+n)
		if n == 0 {
			a.To = a.From
		}
		a.Stop = ex.End(j + n + 2)
		return a, j + n + 2, nil
	case '{':
		n, p := excerpt.BraceExtent().Feed(b[j+1:])
		if p != excerpt.Finished {
			return a, 0, &Fault{ex.Off(j), ex.Off(j) + 1, "{ is never closed in this tag"}
		}
		a.Form, a.Expr = Braced, ex.Sub(j+1, j+n)
		a.From, a.To = ex.Off(j), ex.End(j+1+n)
		a.Stop = a.To
		return a, j + 1 + n, nil
	}
	n := j
	for n < len(b) && !excerpt.IsSpace(b[n]) {
		n++
	}
	a.Form, a.Text = Quoted, html.UnescapeString(string(b[j:n]))
	a.From, a.To = ex.Off(j), ex.End(n)
	a.Stop = a.To
	return a, n, nil
}

// IsVoid reports whether a name is one of an HTML element that never has
// content, in small or in capital letters: <Link> is a component.
func IsVoid(name string) bool {
	return allow.IsVoid(name) || name == strings.ToUpper(name) && allow.IsVoid(strings.ToLower(name))
}

// IsComponent reports whether a name is one of a component by its form: a
// capital first letter, or a member.
func IsComponent(name string) bool {
	return name != "" && (name[0] >= 'A' && name[0] <= 'Z' || strings.Contains(name, "."))
}
