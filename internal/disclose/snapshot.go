package disclose

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/trust"
)

// Reviewed is the most snapshots that are compared with one another.
const Reviewed = 12

// past compares what was claimed before with what is claimed now: the snapshots
// of the audience, or of the nearest more open one that has any, with what that
// audience sees. A snapshot of a more closed audience says what this one may not
// know, and is never used.
func (r *reducer) past() diag.List {
	var list diag.List
	ladder := r.site.Config.Ladder
	for i := slices.Index(ladder, r.audience); i >= 0; i-- {
		var past []*snapshot.Snapshot
		for _, s := range r.site.Snapshots {
			if s.Audience == ladder[i] && !s.AsOf.After(r.view.AsOf) {
				past = append(past, s)
			}
		}
		if past == nil && ladder[i] != r.audience {
			continue
		}
		seen := r.view
		if ladder[i] != r.audience {
			seen, _ = To(r.site, r.found, ladder[i])
		}
		present := seen.Snapshot()
		present.Name = snapshot.Now
		r.view.Lines = append(r.view.Lines, Line{ladder[i], append(slices.Clip(past), present)})
		if past != nil && r.view.Reviews == nil {
			r.review(past, present)
		}
	}
	for _, s := range r.site.Snapshots {
		if !r.sees(s.Audience) {
			list.Add(diag.Diagnostic{
				Severity: diag.Note, Code: diag.SnapshotClosed, Span: s.File.Whole(),
				Message: "the snapshot is for the audience " + s.Audience + " and is not used in the portal for " + r.audience,
				Hint:    "make one for " + r.audience + " with candor snapshot --audience " + r.audience,
			})
		}
	}
	return list
}

// review compares each of the newest snapshots with each later one.
func (r *reducer) review(past []*snapshot.Snapshot, present *snapshot.Snapshot) {
	if n := len(past) - Reviewed; n > 0 {
		r.view.Unreviewed, past = n, past[n:]
	}
	approvals := r.approvals()
	all := append(slices.Clip(past), present)
	for i, old := range all {
		for j := i + 1; j < len(all); j++ {
			w := &Review{From: old.Name, To: all[j].Name, Step: j == i+1, Comparison: change.Between(old, all[j])}
			approved := w.Approve(approvals)
			if r.view.Reviews = append(r.view.Reviews, w); w.Step {
				r.approved(w, approved)
			}
		}
	}
	slices.SortStableFunc(r.view.Approvals, func(a, b *Approval) int {
		return cmp.Or(b.On.Compare(a.On), cmp.Compare(a.Control, b.Control), cmp.Compare(a.What, b.What))
	})
}

// approvals returns the approvals that the audience may see, by those who may
// approve.
func (r *reducer) approvals() []change.Approval {
	var out []change.Approval
	for _, a := range r.site.Catalog.Approvals {
		if by := r.site.Config.Policy.Weaker.By; r.sees(a.Audience) && (len(by) == 0 || slices.Contains(by, a.By)) {
			out = append(out, Claimed(a, r.day(a.On)))
		}
	}
	return out
}

// Claimed returns an approval as comparisons take it; on is its date.
func Claimed(a *trust.Approval, on time.Time) change.Approval {
	return change.Approval{
		Control: a.Control, Parameter: a.Parameter, Aspect: change.Aspect(a.Aspect), From: a.From, To: a.To, Approved: change.ApprovedOn(a.By, on, a.Reason),
	}
}

// approved adds what became weaker with an approval.
func (r *reducer) approved(w *Review, list []change.Weakening) {
	for _, k := range list {
		on, err := time.Parse(time.DateOnly, k.Change.Approved.On)
		if err != nil || on.After(r.view.AsOf) {
			continue
		}
		row := change.Row{From: k.Change.From, To: k.Change.To}
		r.view.Approvals = append(r.view.Approvals, &Approval{
			Control: k.Control, Title: k.Title, What: k.Change.Label, Before: row.Before(), After: row.After(),
			By: k.Change.Approved.By, Reason: k.Change.Approved.Reason, On: on, From: w.From, To: w.To,
		})
	}
}

// Snapshot returns what the view claims, for a later view to be compared with.
// It holds nothing that the view does not.
func (v *View) Snapshot() *snapshot.Snapshot {
	s := &snapshot.Snapshot{
		Schema: snapshot.Schema, Audience: v.Audience, AsOf: snapshot.At(v.AsOf),
		Site:     snapshot.Site{Title: v.Site.Title, Organization: v.Site.Organization, URL: v.Site.BaseURL},
		Controls: []snapshot.Control{}, Exceptions: []snapshot.Exception{}, Subprocessors: []snapshot.Subprocessor{}, Frameworks: []snapshot.Framework{},
	}
	for _, c := range v.Controls {
		s.Controls = append(s.Controls, claimed(c))
	}
	for _, x := range v.Exceptions {
		s.Exceptions = append(s.Exceptions, snapshot.Exception{
			ID: x.ID, Title: x.Title, Control: x.Control, State: x.State, Until: snapshot.At(x.Until), Scope: plainScope(x.Scope),
		})
	}
	for _, p := range v.Subprocessors {
		s.Subprocessors = append(s.Subprocessors, snapshot.Subprocessor{
			ID: p.ID, Name: p.Name, Entity: p.Entity, Purpose: p.Purpose, Transfer: p.Transfer, Data: some(p.Data), Places: some(p.Places), Scope: plainScope(p.Scope),
		})
	}
	for _, f := range v.Frameworks {
		s.Frameworks = append(s.Frameworks, snapshot.Framework{ID: f.ID, Title: f.Title, Version: f.Version, Withdrawn: snapshot.At(f.Withdrawn)})
	}
	s.Sort()
	return s
}

// claimed is one control of a snapshot.
func claimed(c *Control) snapshot.Control {
	out := snapshot.Control{
		ID: c.ID, Title: c.Title, Kind: c.Kind, Statement: c.Statement, Origin: c.Origin, Status: c.Status, Responsibility: c.Responsibility,
		Scope: plainScope(c.Scope), Parameters: plainParameters(c.Parameters), Overrides: []snapshot.Override{}, Assert: c.Assert,
		Evidence: []snapshot.Need{}, Mappings: []snapshot.Mapping{}, State: c.State, Reason: c.Reason, Detail: c.Detail, Grade: c.Grade,
	}
	for _, o := range c.Overrides {
		out.Overrides = append(out.Overrides, snapshot.Override{Scope: plainScope(o.Scope), Parameters: plainParameters(o.Parameters)})
	}
	known := map[string]bool{}
	for _, o := range c.Evidence {
		if !known[o.ID] {
			known[o.ID] = true
			out.Evidence = append(out.Evidence, snapshot.Need{ID: o.ID, Schedule: o.Schedule, Every: o.Every})
		}
	}
	for _, m := range c.Mappings {
		out.Mappings = append(out.Mappings, snapshot.Mapping{Framework: m.Framework, Requirement: m.Requirement, Degree: m.Degree})
	}
	return out
}

func plainParameters(in []Parameter) []snapshot.Parameter {
	out := make([]snapshot.Parameter, 0, len(in))
	for _, p := range in {
		out = append(out, snapshot.Parameter{Name: p.Name, Type: p.Type, Sense: p.Sense, Text: p.Text, Value: p.Raw})
	}
	return out
}

func plainScope(axes []Axis) snapshot.Scope {
	out := make(snapshot.Scope, len(axes))
	for _, a := range axes {
		out[a.Name] = some(a.Values)
	}
	return out
}

// some returns a list that is not null in JSON.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
