package route

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/source"
)

// From is where a link is written.
type From struct {
	Route  string // of the page
	Source string // path of the page's file, below the site
	File   string // path of the file that the link stands in: Source, or a part that the page includes
}

// Target is where a link leads.
type Target struct {
	URL      string // what stands in the output: an absolute URL, or a route without the base path
	File     string // path of the output that it leads to; "" outside the portal
	Fragment string // decoded and without a text directive, "" without one
	Fault    string // why it leads nowhere, or ""
	Hint     string // what may have been meant, or ""
}

// Resolve finds where a destination leads: another page by its file (foo.md),
// by its route (../foo/) or below the root (/foo/, @site/content/foo.md), an
// asset, an anchor, or another host.
func (m *Map) Resolve(from From, destination string) Target {
	destination = strings.TrimSpace(destination)
	parsed, err := parse(destination)
	u := &parsed
	switch {
	case err != nil:
		return Target{URL: "#", Fault: "it is not a URL", Hint: malformed(destination)}
	case !allow.Link(destination):
		return Target{URL: "#", Fault: "links of the scheme " + u.Scheme + ": are not allowed", Hint: "use https:, mailto: or a path"}
	case m.own(u):
		return m.absolute(destination, u)
	case u.Scheme != "" || u.Host != "":
		return Target{URL: destination, Fault: faultOf(u)}
	case u.Path == "":
		return Target{URL: destination, File: FilePath(WithSlash(from.Route)), Fragment: Fragment(u)}
	}
	written := source.ComposeName(u.Path)
	at, ok := m.route(from, written)
	if !ok {
		t := m.explain(from, written)
		t.URL = destination
		return t
	}
	return Target{URL: withRest(at.route, u), File: at.file, Fragment: Fragment(u)}
}

// parse is url.Parse. Most addresses are taken apart without it: a path of plain
// characters, and a fragment of such.
func parse(address string) (url.URL, error) {
	if path, fragment, ok := parts(address); ok {
		return url.URL{Path: path, Fragment: fragment}, nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return url.URL{}, err
	}
	return *u, nil
}

// parts returns path and fragment of an address that is written plainly.
func parts(address string) (path, fragment string, ok bool) {
	path = address
	for i := range len(address) {
		switch c := address[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.', c == '~':
		case c == '/' && len(path) == len(address):
			if i == 1 && address[0] == '/' {
				return "", "", false // a host follows
			}
		case c == '#' && len(path) == len(address):
			path, fragment = address[:i], address[i+1:]
			if i+1 == len(address) {
				return path, "", true
			}
		default:
			return "", "", false
		}
	}
	return path, fragment, true
}

// Image finds the file that the destination of an image means.
func (m *Map) Image(from From, destination string) Target {
	if allow.Scheme(destination) == "data" && allow.Image(destination) {
		return Target{URL: destination}
	}
	t := m.Resolve(from, destination)
	if t.Fault == "" && strings.HasSuffix(t.File, ".html") {
		t.Fault, t.Hint = "it is a page, not an image", "name a file such as "+path.Dir(from.File)+"/picture.png"
	}
	return t
}

// Fragment returns the fragment of a URL, decoded, without the directive that
// browsers cut off (URL Fragment Text Directives).
func Fragment(u *url.URL) string {
	fragment, _, _ := strings.Cut(u.Fragment, ":~:")
	return fragment
}

// withRest puts query and fragment of a URL behind a route.
func withRest(route string, u *url.URL) string {
	if u.RawQuery != "" {
		route += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		route += "#" + u.EscapedFragment()
	}
	return route
}

// WithSlash makes a route without extension one that ends with a slash.
func WithSlash(route string) string {
	if last := path.Base(route); route != "/" && !strings.HasSuffix(route, "/") && !strings.Contains(last, ".") {
		return route + "/"
	}
	return route
}

// own reports whether a URL lies at or below that of the portal.
func (m *Map) own(u *url.URL) bool {
	return u.Host != "" && strings.EqualFold(u.Host, m.base.Host) && (u.Scheme == m.base.Scheme || u.Scheme == "") && strings.HasPrefix(WithSlash(u.Path), m.basePath)
}

// absolute resolves a URL of the portal itself, which stays as it is.
func (m *Map) absolute(destination string, u *url.URL) Target {
	at, ok := m.served(strings.TrimPrefix(WithSlash(source.ComposeName(u.Path)), m.basePath))
	if !ok {
		return Target{URL: destination, Fault: nothing, Hint: m.hint("", "/"+strings.TrimPrefix(u.Path, m.basePath))}
	}
	return Target{URL: destination, File: at.file, Fragment: Fragment(u)}
}

// faultOf says what is wrong with an address outside the portal, or "".
func faultOf(u *url.URL) string {
	web := u.Scheme == "http" || u.Scheme == "https" || u.Scheme == ""
	switch {
	case web && u.Hostname() == "":
		return "the address names no host"
	case u.Scheme == "mailto" && u.Opaque == "" && u.RawQuery == "":
		return "the address names no mailbox"
	}
	return ""
}

// malformed returns what to do with a destination that is not a URL.
func malformed(destination string) string {
	if strings.Contains(destination, "%") {
		return "write %25 for the sign %"
	}
	return ""
}

// siteFolders are folders of other generators whose files lie elsewhere here:
// @site/static/img/a.png is /img/a.png.
var siteFolders = []string{"", "static/", "public/", "src/", "docs/"}

// route finds where what a path means is served from.
func (m *Map) route(from From, written string) (place, bool) {
	if !strings.HasPrefix(written, "/") && !strings.HasPrefix(written, "@site/") {
		var room [128]byte
		if name := beside(room[:0], from.File, written); name != nil {
			if at, ok := m.written[string(name)]; ok {
				return at, true
			}
		}
	}
	for _, name := range m.names(from, written) {
		if at, ok := m.written[name]; ok {
			return at, true
		}
	}
	if strings.HasPrefix(written, "@site/") {
		for _, folder := range siteFolders {
			if rest, ok := strings.CutPrefix(written, "@site/"+folder); ok {
				if at, ok := m.served(path.Clean("/" + rest)); ok {
					return at, true
				}
			}
		}
		return place{}, false
	}
	for _, r := range routes(from, written) {
		if at, ok := m.served(r); ok {
			return at, true
		}
	}
	return place{}, false
}

// beside appends to room the path of what is written in a file, as path.Join puts it
// behind the folder of that; nil where it leads out of the tree, or nowhere in it.
func beside(room []byte, file, written string) []byte {
	dir := file[:strings.LastIndexByte(file, '/')+1]
	if strings.HasPrefix(dir, "/") {
		return nil
	}
	for _, path := range [2]string{dir, written} {
		for path != "" {
			segment, rest, _ := strings.Cut(path, "/")
			path = rest
			switch segment {
			case "", ".":
			case "..":
				if len(room) == 0 {
					return nil
				}
				room = room[:max(bytes.LastIndexByte(room, '/'), 0)]
			default:
				if len(room) > 0 {
					room = append(room, '/')
				}
				room = append(room, segment...)
			}
		}
	}
	if len(room) == 0 {
		return nil
	}
	return room
}

// names returns the paths below the site that a written path may mean, likely
// ones first.
func (m *Map) names(from From, written string) []string {
	if strings.HasPrefix(written, "/") {
		return []string{path.Join(root, written), strings.TrimPrefix(path.Clean(written), "/")}
	}
	rest, site := strings.CutPrefix(written, "@site/")
	if !site {
		return []string{path.Join(path.Dir(from.File), written)}
	}
	out := []string{path.Clean(rest)}
	for _, folder := range siteFolders {
		if inner, ok := strings.CutPrefix(rest, folder); ok {
			out = append(out, path.Join(root, inner))
		}
	}
	return out
}

// routes returns the routes that a written path may mean, likely ones first:
// as the browser would resolve it, and as from a page that is a folder of its
// own.
func routes(from From, written string) []string {
	if strings.HasPrefix(written, "/") {
		return []string{path.Clean(written)}
	}
	base := from.Route
	if from.File != from.Source {
		base = "/" + strings.TrimSuffix(strings.TrimPrefix(from.File, root), path.Ext(from.File)) + "/"
	}
	return []string{path.Join(base, written), path.Join(path.Dir(strings.TrimSuffix(base, "/")), written)}
}

// Browse finds where an address of a finished page leads, as a browser does.
// page is the path of the page's file.
func (m *Map) Browse(page, address string) Target {
	parsed, err := parse(address)
	u := &parsed
	switch {
	case err != nil:
		return Target{Fault: "it is not a URL"}
	case m.own(u):
		return m.absolute(address, u)
	case u.Scheme != "" || u.Host != "":
		return Target{URL: address}
	case u.Path == "":
		return Target{URL: address, File: page, Fragment: Fragment(u)}
	}
	written := source.ComposeName(u.Path)
	if !strings.HasPrefix(written, "/") {
		written = m.basePath + path.Join(path.Dir(page), written)
	}
	rest, below := strings.CutPrefix(WithSlash(written), m.basePath)
	if !below {
		return Target{URL: address, Fault: "the addresses of this portal start with " + m.basePath, Hint: "write {{.URL \"" + u.Path + "\"}} in a template"}
	}
	at, ok := m.served(path.Clean("/" + rest))
	if !ok {
		return Target{URL: address, Fault: nothing, Hint: m.hint("", "/"+strings.TrimSuffix(rest, "/"))}
	}
	return Target{URL: address, File: at.file, Fragment: Fragment(u)}
}
