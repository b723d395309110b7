// Package approval finds claims that became weaker since the newest snapshot
// without a named approval, and approvals that fit nothing.
//
// It compares what audiences see, as the pages on changes do, and reports to the
// author alone.
package approval

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Judge holds the claims of a site to its approvals, as its policy asks. A site
// without approvals, and without a policy that asks for any, gives nothing.
func Judge(s *site.Site, a *trust.Assessment) diag.List {
	policy := s.Config.Policy.Weaker
	if !policy.Asked() && len(s.Catalog.Approvals) == 0 {
		return nil
	}
	j := &judge{site: s, said: map[string]bool{}, fits: map[*trust.Approval]bool{}}
	for _, who := range s.Config.Ladder {
		if slices.ContainsFunc(s.Snapshots, func(p *snapshot.Snapshot) bool { return p.Audience == who && !p.AsOf.After(a.AsOf) }) {
			j.audience(a, who)
		}
	}
	if policy.Asked() && !j.baseline {
		j.list.Add(diag.Diagnostic{
			Severity: diag.Note, Code: diag.WeakeningUnapproved, Span: policy.Span,
			Message: "policy.weaker asks for approvals, and there is no snapshot that claims could be weaker than",
			Hint:    "keep what the portal claims now with candor snapshot",
		})
	}
	for _, ap := range s.Catalog.Approvals {
		j.approval(ap)
	}
	return j.list
}

// judge gathers what is wrong with one site.
type judge struct {
	site     *site.Site
	list     diag.List
	baseline bool
	oldest   time.Time // of the snapshots that were compared
	said     map[string]bool
	fits     map[*trust.Approval]bool
}

// audience looks at what one audience was told.
func (j *judge) audience(a *trust.Assessment, who string) {
	view, _ := disclose.To(j.site, a, who)
	if view == nil {
		return
	}
	for _, r := range view.Reviews {
		j.baseline = true
		if j.oldest.IsZero() || r.Old.AsOf.Before(j.oldest) {
			j.oldest = r.Old.AsOf.Time
		}
		if !r.Step {
			continue
		}
		for _, w := range r.Weakenings() {
			j.weakening(w, r, r.To == snapshot.Now)
		}
	}
}

// weakening looks for the approval of what became weaker. Only since the newest
// snapshot is one asked for: what is in a snapshot was published.
func (j *judge) weakening(w change.Weakening, r *disclose.Review, asked bool) {
	policy := j.site.Config.Policy.Weaker
	approved := false
	var near *trust.Approval
	for _, ap := range j.site.Catalog.Approvals {
		claimed := disclose.Claimed(ap, ap.On)
		switch claimed.Fits(w) {
		case change.Fits:
			j.fits[ap] = true
			if j.may(ap) {
				approved = true
			} else if near == nil {
				near = ap
			}
		case change.Nearly:
			if near == nil {
				near = ap
			}
		}
	}
	key := w.Control + "\x00" + w.Change.Label + "\x00" + w.Change.Where()
	if approved || !asked || !policy.Asked() || j.said[key] {
		return
	}
	j.said[key] = true
	row := change.Row{From: w.Change.From, To: w.Change.To}
	d := diag.Errorf(diag.WeakeningUnapproved, j.place(w, r.From), "%s of control %s is weaker than in the snapshot %s: %s then, %s now",
		w.Change.Label, w.Control, r.From, row.Before(), row.After())
	if w.Change.Aspect == change.Whole {
		d.Message = "control " + w.Control + " is withdrawn since the snapshot " + r.From
	}
	if policy.Unapproved == site.ActWarning {
		d.Severity = diag.Warning
	}
	by := "who agreed"
	if len(policy.By) > 0 {
		by = parameter.Enumerate(policy.By, "or")
	}
	d = d.Hinted("set it back, or let %s approve it in controls/approvals.yaml", by)
	if near != nil {
		d = d.Also(near.Span, "%s", nearly(near, j.may(near)))
	}
	j.list.Add(d)
}

// may reports whether whoever approved may do so.
func (j *judge) may(a *trust.Approval) bool {
	by := j.site.Config.Policy.Weaker.By
	return len(by) == 0 || slices.Contains(by, a.By)
}

// nearly says why an approval does not count.
func nearly(a *trust.Approval, may bool) string {
	if !may {
		return "this approval is by " + a.By + ", whom candor.yaml does not list under policy.weaker.by"
	}
	said := func(v any) string {
		if v == nil {
			return "no value"
		}
		return parameter.FormatRaw(parameter.Text, v)
	}
	return "this approval is from " + said(a.From) + " to " + said(a.To)
}

// place finds where in the catalog a weakening is: the value, else the control,
// the exception or, for what is withdrawn, the snapshot.
func (j *judge) place(w change.Weakening, since string) source.Span {
	if w.Change.Aspect == change.Exceptions {
		for _, x := range j.site.Catalog.Exceptions {
			if x.ID == w.Change.Item {
				return x.Span
			}
		}
	}
	c := j.site.Catalog.Control(w.Control)
	if c == nil {
		for _, s := range j.site.Snapshots {
			if s.Name == since {
				return s.File.Whole()
			}
		}
		return j.site.Config.Policy.Weaker.Span
	}
	params := c.Parameters
	for _, o := range c.Overrides {
		if len(w.Change.Scope) > 0 && sameScope(o.Scope, w.Change.Scope) {
			params = o.Parameters
		}
	}
	for _, p := range params {
		if w.Change.Aspect == change.OfParameter && p.Name == w.Change.Parameter {
			return p.Span
		}
	}
	return c.Span
}

func sameScope(a trust.Scope, b snapshot.Scope) bool {
	return a.Covers(trust.Scope(b)) && trust.Scope(b).Covers(a)
}

// approval reports an approval that names nothing, or fits no weaker claim. One
// that is older than every snapshot cannot be judged.
func (j *judge) approval(a *trust.Approval) {
	known, has := j.known(a)
	switch {
	case !known:
		j.list.Add(diag.Errorf(diag.ControlUnknown, a.Span, "the approval is about control %q, which is neither in the catalog nor in a snapshot", a.Control).
			Hinted("%s", diag.DidYouMean(a.Control, j.ids())))
	case !has:
		j.list.Add(diag.Errorf(diag.ParameterUnknown, a.ParameterSpan, "control %s has no parameter %s, and had none in a snapshot", a.Control, a.Parameter).
			Hinted("correct the name, or remove the approval"))
	case j.baseline && !j.fits[a] && !a.On.Before(j.oldest):
		j.list.Add(diag.Warningf(diag.ApprovalUnused, a.Span, "the approval for control %s fits nothing that became weaker between two snapshots, or since the newest", a.Control).
			Hinted("correct its values, or remove it; candor diff NAME lists what became weaker since a snapshot"))
	}
}

// ids returns the names of all controls that there are or were.
func (j *judge) ids() []string {
	var out []string
	for _, c := range j.site.Catalog.Controls {
		out = append(out, c.ID)
	}
	for _, s := range j.site.Snapshots {
		for _, c := range s.Controls {
			out = append(out, c.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// known reports whether the control of an approval is or was there, and whether
// it has or had the parameter.
func (j *judge) known(a *trust.Approval) (control, has bool) {
	if c := j.site.Catalog.Control(a.Control); c != nil {
		control = true
		_, has = c.Parameter(a.Parameter)
		for _, o := range c.Overrides {
			has = has || slices.ContainsFunc(o.Parameters, func(p trust.Parameter) bool { return p.Name == a.Parameter })
		}
	}
	for _, s := range j.site.Snapshots {
		if c := s.Control(a.Control); c != nil {
			control = true
			has = has || c.Parameter(a.Parameter) != nil
			for _, o := range c.Overrides {
				has = has || slices.ContainsFunc(o.Parameters, func(p snapshot.Parameter) bool { return p.Name == a.Parameter })
			}
		}
	}
	return control || j.site.Catalog.Partial, has || a.Parameter == "" || j.site.Catalog.Partial
}
