package stencil

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// printed writes the value of an expression.
type printed struct {
	x expression
	m *member // that x is, or nil
	w *writer
}

func (p *printed) run(s *state, dot reflect.Value) signal {
	if p.m == nil || p.m.text == nil {
		p.w.value(s, p.x.eval(s, dot))
		return onward
	}
	v, a, final := p.m.reach(s, dot)
	if !a.gives {
		p.w.value(s, p.m.value(s, v, a, dot, final))
		return onward
	}
	text := p.m.said(s, v, a, dot, final)
	if p.w.place != elsewhere && p.w.text(s, text) {
		return onward
	}
	if p.w.slow(s, text) != nil {
		quit()
	}
	return onward
}

// writer writes values at one kind of place. Plain text of which every byte is
// known to be written as it is, or to be escaped, is written at once; of all
// else the printer knows.
type writer struct {
	set   *Set
	place place
	slow  Printer
}

// place is what a value is written into.
type place int

const (
	elsewhere place = iota
	content         // text of HTML: markup stays
	quoted          // text, or the value of an attribute in quotes: markup is not known here
	address         // a URL in quotes
	fragment        // a part of a URL in quotes, behind its path
)

// The escapers of html/template.
const (
	inText      = "_html_template_htmlescaper"
	inAttribute = "_html_template_attrescaper"
	inTitle     = "_html_template_rcdataescaper"
	allowed     = "_html_template_urlfilter"
	normal      = "_html_template_urlnormalizer"
	percent     = "_html_template_urlescaper"
)

// places are the places by the escapers of their pipelines.
var places = map[string]place{
	inText: content, inAttribute: quoted, inTitle: quoted, allowed + " " + normal + " " + inAttribute: address,
	percent + " " + inAttribute: fragment,
}

// writer returns how values are written behind escapers.
func (c *compiler) writer(escapers []string) *writer {
	slow := c.set.Print(escapers)
	if slow == nil {
		quit()
	}
	return &writer{set: c.set, place: places[strings.Join(escapers, " ")], slow: slow}
}

// value writes a value.
func (w *writer) value(s *state, v reflect.Value) {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.IsValid() && w.place != elsewhere {
		switch t := v.Type(); {
		case t == textType || v.Kind() == reflect.String && w.plain(t):
			if w.text(s, v.String()) {
				return
			}
		case v.CanInt() && w.plain(t) && (w.place == content || w.place == quoted):
			s.out = strconv.AppendInt(s.out, v.Int(), 10)
			return
		case t == w.set.Raw && w.place == content:
			s.text(v.String())
			return
		}
	}
	if w.slow(s, plain(v)) != nil {
		quit()
	}
}

var (
	stringer = reflect.TypeFor[fmt.Stringer]()
	failure  = reflect.TypeFor[error]()
)

// plain reports whether values of a type read as what they are made of.
func (w *writer) plain(t reflect.Type) bool {
	return !w.set.Markup[t] && !t.Implements(stringer) && !t.Implements(failure)
}

// text writes plain text, unless it takes more than is known here.
func (w *writer) text(s *state, text string) bool {
	switch {
	case w.place == address && !ordinary(text), w.place == fragment && !unreserved(text):
		return false
	case w.place == address || w.place == fragment:
		s.text(text)
		return true
	}
	from := 0
	for i := range len(text) {
		said := escapes[text[i]]
		if said == "" {
			continue
		}
		s.out = append(s.out, text[from:i]...)
		s.out = append(s.out, said...)
		from = i + 1
	}
	s.text(text[from:])
	return true
}

// escapes are the bytes that mean something in HTML, as html/template writes
// them.
var escapes = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// ordinary reports whether an address is written as it is: without a scheme, or
// with one that html/template lets pass, and of bytes that mean nothing in an
// attribute and need no percent sign.
func ordinary(address string) bool {
	for i := range len(address) {
		if !harmless[address[i]] {
			return false
		}
	}
	scheme, _, ok := strings.Cut(address, ":")
	return !ok || strings.Contains(scheme, "/") || scheme == "https" || scheme == "http" || scheme == "mailto"
}

// unreserved reports whether a text may stand anywhere in an address as it is
// (RFC 3986, section 2.3).
func unreserved(text string) bool {
	for i := range len(text) {
		if c := text[i]; !harmless[c] || strings.IndexByte("!#$*,/:;=?@[]", c) >= 0 {
			return false
		}
	}
	return true
}

// harmless are the bytes of an address that stay as they are.
var harmless = func() (out [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!#$*,/:;=?@[]") {
		out[c] = true
	}
	return out
}()
