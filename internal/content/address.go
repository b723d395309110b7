package content

import (
	"path"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// addresses are the output files that pages, assets and aliases take.
type addresses struct {
	files   map[string]source.Span // output file, folded, to who takes it
	folders map[string]source.Span // folder above an output file, folded, to who needs it first
	pending []alias
}

// alias is an old address of a page, claimed when all pages are known.
type alias struct {
	page *site.Page
	text source.Text
}

func newAddresses() *addresses {
	return &addresses{files: map[string]source.Span{}, folders: map[string]source.Span{}}
}

// page takes the address of a page, and notes its old ones.
func (a *addresses) page(res result, list *diag.List) bool {
	span := res.page.File.Whole()
	if res.front.Slug.IsSet() {
		span = res.front.Slug.Span
	}
	if !a.take(res.page.Route, span, list) {
		return false
	}
	for _, text := range res.front.Aliases {
		a.pending = append(a.pending, alias{res.page, text})
	}
	return true
}

func (a *addresses) asset(asset *site.Asset, list *diag.List) bool {
	return a.take(asset.Route, asset.File.Whole(), list)
}

// aliases takes the old addresses of pages. Pages go before aliases, whatever
// the order of files is.
func (a *addresses) aliases(list *diag.List) {
	for _, old := range a.pending {
		if old.text.Span.IsZero() {
			continue
		}
		route, ok := aliasRoute(old.page.Route, old.text.Value)
		if !ok {
			list.Add(diag.Errorf(diag.ValueInvalid, old.text.Span, "the alias %q is not a route such as /security/old-name/", old.text.Value))
			continue
		}
		if a.take(route, old.text.Span, list) {
			old.page.Aliases = append(old.page.Aliases, route)
		}
	}
}

// aliasRoute reads an old address: a route of the site, or one beside the page.
// It ends with a slash unless it names a file such as old.html.
func aliasRoute(page, text string) (string, bool) {
	if text == "" || strings.HasPrefix(text, "//") || strings.ContainsAny(text, "\\?# \t\n:") {
		return "", false
	}
	if !strings.HasPrefix(text, "/") {
		text = path.Dir(strings.TrimSuffix(page, "/")) + "/" + text
	}
	route := path.Clean(text)
	if route == "/" || path.Ext(route) != "" {
		return route, true
	}
	return route + "/", true
}

// take gives the output file of a route to whoever stands at span. It reports
// one that is taken, also by a folder that other output needs there.
func (a *addresses) take(route string, span source.Span, list *diag.List) bool {
	file := route
	if strings.HasSuffix(route, "/") {
		file += "index.html"
	}
	key := source.FoldName(file)
	first, taken := a.files[key]
	if !taken {
		first, taken = a.folders[key]
	}
	var above []string
	for dir := path.Dir(key); dir != "/" && !taken; dir = path.Dir(dir) {
		above = append(above, dir)
		first, taken = a.files[dir]
	}
	if taken {
		list.Add(diag.Errorf(diag.RouteConflict, span, "the address %s is taken", route).
			Hinted("rename one of the two, or give a page another slug").Also(first, "by this one"))
		return false
	}
	a.files[key] = span
	for _, dir := range above {
		if _, known := a.folders[dir]; !known {
			a.folders[dir] = span
		}
	}
	return true
}
