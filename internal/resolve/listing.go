package resolve

import (
	"fmt"
	"maps"
	"slices"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// kind checks that a kind of controls exists.
func (b *binder) kind(id string, span source.Span) {
	var known []string
	for _, k := range b.Config.Kinds {
		if k.ID == id {
			return
		}
		known = append(known, k.ID)
	}
	d := diag.Errorf(diag.KindUnknown, span, "the page lists controls of the kind %q, which does not exist", id)
	d.Hint = diag.DidYouMean(id, known)
	b.list.Add(d)
}

// bindListing cites the controls that a component lists by kind and scope. A
// listing that is narrowed further cites nothing: what stands in it by state
// changes with the evidence.
func (b *binder) bindListing(p *site.Page, u markup.Use, declared *component.Component) {
	kind, narrowed := declared.Lists, false
	var scope trust.Scope
	for _, prop := range declared.Props {
		given := u.Prop(prop.Name)
		switch {
		case given == nil:
		case prop.Type == component.PropKind:
			kind, _ = given.Value.(string)
		case prop.Type == component.PropObject && prop.Name == "scope":
			scope = scopeOf(given.Value)
			b.checkScope(scope, given.Span)
		case prop.Type == component.PropControls, prop.Type == component.PropFramework, prop.Type == component.PropEnum && prop.Name != "view":
			narrowed = true
		}
	}
	if kind == "" || narrowed {
		return
	}
	for _, c := range b.Catalog.Controls {
		if c.Kind == kind && c.Scope.Meets(scope) {
			b.cite(p, c.ID)
		}
	}
}

// checkScope checks the axes and values that a component is narrowed to: a
// misspelt one would not narrow it at all.
func (b *binder) checkScope(scope trust.Scope, at source.Span) {
	axes := slices.Sorted(maps.Keys(b.Config.Scope))
	for _, axis := range scope.Axes() {
		known, ok := b.Config.Scope[axis]
		if !ok {
			b.list.Add(diag.Errorf(diag.ScopeUnknown, at, "the page narrows a list by the scope axis %q, which does not exist", axis).About(axis).Hinted("%s", diag.DidYouMean(axis, axes)))
			continue
		}
		for _, value := range scope[axis] {
			if !slices.Contains(known, value) {
				b.list.Add(diag.Errorf(diag.ScopeValueUnknown, at, "the page narrows a list to %s %q, which does not exist", axis, value).Hinted("%s", diag.DidYouMean(value, known)))
			}
		}
	}
}

// scopeOf reads a scope as it is written in a prop: axis to value or list.
func scopeOf(value any) trust.Scope {
	out := trust.Scope{}
	m, _ := value.(map[string]any)
	for axis, v := range m {
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, it := range list {
			out[axis] = append(out[axis], fmt.Sprint(it))
		}
	}
	return out
}
