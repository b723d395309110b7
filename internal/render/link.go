package render

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

// contentRoot is the folder that the routes of pages start from.
const contentRoot = "content/"

// targets is everything that a link of this portal may lead to.
type targets struct {
	files  map[string]bool     // paths of the output
	source map[string]string   // path below the site -> route
	absent map[string]string   // path below the site, or route, of a page that is left out -> why
	near   map[string][]string // folder, or file name -> addresses, for hints
}

// newTargets indexes what the jobs will make.
func newTargets(v *disclose.View, jobs []job, also []string) *targets {
	t := &targets{files: make(map[string]bool, len(jobs)), source: make(map[string]string, len(v.Pages)+len(v.Assets))}
	for _, j := range jobs {
		t.files[j.path] = true
	}
	for _, p := range also {
		t.files[strings.TrimPrefix(p, "/")] = true
	}
	t.files[artifact.ManifestPath] = true
	t.near = make(map[string][]string, len(v.Pages))
	for _, p := range v.Pages {
		t.source[p.Source] = withIndex(p.Route)
		t.offer(p.Source)
		t.offer(strings.TrimSuffix(p.Route, "/"))
	}
	for _, a := range v.Assets {
		t.source[a.Source] = a.Route
		t.offer(a.Source)
	}
	t.absent = make(map[string]string, 2*len(v.Absent))
	for _, a := range v.Absent {
		t.absent[a.Source] = a.Why
		if a.Route != "" {
			t.absent[strings.TrimSuffix(a.Route, "/")] = a.Why
		}
	}
	for _, list := range t.near {
		slices.Sort(list)
	}
	return t
}

// offer makes an address one that hints may name: for links into its folder,
// and for links to its file name in another folder.
func (t *targets) offer(address string) {
	dir, name := path.Split(address)
	t.near[dir] = append(t.near[dir], address)
	t.near[name] = append(t.near[name], address)
}

// hint says what an address that does not exist may have meant: a neighbour in
// its folder, or the only file of its name; written as a page in the folder
// from would write it.
func (t *targets) hint(from, wanted string) string {
	dir, name := path.Split(wanted)
	meant := diag.Suggest(wanted, around(wanted, t.near[dir]))
	if same := t.near[name]; meant == "" && len(same) == 1 && name != "" {
		meant = same[0]
	}
	if meant == "" {
		return ""
	}
	return `did you mean "` + relative(from, meant) + `"?`
}

// relative writes the path of a file as seen from a folder; routes stay.
func relative(from, file string) string {
	if path.IsAbs(file) {
		return file
	}
	here, there := strings.Split(from, "/"), strings.Split(file, "/")
	for len(here) > 0 && len(there) > 1 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	return strings.Repeat("../", len(here)) + strings.Join(there, "/")
}

// target is where a link of a page leads.
type target struct {
	url      string // what stands in the output: an absolute URL or a route
	file     string // path of the output that it leads to; "" outside the portal
	fragment string // decoded, "" without one
	fault    string // why it leads nowhere, or ""
	absent   bool   // it would lead to a page that is left out
}

// schemes are those that a link may have.
var schemes = []string{"https", "http", "mailto", "tel"}

// resolve finds where a destination of a page leads: another page by its file
// (foo.md), by its route (../foo/) or below the root (/foo/), an asset, an
// anchor, or another host. file is where it is written: the page's own file, or
// a part that the page includes.
func (t *targets) resolve(p *disclose.Page, file, destination string) target {
	u, err := url.Parse(strings.TrimSpace(destination))
	switch {
	case err != nil:
		return target{url: "#", fault: "it is not a URL"}
	case u.Scheme != "" && !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		return target{url: "#", fault: "links of the scheme " + u.Scheme + ": are not allowed"}
	case u.Scheme != "" || u.Host != "":
		return target{url: destination}
	case u.Path == "":
		return target{url: destination, file: filePath(withIndex(p.Route)), fragment: u.Fragment}
	}
	route, ok := t.route(p, file, u.Path)
	if !ok {
		return t.nowhere(p, file, destination, u.Path)
	}
	out := target{url: route, file: filePath(route), fragment: u.Fragment}
	if u.RawQuery != "" {
		out.url += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		out.url += "#" + u.EscapedFragment()
	}
	return out
}

// nowhere says why a path leads to nothing.
func (t *targets) nowhere(p *disclose.Page, file, destination, written string) target {
	files, routes := candidates(p, file, written)
	for _, at := range slices.Concat(files, routes) {
		if why := t.absent[strings.TrimSuffix(at, "/")]; why != "" {
			return target{url: destination, fault: "that page " + why, absent: true}
		}
	}
	return target{url: destination, fault: "no page and no file of this portal has that address"}
}

// candidates are the files and the routes that a path may mean which is
// written in a file of a page.
func candidates(p *disclose.Page, file, written string) (files, routes []string) {
	base := p.Route
	if file != p.Source {
		base = "/" + strings.TrimSuffix(strings.TrimPrefix(file, contentRoot), path.Ext(file)) + "/"
	}
	fromFile := path.Join(path.Dir(file), written)
	fromRoute := path.Join(base, written)
	if strings.HasPrefix(written, "/") {
		fromFile, fromRoute = path.Join(contentRoot, written), path.Clean(written)
	}
	files = []string{fromFile, fromFile + ".md", fromFile + ".mdx", fromFile + "/index.md", fromFile + "/index.mdx", fromFile + "/_index.md", strings.TrimPrefix(path.Clean(written), "/")}
	return files, []string{fromRoute, path.Join(path.Dir(strings.TrimSuffix(base, "/")), written)}
}

// route finds the route that a path means which is written in a file of a page.
func (t *targets) route(p *disclose.Page, file, written string) (string, bool) {
	files, routes := candidates(p, file, written)
	for _, name := range files {
		if route, ok := t.source[name]; ok {
			return route, true
		}
	}
	for _, route := range routes {
		if found, ok := t.served(route); ok {
			return found, true
		}
	}
	return "", false
}

// served returns the route that the output serves a path from, with or without
// a slash behind it.
func (t *targets) served(route string) (string, bool) {
	plain := strings.Trim(route, "/")
	if dir, ok := strings.CutSuffix(plain, "index.html"); ok {
		plain = strings.TrimSuffix(dir, "/")
	}
	switch {
	case plain == "":
		return "/", t.files["index.html"]
	case t.files[plain+"/index.html"]:
		return "/" + plain + "/", true
	case t.files[plain]:
		return "/" + plain, true
	}
	return "", false
}

// image finds the file that an image destination means.
func (t *targets) image(p *disclose.Page, file, destination string) target {
	out := t.resolve(p, file, destination)
	if out.fault == "" && out.file != "" && strings.HasSuffix(out.file, ".html") {
		out.fault = "it is a page, not an image"
	}
	return out
}

// anchorUse is one link to a place in a page.
type anchorUse struct {
	span        source.Span
	destination string
	file        string // path of the output
	fragment    string
}

// checkLinks reports the links and images of a page that lead nowhere, and
// returns the anchors that are to be checked later.
func (r *renderer) checkLinks(p *disclose.Page) ([]anchorUse, diag.List) {
	var anchors []anchorUse
	var list diag.List
	for _, l := range p.Doc.Links {
		to := r.targets.resolve(p, l.Home(), l.Destination)
		if to.fault != "" {
			list.Add(r.broken("link", l, to))
		} else if to.fragment != "" && to.file != "" {
			anchors = append(anchors, anchorUse{l.Span, l.Destination, to.file, to.fragment})
		}
	}
	for _, l := range p.Doc.Images {
		to := r.targets.image(p, l.Home(), l.Destination)
		switch {
		case to.fault != "":
			list.Add(r.broken("image", l, to))
		case to.file == "":
			list.Add(diag.Warningf(diag.LinkBroken, l.Span, "the image %s comes from another host, which the portal's policy does not load", l.Destination).
				Hinted("put the image beside the page"))
		}
	}
	return anchors, list
}

// around returns the candidates next to a word in alphabetical order: all of a
// usual folder, some of a huge one.
func around(word string, sorted []string) []string {
	const most = 200
	if len(sorted) <= most {
		return sorted
	}
	at, _ := slices.BinarySearch(sorted, word)
	from := min(max(at-most/2, 0), len(sorted)-most)
	return sorted[from : from+most]
}

// broken reports a link that leads nowhere.
func (r *renderer) broken(what string, l markup.Link, to target) diag.Diagnostic {
	d := diag.Errorf(diag.LinkBroken, l.Span, "the %s %q leads nowhere: %s", what, l.Destination, to.fault)
	if to.absent {
		return d.Hinted("remove the %s, or publish that page", what)
	}
	u, err := url.Parse(l.Destination)
	if err != nil || u.Path == "" {
		return d
	}
	dir := path.Dir(l.Home())
	wanted := path.Join(dir, u.Path)
	if path.IsAbs(u.Path) {
		wanted = path.Clean(u.Path)
	}
	d.Hint = r.targets.hint(dir, wanted)
	return d
}

// checkAnchors reports links to places that their page does not offer. It
// looks at the pages as made, so that anchors of components count.
func checkAnchors(files []artifact.File, slots []made) diag.List {
	var list diag.List
	ids := make(map[string]map[string]bool)
	for _, m := range slots {
		for _, a := range m.anchors {
			if !strings.HasSuffix(a.file, ".html") || a.fragment == "top" || strings.HasPrefix(a.fragment, ":~:") {
				continue
			}
			offered, ok := ids[a.file]
			if !ok {
				offered = anchorsOf(files, a.file)
				ids[a.file] = offered
			}
			if offered == nil || offered[a.fragment] {
				continue
			}
			list.Add(diag.Errorf(diag.AnchorBroken, a.span, "the link %q leads to a page without the anchor #%s", a.destination, a.fragment).
				Hinted("%s", diag.DidYouMean(a.fragment, keys(offered))))
		}
	}
	return list
}

// anchorsOf returns the ids of a page; nil when the page is made by others.
func anchorsOf(files []artifact.File, name string) map[string]bool {
	i, ok := slices.BinarySearchFunc(files, name, func(f artifact.File, name string) int { return strings.Compare(f.Path, name) })
	if !ok {
		return nil
	}
	out := make(map[string]bool)
	const mark = ` id="` // quotes in text are escaped, so that this is an attribute
	for rest := files[i].Data; ; {
		at := bytes.Index(rest, []byte(mark))
		if at < 0 {
			return out
		}
		rest = rest[at+len(mark):]
		end := bytes.IndexByte(rest, '"')
		if end < 0 {
			return out
		}
		out[html.UnescapeString(string(rest[:end]))] = true
		rest = rest[end:]
	}
}

// keys returns the keys of a set.
func keys(set map[string]bool) []string {
	var out []string
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
