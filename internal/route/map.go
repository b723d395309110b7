// Package route knows every address of a portal, and finds where a link leads
// that is written on a page.
//
// It reads no pages and reports nothing: it says what a destination means, or
// why it means nothing and what may have been meant.
package route

import (
	"cmp"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/source"
)

// root is the folder that the routes of pages start from.
const root = "content/"

// Map is every address of one portal. Fill it with Page, File and Withhold; it is
// safe for concurrent use from then on.
type Map struct {
	base     *url.URL
	basePath string // decoded

	indexes  map[string]place  // folders of the output that have a page
	files    map[string]bool   // paths of the output that are none of these
	written  map[string]place  // path below the site, with and without extension -> where it is served from
	withheld map[string]Target // path below the site, or route -> why it has no address

	pages [][2]string // path below the site and route, as they were added
	made  []string    // paths of the output, as they were added
	fault sync.Once   // fills what follows, which is asked for where a link leads nowhere

	folded  map[string]string   // folded path or route -> as it is
	folders map[string]string   // folder or route without a page -> a page in it
	near    map[string][]string // folder, or file name -> addresses, for hints
}

// place is where something is served from.
type place struct {
	route string
	file  string // path of the output
}

// index is the name of the file of a folder that is served as its page.
const index = "index.html"

// New returns a map without addresses of the portal at a URL that ends with a
// slash; "" stands for one whose host is not known. It has room for some files
// and written things, and grows beyond them.
func New(baseURL string, files, written int) *Map {
	base, err := url.Parse(baseURL)
	if err != nil || base.Path == "" {
		base = &url.URL{Path: "/"}
	}
	return &Map{
		base: base, basePath: base.Path, made: make([]string, 0, files), indexes: make(map[string]place, files/2), files: make(map[string]bool, files/2), written: make(map[string]place, written), withheld: make(map[string]Target),
	}
}

// Page adds what an author wrote: the path of a file below the site, and the
// route that it is served from.
func (m *Map) Page(file, route string) {
	m.pages = append(m.pages, [2]string{file, route})
	at := place{route, FilePath(route)}
	m.written[file] = at
	stem := strings.TrimSuffix(file, path.Ext(file))
	if ext := path.Ext(file); ext == ".md" || ext == ".mdx" {
		m.also(stem, at)
		if name := strings.ToLower(path.Base(stem)); name == "index" || name == "_index" || name == "readme" {
			m.also(path.Dir(stem), at)
		}
	}
}

// also adds a second name of a page, unless another page has it.
func (m *Map) also(name string, at place) {
	if _, taken := m.written[name]; !taken {
		m.written[name] = at
	}
}

// File adds the path of a file of the output.
func (m *Map) File(name string) {
	m.made = append(m.made, name)
	switch dir, isIndex := strings.CutSuffix(name, "/"+index); {
	case isIndex:
		m.indexes[dir] = place{"/" + dir + "/", name}
	case name == index:
		m.indexes[""] = place{"/", name}
	default:
		m.files[name] = true
	}
}

// Withhold adds the names of something that has no address in this portal: its
// path below the site, its route. why completes a sentence, such as "that page
// is a draft", and hint says what to do about a link to it.
func (m *Map) Withhold(why, hint string, names ...string) {
	for _, name := range names {
		if name != "" && name != "/" {
			m.withheld[strings.TrimSuffix(name, "/")] = Target{Fault: why, Hint: hint}
		}
	}
}

// faulty fills what tells why a link leads nowhere, and what may have been meant.
func (m *Map) faulty() {
	m.folded, m.folders, m.near = make(map[string]string), make(map[string]string), make(map[string][]string)
	for _, p := range m.pages {
		m.callPage(p[0], p[1])
	}
	for _, name := range m.made {
		if dir, ok := strings.CutSuffix(name, "/index.html"); ok && m.folded[source.FoldName("/"+dir)] == "" {
			m.fold("/"+dir, "/"+dir)
			m.offer("/" + dir)
		}
	}
	for _, list := range m.near {
		slices.Sort(list)
	}
	for _, file := range slices.Sorted(maps.Keys(m.written)) {
		for dir := path.Dir(file); dir != "." && dir != strings.TrimSuffix(root, "/"); dir = path.Dir(dir) {
			if m.folders[dir] == "" && m.written[dir] == (place{}) && path.Ext(file) != "" {
				m.folders[dir] = file
			}
		}
	}
	for _, name := range slices.Sorted(slices.Values(m.made)) {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if m.folders["/"+dir] == "" && m.indexes[dir] == (place{}) {
				m.folders["/"+dir] = "/" + strings.TrimSuffix(name, index)
			}
		}
	}
}

// callPage gives a page the names that are found whatever the case of their
// letters, and those that hints may name.
func (m *Map) callPage(file, route string) {
	m.fold(file, file)
	m.fold(strings.TrimSuffix(file, path.Ext(file)), file)
	m.offer(file)
	if plain, page := strings.CutSuffix(route, "/"); plain != "" {
		m.fold(plain, plain)
		if page {
			m.offer(plain)
		}
	}
}

// fold makes an address one that is found whatever the case of its letters.
func (m *Map) fold(address, as string) {
	if key := source.FoldName(address); m.folded[key] == "" {
		m.folded[key] = as
	}
}

// offer makes an address one that hints may name: for links into its folder,
// and for links to its file name in another folder.
func (m *Map) offer(address string) {
	dir, name := path.Split(address)
	m.near[dir] = append(m.near[dir], address)
	m.near[name] = append(m.near[name], address)
}

// FilePath returns the path of the file that a route is served from.
func FilePath(route string) string {
	p := strings.TrimPrefix(route, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		return p + index
	}
	return p
}

// Served returns the route that the output serves a path from, with or without
// a slash behind it.
func (m *Map) Served(written string) (string, bool) {
	at, ok := m.served(written)
	return at.route, ok
}

func (m *Map) served(written string) (place, bool) {
	plain := strings.Trim(written, "/")
	if dir, ok := strings.CutSuffix(plain, index); ok {
		plain = strings.TrimSuffix(dir, "/")
	}
	if at, ok := m.indexes[plain]; ok || plain == "" {
		return cmp.Or(at, place{route: "/"}), ok
	}
	if m.files[plain] {
		return place{"/" + plain, plain}, true
	}
	return place{}, false
}
