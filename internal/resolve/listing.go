package resolve

import (
	"fmt"

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
// listing by state cites nothing: what stands in it changes with the evidence.
func (b *binder) bindListing(p *site.Page, u markup.Use, declared *component.Component) {
	kind := declared.Lists
	var scope trust.Scope
	for _, prop := range declared.Props {
		given := u.Prop(prop.Name)
		switch {
		case given == nil:
		case prop.Type == component.PropKind:
			kind, _ = given.Value.(string)
		case prop.Type == component.PropObject && prop.Name == "scope":
			scope = scopeOf(given.Value)
		case prop.Type == component.PropControls, prop.Name == "state":
			return
		}
	}
	if kind == "" {
		return
	}
	for _, c := range b.Catalog.Controls {
		if c.Kind == kind && c.Scope.Meets(scope) {
			b.cite(p, c.ID)
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
