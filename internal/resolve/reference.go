package resolve

import (
	"maps"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// control checks that a control exists. In a catalog that could not be read
// whole, names are not judged: what hides them was reported when it was read.
func (b *binder) control(id string, span source.Span, who string) (*trust.Control, bool) {
	c, ok := b.controls[id]
	if ok || b.Catalog.Partial {
		return c, ok
	}
	d := diag.Errorf(diag.ControlUnknown, span, "%s names control %q, which does not exist", who, id)
	if near := diag.Suggest(id, slices.Sorted(maps.Keys(b.controls))); near != "" {
		d = d.Hinted("did you mean %q?", near).Also(b.controls[near].Span, "%s is defined here", near)
	} else {
		d = d.Hinted("controls are defined below controls/")
	}
	b.list.Add(d)
	return nil, false
}

// need checks that the evidence exists that a control needs. A name that is
// near another is a slip and always an error; one that is near none has not
// been collected yet, and what that means is the site's policy for the state
// of the control.
func (b *binder) need(id string, span source.Span, who string) bool {
	if _, ok := b.evidence[id]; ok || b.near(id) == "" {
		return ok
	}
	return b.piece(id, span, "", who)
}

// near returns the evidence whose name is nearest, or "".
func (b *binder) near(id string) string {
	return diag.Suggest(id, slices.Sorted(maps.Keys(b.evidence)))
}

// piece checks that evidence exists that no control is judged by: a slip is
// always an error, what is not there yet by the site's policy for missing
// evidence of a kind of control.
func (b *binder) piece(id string, span source.Span, kind, who string) bool {
	if _, ok := b.evidence[id]; ok {
		return true
	}
	near := b.near(id)
	if near == "" && b.Config.Policy.Action(kind, string(trust.Missing)) != site.ActError {
		return false
	}
	d := diag.Errorf(diag.EvidenceUnknown, span, "%s needs evidence %q, which does not exist", who, id)
	switch e := b.evidence[near]; {
	case near != "" && e != nil:
		d = d.Hinted("did you mean %q (%s)?", near, e.Path).Also(e.Span, "%s is here", near)
	case near != "":
		d = d.Hinted("did you mean %q?", near)
	default:
		d = d.Hinted("collect it into evidence/, or drop the need")
	}
	b.list.Add(d)
	return false
}

// event checks the name of an event for slips. An event without a feed is
// legal: what waits for it is undated.
func (b *binder) event(name string, span source.Span, who string) {
	if name == "" {
		return
	}
	if _, ok := b.Config.Events[name]; ok {
		return
	}
	if near := diag.Suggest(name, slices.Sorted(maps.Keys(b.Config.Events))); near != "" {
		b.list.Add(diag.Errorf(diag.EventUnknown, span, "%s waits for event %q, which candor.yaml does not declare", who, name).
			Hinted("did you mean %q?", near).Also(b.Config.Events[near].Span, "%s is declared here", near))
	}
}

// framework checks that a framework exists.
func (b *binder) framework(id string, span source.Span, who string) (*trust.Framework, bool) {
	f, ok := b.frameworks[id]
	if ok || b.Catalog.Partial {
		return f, ok
	}
	d := diag.Errorf(diag.FrameworkUnknown, span, "%s names framework %q, which does not exist", who, id)
	if near := diag.Suggest(id, slices.Sorted(maps.Keys(b.frameworks))); near != "" {
		d = d.Hinted("did you mean %q?", near).Also(b.frameworks[near].Span, "%s is defined here", near)
	} else {
		d = d.Hinted("add controls/frameworks/%s.yaml", id)
	}
	b.list.Add(d)
	return nil, false
}

// requirement checks that a framework has a requirement.
func (b *binder) requirement(f *trust.Framework, id string, span source.Span, who string) bool {
	ids := make([]string, 0, len(f.Requirements))
	for _, r := range f.Requirements {
		if r.ID == id {
			return true
		}
		ids = append(ids, r.ID)
	}
	if b.Catalog.Partial {
		return false
	}
	d := diag.Errorf(diag.RequirementUnknown, span, "%s names requirement %q, which framework %s does not have", who, id, f.ID)
	if near := diag.Suggest(id, ids); near != "" {
		d = d.Hinted("did you mean %q?", near)
		for _, r := range f.Requirements {
			if r.ID == near {
				d = d.Also(r.Span, "%s is here", near)
			}
		}
	} else {
		d = d.Hinted("add the requirement to the file of the framework")
	}
	b.list.Add(d)
	return false
}

// parameter checks that a control has a parameter, or has one that could not be
// read.
func (b *binder) parameter(c *trust.Control, name string, span source.Span, who string) {
	if has(c, name) {
		return
	}
	var names []string
	for _, p := range declared(c) {
		names = append(names, p.Name)
	}
	d := diag.Errorf(diag.ParameterUnknown, span, "%s reads parameter %q, which control %s does not have", who, name, c.ID)
	if near := diag.Suggest(name, names); near != "" {
		d = d.Hinted("did you mean %q?", near)
	} else {
		d = d.Hinted("add the parameter to the control")
	}
	b.list.Add(d.Also(c.Span, "%s is defined here", c.ID))
}

// has reports whether a control has a parameter, or has one that could not be read.
func has(c *trust.Control, name string) bool {
	is := func(p trust.Parameter) bool { return p.Name == name }
	return slices.Contains(c.Unread, name) || slices.ContainsFunc(c.Parameters, is) ||
		slices.ContainsFunc(c.Overrides, func(o trust.Override) bool { return slices.ContainsFunc(o.Parameters, is) })
}

// declared returns the parameters of a control with those that only an
// override gives.
func declared(c *trust.Control) []trust.Parameter {
	out := slices.Clone(c.Parameters)
	for _, o := range c.Overrides {
		out = append(out, o.Parameters...)
	}
	return out
}
