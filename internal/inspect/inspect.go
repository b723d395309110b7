// Package inspect reads finished pages as a browser does, and reports what
// leads nowhere on them: addresses that no file of the output has, fragments
// that no place of a page has, ids that stand twice.
//
// It changes no page, and asks no other host.
package inspect

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// Portal is what the pages of one output share.
type Portal struct {
	Routes *route.Map
	Old    map[string]string      // page at an old address -> route that it sends to
	Menu   map[string]source.Span // address as it stands on a page -> where the menu has it
	Known  map[string]bool        // addresses as they stand on a page that were found broken already
	// Written finds a text in the templates of the theme.
	Written func(text string) (source.Span, bool)
	Root    string // address of the portal's root on a page, such as /portal/
	// Faulty says that the site has errors already: what its pages lack may follow
	// from them, and only the links that authors wrote are checked.
	Faulty bool

	fine  fine
	lines lines
}

// Page is one finished page.
type Page struct {
	Path    string                              // of its file
	Sources []string                            // paths below the site that it was made from
	Place   func(id string) (source.Span, bool) // of an id that its author wrote; nil: none wrote it
	Links   []Link                              // that its author wrote, to fragments
	Content *Content                            // nil for a file that is not a page
}

// Link is a link to a place in a page, as an author wrote it.
type Link struct {
	Span        source.Span
	Destination string
	File        string // path of the output that it leads to
	Fragment    string // decoded
}

// Read reads what the file at a path offers and names; nil for one that is not
// a page. Addresses that are all right whatever the other pages hold are
// forgotten at once, so that a portal of many pages stays small in memory.
func (p *Portal) Read(path string, data []byte) *Content {
	if !strings.HasSuffix(path, ".html") {
		return nil
	}
	known := p.fine.known()
	page := read(data, func(address []byte) bool { return known[string(address)] }, &p.lines)
	var kept []Ref // most are forgotten: without their room
	var passed []string
	var seen map[string]bool
	if len(page.Refs) > 0 {
		seen = make(map[string]bool, len(page.Refs))
	}
	for _, ref := range page.Refs {
		if place, ok := plainPlace(ref.Address); seen[ref.Address] || ok && page.Offers(place) {
			continue
		}
		seen[ref.Address] = true
		to := p.Routes.Browse(path, ref.Address)
		if to.Fault == "" && to.Fragment == "" && strings.HasPrefix(ref.Address, "/") {
			passed = append(passed, ref.Address)
		}
		if to.Fault != "" || to.Fragment != "" && to.File != "" && (to.File != path || !page.Offers(to.Fragment)) {
			kept = append(kept, ref)
		}
	}
	page.Refs = slices.Clip(kept)
	p.fine.pass(passed)
	return &page
}

// plainPlace returns the place of its own page that an address leads to, if it is
// written as ids of headings are.
func plainPlace[T string | []byte](address T) (place T, ok bool) {
	if len(address) == 0 || address[0] != '#' {
		return address, false
	}
	place = address[1:]
	for i := range len(place) {
		if !is(place[i], isName) {
			return place, false
		}
	}
	return place, true
}

// Check reports the fragments that authors wrote and no page offers; then what
// pages name and no file of the output is, and ids that stand twice: mistakes
// of templates, and of what pages compute. Other links of authors are not its
// matter. The order of pages decides which of many is named.
func (p *Portal) Check(slots []Page) diag.List {
	pages := make(map[string]*Content, len(slots))
	for _, m := range slots {
		if m.Content != nil {
			pages[m.Path] = m.Content
		}
	}
	var list diag.List
	found := &findings{Portal: p, places: make(map[string][]source.Span), first: make(map[string]diag.Diagnostic)}
	for _, m := range slots {
		checked := make(map[[2]string]bool, len(m.Links))
		for _, l := range m.Links {
			checked[[2]string{l.File, l.Fragment}] = true
			if d, ok := p.fragmentFault(l.Destination, l.File, l.Fragment, pages); ok {
				d.Span = l.Span
				list.Add(d)
			}
		}
		if m.Content == nil || p.Faulty {
			continue
		}
		for _, ref := range m.Content.Refs {
			if p.Known[ref.Address] {
				continue
			}
			to := p.Routes.Browse(m.Path, ref.Address)
			if to.Fault != "" {
				d := diag.Errorf(diag.LinkBroken, source.Span{}, "the %s %q of the finished page leads nowhere: %s", what(ref), ref.Address, to.Fault)
				d.Hint = to.Hint
				found.note(m, d, ref.Address)
			} else if !checked[[2]string{to.File, to.Fragment}] {
				if d, ok := p.fragmentFault(ref.Address, to.File, to.Fragment, pages); ok {
					found.note(m, d, ref.Address)
				}
			}
		}
		for _, id := range m.Content.Twice {
			if d, ok := p.ownTwice(m, id); ok {
				list.Add(d)
			} else {
				found.note(m, diag.Errorf(diag.IDDuplicate, source.Span{}, "the id %s stands twice on the finished page", id).
					Hinted("two components, or a component and the layout, have it: give one of them another id"), `id="`+id+`"`)
			}
		}
	}
	return append(list, found.list()...)
}

// findings are mistakes of finished pages by message: a mistake of a template
// is on many pages and counts once.
type findings struct {
	*Portal
	first  map[string]diag.Diagnostic
	places map[string][]source.Span
}

// note adds a mistake that a page has. literal is how a template would hold it.
func (f *findings) note(m Page, d diag.Diagnostic, literal string) {
	if _, known := f.first[d.Message]; !known {
		f.first[d.Message] = d
		if at, ok := f.writtenIn(literal); ok {
			f.places[d.Message] = []source.Span{at}
		}
	}
	if at := f.places[d.Message]; len(at) > 0 && at[0].End > 0 {
		return // in a template, or the menu
	}
	place := source.Span{}
	if len(m.Sources) > 0 {
		place = source.NewFile(m.Sources[0], nil).Whole()
	}
	f.places[d.Message] = append(f.places[d.Message], place)
}

// mostPlaces is on how many pages a mistake is shown; one that more pages have
// comes from what they share.
const mostPlaces = 5

// list returns the mistakes in the order of their messages.
func (f *findings) list() diag.List {
	var out diag.List
	for _, message := range slices.Sorted(maps.Keys(f.first)) {
		d, places := f.first[message], f.places[message]
		if len(places) > mostPlaces {
			d.Message += fmt.Sprintf(", here and on %d other pages", len(places)-1)
			places = places[:1]
		}
		for _, d.Span = range places {
			out.Add(d)
		}
	}
	return out
}

// writtenIn finds an address or an attribute of a finished page where it was
// written: in the menu, or in a template.
func (f *findings) writtenIn(literal string) (source.Span, bool) {
	if at, ok := f.Menu[literal]; ok {
		return at, true
	}
	if strings.Contains(literal, `"`) {
		return f.Written(literal)
	}
	for _, text := range []string{literal, "/" + strings.TrimPrefix(literal, f.Root)} {
		if len(text) > 1 {
			if at, ok := f.Written(`"` + text + `"`); ok {
				return at.File.Span(at.Start+1, at.End-1), true
			}
		}
	}
	return source.Span{}, false
}

// what names the kind of an address for messages.
func what(ref Ref) string {
	switch ref.Element {
	case "a", "area":
		return "link"
	case "img":
		return "image"
	case "form", "button", "input":
		return "target of the form"
	}
	return ref.Attribute + " of <" + ref.Element + ">"
}

// ownTwice reports an id that an author chose, or a heading got, and that
// something else on the finished page has too.
func (p *Portal) ownTwice(m Page, id string) (diag.Diagnostic, bool) {
	if m.Place == nil {
		return diag.Diagnostic{}, false
	}
	own, written := m.Place(id)
	if !written {
		return diag.Diagnostic{}, false
	}
	d := diag.Errorf(diag.IDDuplicate, own, "the id %s stands twice on the finished page", id)
	if at, themed := p.Written(`id="` + id + `"`); themed {
		return d.Also(at, "the theme has it here").Hinted("give the heading or the element another id, such as {#%s-2}", id), true
	}
	return d.Hinted("a component of the page has it too: give one of them another id, such as {#%s-2}", id), true
}

// fragmentFault reports a fragment that its page does not offer, without a
// place.
func (p *Portal) fragmentFault(destination, file, fragment string, pages map[string]*Content) (diag.Diagnostic, bool) {
	page := pages[file]
	if page == nil || page.Offers(fragment) {
		return diag.Diagnostic{}, false
	}
	if to := p.Old[file]; to != "" {
		return diag.Errorf(diag.AnchorBroken, source.Span{}, "the link %q leads to an old address, which loses #%s on the way", destination, fragment).
			Hinted("link to %s#%s", to, fragment), true
	}
	return diag.Errorf(diag.AnchorBroken, source.Span{}, "the link %q leads to a page without the anchor #%s", destination, fragment).
		Hinted("%s", diag.DidYouMean(fragment, page.IDs)), true
}
