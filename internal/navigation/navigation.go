// Package navigation says how the written pages of a portal lie together: the
// sections that their folders make, the order of their weights, and which page
// follows which.
//
// It computes plain values for layouts, out of nothing but the pages of a view,
// and writes nothing.
package navigation

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// Section is the part of a portal that a page lies in: the pages below one
// folder at the top, or those at the top that have none below them.
type Section struct {
	Title    string // of the folder; "" for pages at the top
	Route    string // of the page of the folder, "" where it has none
	Entries  []Entry
	Previous *disclose.Link // the page before this one, nil for the first
	Next     *disclose.Link
}

// Entry is a page or a folder of a section.
type Entry struct {
	Title   string
	Route   string // "" for an open folder without a page; a closed one leads to its first page
	Current bool   // the page itself
	Open    bool   // the page is this one or lies below it
	Entries []Entry
	Before  int // entries of the same folder that are left out in front of this one
	After   int // and behind it
}

const (
	// maxWhole is how many pages a section may have to be shown whole. Of a larger
	// one, only the folders on the way to the page are opened.
	maxWhole = 60
	// maxBeside is how many entries of one folder are shown then, those next to
	// the way.
	maxBeside = 24
)

// Map is where every written page of a portal lies.
type Map struct {
	top  *node
	at   map[string]*node // by route
	flow map[*node]*flow  // section -> its pages in order
}

// node is a folder, a page, or both.
type node struct {
	page     *disclose.Page
	name     string
	parent   *node
	children []*node
	pages    int // at and below it
}

// flow is the order in which the pages of a section are read.
type flow struct {
	pages []*node
	place map[*node]int
}

// New maps the pages of one language, which lie below root: "/" for those of the
// site. The page at the root is the home page and lies in no section.
func New(root string, pages []*disclose.Page) *Map {
	m := &Map{top: &node{}, at: make(map[string]*node, len(pages)), flow: make(map[*node]*flow)}
	folders := map[string]*node{"": m.top}
	for _, p := range pages {
		if path := strings.Trim(strings.TrimPrefix(p.Route, root), "/"); path != "" {
			n := m.folder(folders, path)
			n.page = p
			m.at[p.Route] = n
		}
	}
	m.top.settle()
	loose := &flow{place: make(map[*node]int)}
	for _, n := range m.top.children {
		if len(n.children) == 0 {
			loose.add(n)
			continue
		}
		own := &flow{place: make(map[*node]int)}
		own.walk(n)
		m.flow[n] = own
	}
	m.flow[m.top] = loose
	return m
}

// folder returns the node of a path, made with those above it.
func (m *Map) folder(known map[string]*node, path string) *node {
	if n := known[path]; n != nil {
		return n
	}
	above, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		above, name = path[:i], path[i+1:]
	}
	n := &node{name: name, parent: m.folder(known, above)}
	n.parent.children = append(n.parent.children, n)
	known[path] = n
	return n
}

// settle counts the pages of a node and puts its children in order. A folder
// without a page weighs what its first page does.
func (n *node) settle() {
	if n.page != nil {
		n.pages = 1
	}
	for _, c := range n.children {
		c.settle()
		n.pages += c.pages
	}
	slices.SortStableFunc(n.children, func(a, b *node) int { return Order(a.weight(), b.weight(), a.title(), b.title()) })
}

// Order compares two pages: by weight, those without one last, then by title.
func Order(weight, other int, title, otherTitle string) int {
	if (weight == 0) != (other == 0) {
		return other - weight
	}
	return cmp.Or(weight-other, strings.Compare(title, otherTitle))
}

func (n *node) weight() int {
	switch {
	case n.page != nil:
		return n.page.Weight
	case len(n.children) > 0:
		return n.children[0].weight()
	}
	return 0
}

// title is what a page calls itself in links, or the words of a folder's name.
func (n *node) title() string {
	if n.page != nil {
		return n.page.LinkTitle
	}
	words := strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(n.name))
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// first returns the first page at or below a node.
func (n *node) first() *disclose.Page {
	for n.page == nil {
		n = n.children[0]
	}
	return n.page
}

func (n *node) link() *disclose.Link { return &disclose.Link{Title: n.title(), URL: n.page.Route} }

func (f *flow) add(n *node) {
	if n.page != nil {
		f.place[n] = len(f.pages)
		f.pages = append(f.pages, n)
	}
}

func (f *flow) walk(n *node) {
	f.add(n)
	for _, c := range n.children {
		f.walk(c)
	}
}

// Section returns the section of a page, or nil for the home page, for an
// address without a written page, and for a section of one page.
func (m *Map) Section(address string) *Section {
	n := m.at[address]
	if n == nil || address == route.Home {
		return nil
	}
	way := map[*node]bool{}
	section := n
	for x := n; x != m.top; x = x.parent {
		way[x], section = true, x
	}
	out := &Section{}
	if len(section.children) == 0 {
		section = m.top
		var loose []*node
		for _, c := range m.top.children {
			if len(c.children) == 0 {
				loose = append(loose, c)
			}
		}
		out.Entries = entries(loose, way, n, len(loose) <= maxWhole)
	} else {
		out.Title = section.title()
		if section.page != nil {
			out.Route = section.page.Route
		}
		out.Entries = entries(section.children, way, n, section.pages <= maxWhole)
	}
	f := m.flow[section]
	if len(f.pages) < 2 {
		return nil
	}
	if i := f.place[n]; i > 0 {
		out.Previous = f.pages[i-1].link()
	}
	if i := f.place[n]; i < len(f.pages)-1 {
		out.Next = f.pages[i+1].link()
	}
	return out
}

// entries lists nodes and what lies below them: all of it, or only what lies
// next to the way to a page.
func entries(nodes []*node, way map[*node]bool, to *node, whole bool) []Entry {
	from, end := 0, len(nodes)
	if !whole && end > maxBeside {
		at := max(slices.IndexFunc(nodes, func(n *node) bool { return way[n] }), 0)
		from = min(max(at-maxBeside/2, 0), len(nodes)-maxBeside)
		end = from + maxBeside
	}
	out := make([]Entry, 0, end-from)
	for _, n := range nodes[from:end] {
		e := Entry{Title: n.title(), Current: n == to, Open: way[n]}
		switch {
		case n.page != nil:
			e.Route = n.page.Route
		case !whole && !way[n]:
			e.Route = n.first().Route
		}
		if whole || way[n] {
			e.Entries = entries(n.children, way, to, whole)
		}
		out = append(out, e)
	}
	if len(out) > 0 {
		out[0].Before, out[len(out)-1].After = from, len(nodes)-end
	}
	return out
}

// Edit returns the address at which a file is edited: a pattern with the file's
// path in the place of {path}. An empty pattern or path gives "".
func Edit(pattern, path string) string {
	if pattern == "" || path == "" {
		return ""
	}
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Replace(pattern, "{path}", strings.Join(parts, "/"), 1)
}
