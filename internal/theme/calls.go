package theme

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// missing reports the templates that a file calls and that neither its set nor
// others define, at the place of each call, with the names of those that exist.
func missing(f *source.File, file string, set *template.Template, others []string) (diag.List, []string) {
	var list diag.List
	var names []string
	known := others
	for _, t := range set.Templates() {
		known = append(slices.Clip(known), t.Name())
	}
	for _, t := range set.Templates() {
		if t.Tree == nil || t.Tree.Root == nil || t.Tree.ParseName != file {
			continue
		}
		walkNodes(t.Tree.Root, func(n parse.Node) {
			call, ok := n.(*parse.TemplateNode)
			if !ok || slices.Contains(known, call.Name) {
				return
			}
			names = append(names, call.Name)
			list.Add(diag.Errorf(diag.ThemeInvalid, quotedAt(f, int(call.Position()), call.Name), "there is no partial %q", call.Name).
				Hinted("%s", orElse(diag.DidYouMean(call.Name, known), "a partial is a file partials/NAME.html of the theme")))
		})
	}
	return list, names
}

// quotedAt returns the place of a quoted name at or behind an offset.
func quotedAt(f *source.File, at int, name string) source.Span {
	at = min(max(at, 0), len(f.Data))
	if i := strings.Index(string(f.Data[at:]), strconv.Quote(name)); i >= 0 {
		return f.Span(at+i, at+i+len(name)+2)
	}
	return f.Span(at, at)
}
