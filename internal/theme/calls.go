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
	known := slices.Concat(others, namesOf(set))
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

// reach adds to a set the partials that its templates call, and those that they
// call, as copies: html/template rewrites what it works out the contexts of.
func reach(set, root *template.Template) error {
	left := set.Templates()
	for len(left) > 0 {
		t := left[len(left)-1]
		left = left[:len(left)-1]
		if t.Tree == nil || t.Tree.Root == nil {
			continue
		}
		var called []string
		walkNodes(t.Tree.Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok {
				called = append(called, call.Name)
			}
		})
		for _, name := range called {
			partial := root.Lookup(name)
			if partial == nil || partial.Tree == nil || set.Lookup(name) != nil {
				continue
			}
			added, err := set.AddParseTree(name, partial.Tree.Copy())
			if err != nil {
				return err
			}
			left = append(left, added)
		}
	}
	return nil
}

// namesOf returns the names of the templates of a set.
func namesOf(set *template.Template) []string {
	var names []string
	for _, t := range set.Templates() {
		names = append(names, t.Name())
	}
	return names
}
