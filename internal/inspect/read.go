package inspect

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/allow"
)

// Content is what one page offers and names.
type Content struct {
	IDs   []string // places that fragments may name, sorted: ids, and names of <a>
	Twice []string // ids that stand on more than one element, sorted
	Refs  []Ref    // in reading order
}

// Ref is one address that a page names.
type Ref struct {
	Element, Attribute string
	Address            string // decoded, not resolved
}

// Offers reports whether a fragment, decoded, names a place of the page. The
// empty fragment and top are the start of every page (HTML, section 7.4.6.4).
func (p *Content) Offers(fragment string) bool {
	if fragment == "" || strings.EqualFold(fragment, "top") {
		return true
	}
	_, found := slices.BinarySearch(p.IDs, fragment)
	return found
}

// Read reads a page.
func Read(data []byte) Content { return read(data, nil, nil) }

// read reads a page without the addresses that skip tells, and those of its own
// places that it offers. With a nil skip it reads all. Lines may be known, which then
// were read with the same skip, or one that told less.
func read(data []byte, skip func(address []byte) bool, known *lines) Content {
	if p, plain := scan(data, skip, known); plain {
		return p
	}
	return tokenise(data)
}

// scan reads a page that is written plainly. It reports false for any other page,
// which the tokenizer of HTML has to read. skip tells addresses that need no
// noting, beside those of its own places that the page offers; with a nil skip all
// are noted, and no line may be known.
func scan(data []byte, skip func(address []byte) bool, known *lines) (Content, bool) {
	if bytes.IndexByte(data, 0) >= 0 {
		return Content{}, false
	}
	s := scanner{data: data}
	n := idle.Get().(*notes)
	*n = notes{skip: skip, text: n.text[:0], ids: n.ids[:0], names: n.names[:0], places: n.places[:0], own: n.own[:0]}
	defer func() {
		n.skip, n.page = nil, Content{}
		idle.Put(n)
	}()
	var now line
	for {
		i := bytes.IndexByte(data[s.at:], '<')
		if i < 0 || s.at+i+1 >= len(data) {
			return n.content(), true
		}
		if now.text != nil && s.at+i > now.end {
			if s.at <= now.end && n.noted() == now.noted {
				known.pass(&now)
			}
			now.text = nil
		}
		if s.at += i; known != nil && s.at > 0 && data[s.at-1] == '\n' {
			var again bool
			if now, again = known.begin(data, s.at); again {
				s.at = now.end
				continue
			}
			now.noted = n.noted()
		}
		s.at++
		plain := true
		switch c := data[s.at]; {
		case is(c, isLower|isUpper):
			plain = c == 's' && s.span() || s.lone() || s.tag(n)
		case c == '/':
			plain = s.pass()
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

// tag reads a start tag, and notes what it offers and names.
func (s *scanner) tag(n *notes) bool {
	name := s.element()
	means := meaningOf(name)
	element := ""
	if means&names != 0 {
		element = elementName(name)
	}
	if _, plain := s.attributes(wanted(name, means)); !plain {
		return false
	}
	for _, a := range s.attrs {
		n.note(element, a.slot, decoded(a.value))
	}
	return means&raw == 0 || s.content(name)
}

// notes are what a page offers and names, as far as it was read.
type notes struct {
	page       Content
	skip       func([]byte) bool
	text       []byte // of ids and names
	ids, names [][2]int
	places     []byte // addresses of places of the page itself
	own        []ownPlace
}

// ownPlace is an address of a place of the page itself, which is seldom one that
// the page does not offer, and is noted then.
type ownPlace struct {
	at      [2]int // in places
	ref     Ref    // without the address
	earlier int    // how many addresses are before it
}

// idle are notes that are not in use. What one keeps is room.
var idle = sync.Pool{New: func() any { return &notes{} }}

// note notes an attribute.
func (n *notes) note(element string, slot int, value []byte) {
	switch slot {
	case slotID, slotName:
		if len(value) == 0 {
			return
		}
		n.text = append(n.text, value...)
		at := [2]int{len(n.text) - len(value), len(n.text)}
		if slot == slotID {
			n.ids = append(n.ids, at)
		} else {
			n.names = append(n.names, at)
		}
	case slotHref, slotSrc:
		address := bytes.TrimSpace(value)
		if n.skip == nil {
			n.page.refer(element, noted[slot], value)
		} else if _, ok := plainPlace(address); ok && element != "" {
			n.places = append(n.places, address...)
			n.own = append(n.own, ownPlace{[2]int{len(n.places) - len(address), len(n.places)}, Ref{Element: element, Attribute: noted[slot]}, len(n.page.Refs)})
		} else if !n.skip(address) {
			n.page.refer(element, noted[slot], value)
		}
	default:
		n.page.refer(element, noted[slot], value)
	}
}

// noted returns how much was noted.
func (n *notes) noted() int { return len(n.text) + len(n.own) + len(n.page.Refs) }

// content returns what was noted. All ids share one text.
func (n *notes) content() Content {
	text := string(n.text)
	all := make([]string, 0, len(n.ids)+len(n.names))
	for _, places := range [][][2]int{n.ids, n.names} {
		for _, p := range places {
			all = append(all, text[p[0]:p[1]])
		}
	}
	n.page.settle(all[:len(n.ids)], all[len(n.ids):])
	added := 0
	for _, o := range n.own {
		address := n.places[o.at[0]:o.at[1]]
		if place, _ := plainPlace(address); !n.page.Offers(string(place)) {
			o.ref.Address = string(address)
			n.page.Refs = slices.Insert(n.page.Refs, o.earlier+added, o.ref)
			added++
		}
	}
	return n.page
}

// tokenise reads a page as a browser does, whatever stands on it.
func tokenise(data []byte) Content {
	var p Content
	ids, names := []string{}, []string{}
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.settle(ids, names)
			return p
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if !more {
				continue
			}
			element := elementName(name)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				switch {
				case string(key) == "id" && len(value) > 0:
					ids = append(ids, string(value))
				case string(key) == "name" && element == "a" && len(value) > 0:
					names = append(names, string(value))
				default:
					p.refer(element, string(key), value)
				}
			}
		}
	}
}

// settle sorts the ids and tells those that stand twice.
func (p *Content) settle(ids, names []string) {
	slices.Sort(ids)
	for i := 1; i < len(ids); i++ {
		if ids[i] == ids[i-1] && (len(p.Twice) == 0 || p.Twice[len(p.Twice)-1] != ids[i]) {
			p.Twice = append(p.Twice, ids[i])
		}
	}
	ids = append(ids, names...)
	slices.Sort(ids)
	p.IDs = slices.Clip(slices.Compact(ids))
}

// known are the elements that name addresses, so that their names are not made
// anew for each tag.
var known = []string{"a", "area", "audio", "blockquote", "button", "embed", "form", "iframe", "image", "img", "input", "link", "meta", "object", "script", "source", "track", "use", "video"}

// elementName returns the name of an element that may name an address, or "".
func elementName(name []byte) string {
	for _, k := range known {
		if k == string(name) {
			return k
		}
	}
	return ""
}

// refer notes the addresses of an attribute.
func (p *Content) refer(element, key string, value []byte) {
	if element == "" {
		return
	}
	switch key {
	case "href", "src", "poster", "action", "formaction", "data", "xlink:href", "cite":
		if key == "data" && element != "object" {
			return
		}
		p.Refs = append(p.Refs, Ref{element, key, strings.TrimSpace(string(value))})
	case "srcset", "imagesrcset":
		for _, picture := range allow.SourceSet(string(value)) {
			p.Refs = append(p.Refs, Ref{element, key, picture.URL})
		}
	case "content":
		if element == "meta" {
			if address, ok := refreshed(string(value)); ok {
				p.Refs = append(p.Refs, Ref{element, "content", address})
			}
		}
	}
}

// refreshed returns the address of a refresh: "0; url=/there/".
func refreshed(content string) (string, bool) {
	_, rest, ok := strings.Cut(content, ";")
	rest = strings.TrimSpace(rest)
	if !ok || len(rest) < 4 || !strings.EqualFold(rest[:4], "url=") {
		return "", false
	}
	return strings.Trim(rest[4:], `'" `), true
}
