package disclose

import (
	"slices"

	"github.com/candor-site/candor/internal/trust"
)

func (r *reducer) kindTitle(id string) string {
	for _, k := range r.site.Config.Kinds {
		if k.ID == id {
			return k.Title
		}
	}
	return id
}

// kinds returns the kinds that have a control in the view, in the order of the
// vocabulary.
func (r *reducer) kinds() []*Kind {
	var out []*Kind
	for _, k := range r.site.Config.Kinds {
		var members []*Control
		kind := &Kind{ID: k.ID, Title: k.Title, Doc: k.Doc}
		for _, c := range r.view.Controls {
			if c.Kind == k.ID {
				kind.Controls = append(kind.Controls, c.ID)
				members = append(members, c)
			}
		}
		if len(members) > 0 {
			kind.Summary = summarise(members)
			out = append(out, kind)
		}
	}
	return out
}

// frameworks adds the frameworks that the site chose and the audience may see,
// with the visible controls under each requirement.
func (r *reducer) frameworks() {
	for _, f := range r.site.Catalog.Frameworks {
		if !r.sees(f.Audience) || len(r.site.Config.Frameworks) > 0 && !slices.Contains(r.site.Config.Frameworks, f.ID) {
			continue
		}
		out := &Framework{ID: f.ID, Title: f.Title, Publisher: f.Publisher, Version: f.Version, URL: f.URL, Withdrawn: r.day(f.Withdrawn), Successor: f.Successor}
		for _, req := range f.Requirements {
			q := Requirement{ID: req.ID, Title: req.Title, Group: req.Group, Controls: r.under(f.ID, req)}
			if len(q.Controls) > 0 {
				out.Covered++
			}
			out.Requirements = append(out.Requirements, q)
		}
		r.view.Frameworks = append(r.view.Frameworks, out)
		r.mappings(f, out)
	}
}

// under returns the visible controls that bear on a requirement.
func (r *reducer) under(framework string, req trust.Requirement) []RequirementControl {
	var out []RequirementControl
	for _, id := range r.site.Links.ControlsOfRequirement[framework+"/"+req.ID] {
		c := r.view.Control(id)
		if c == nil {
			continue
		}
		rc := RequirementControl{ID: c.ID, Title: c.Title, State: c.State, Reason: c.Reason}
		for _, m := range r.site.Catalog.Control(id).Mappings {
			if m.Framework == framework && m.Requirement == req.ID {
				rc.Degree = string(m.Degree)
			}
		}
		out = append(out, rc)
	}
	return out
}

// mappings writes the requirements of one framework to the controls of the
// view.
func (r *reducer) mappings(f *trust.Framework, shown *Framework) {
	titles := make(map[string]string, len(f.Requirements))
	for _, req := range f.Requirements {
		titles[req.ID] = req.Title
	}
	for _, c := range r.view.Controls {
		for _, m := range r.site.Catalog.Control(c.ID).Mappings {
			if m.Framework == f.ID {
				c.Mappings = append(c.Mappings, Mapping{
					Framework: f.ID, FrameworkTitle: shown.Title, Requirement: m.Requirement,
					Title: titles[m.Requirement], Degree: string(m.Degree), Note: m.Note,
				})
			}
		}
	}
}

func (r *reducer) exceptionOf(id string) *trust.Exception {
	return find(r.site.Catalog.Exceptions, func(x *trust.Exception) bool { return x.ID == id })
}

// exceptions adds the exceptions that the audience may see.
func (r *reducer) exceptions() {
	for _, x := range r.site.Catalog.Exceptions {
		if !r.sees(x.Audience) || r.view.Control(x.Waives) == nil {
			continue
		}
		out := &Exception{
			ID: x.ID, Title: x.Title, Control: x.Waives, Resource: x.Resource, Reason: x.Reason,
			Action: x.Remediation.Action, By: x.Remediation.By, When: x.Remediation.When,
			BlockedBy: x.BlockedBy, Owner: x.Owner, Trigger: x.Trigger, Accepted: x.Accepted,
			Opened: r.day(x.Opened), Until: r.day(x.Until), Scope: axes(x.Scope),
		}
		for _, s := range r.found.Exceptions {
			if s.ID != x.ID {
				continue
			}
			out.State, out.Lapses = s.State, s.Until
			if out.Until.IsZero() {
				out.Until = s.Until
			}
		}
		r.view.Exceptions = append(r.view.Exceptions, out)
	}
}

// subprocessors adds the third parties that the audience may see.
func (r *reducer) subprocessors() {
	for _, s := range r.site.Catalog.Subprocessors {
		if !r.sees(s.Audience) {
			continue
		}
		out := &Subprocessor{
			ID: s.ID, Name: s.Name, Entity: s.Entity, Purpose: s.Purpose, Transfer: s.Transfer, URL: s.URL,
			Data: s.Data, Places: s.Places, Since: r.day(s.Since), Notice: r.day(s.Notice), Scope: axes(s.Scope),
		}
		for _, ref := range s.Controls {
			if r.view.Control(ref.ID) != nil {
				out.Controls = append(out.Controls, ref.ID)
			}
		}
		r.view.Subprocessors = append(r.view.Subprocessors, out)
	}
}
