package resolve

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
)

// controlFields are what a page may read of a control beside its parameters.
var controlFields = []string{
	"id", "title", "kind", "statement", "summary", "owner", "status", "responsibility", "state", "reason", "detail", "grade", "freshUntil",
}

// bindPage binds the controls, evidence and frameworks that a page names in
// expressions and components.
func (b *binder) bindPage(p *site.Page) {
	if p.Doc == nil {
		return
	}
	for _, r := range p.Doc.Reads {
		b.bindRead(p, r)
	}
	for _, u := range p.Doc.Uses {
		b.bindUse(p, u)
	}
}

// bindRead checks one expression such as control.backup.frequency.
func (b *binder) bindRead(p *site.Page, r markup.Read) {
	if len(r.Path) == 0 || r.Path[0] != "control" {
		return
	}
	if len(r.Path) < 2 {
		b.list.Add(diag.Errorf(diag.ExprUnbound, r.Span, "{control} names no control").Hinted("write {control.ID.PARAMETER}"))
		return
	}
	c, ok := b.control(r.Path[1], r.Span, "the page")
	if !ok {
		return
	}
	b.cite(p, c.ID)
	if len(r.Path) > 2 && !slices.Contains(controlFields, r.Path[2]) {
		b.parameter(c, r.Path[2], r.Span, "the page")
	}
}

// bindUse checks the props of one component that hold ids.
func (b *binder) bindUse(p *site.Page, u markup.Use) {
	declared := b.Components[u.Name]
	if declared == nil {
		return
	}
	for _, prop := range declared.Props {
		given := u.Prop(prop.Name)
		if given == nil {
			continue
		}
		for _, id := range ids(given.Value) {
			switch prop.Type {
			case component.PropControl, component.PropControls:
				if c, ok := b.control(id, given.Span, "the page"); ok {
					b.cite(p, c.ID)
				}
			case component.PropEvidence:
				b.citeEvidence(id, given)
			case component.PropFramework:
				b.framework(id, given.Span, "the page")
			case component.PropKind:
				b.kind(id, given.Span)
			}
		}
	}
	b.bindListing(p, u, declared)
}

// citeEvidence checks evidence that a page shows: unlike a need of a control,
// it must be there.
func (b *binder) citeEvidence(id string, given *markup.PropValue) {
	if b.evidence[id] != nil {
		return
	}
	var known []string
	for _, e := range b.Evidence {
		known = append(known, e.ID)
	}
	d := diag.Errorf(diag.EvidenceUnknown, given.Span, "the page shows evidence %q, which does not exist", id)
	d.Hint = diag.DidYouMean(id, known)
	b.list.Add(d)
}

func (b *binder) cite(p *site.Page, control string) {
	b.join(pagesOfControl, control, p.Route)
	b.join(controlsOfPage, p.Route, control)
}

// ids returns the ids that a prop holds: one, a list, or words apart.
func ids(value any) []string {
	switch v := value.(type) {
	case string:
		return strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
	case []any:
		var out []string
		for _, it := range v {
			if s, ok := it.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}
