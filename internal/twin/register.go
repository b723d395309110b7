package twin

import (
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/extent"
	"github.com/candor-site/candor/internal/register"
	"github.com/candor-site/candor/internal/route"
)

// The names of the documents on registers, below route.API.
const (
	scopesName         = "scopes.json"
	responsibilityName = "responsibility.json"
	scansName          = "scans.json"
	recoveryName       = "recovery.json"
	updatesName        = "updates.json"
)

// axisJSON is one axis of scope of scopes.json.
type axisJSON struct {
	Name       string      `json:"name" jsonschema:"as controls name it"`
	Everywhere int         `json:"everywhere" jsonschema:"controls that name nothing on it, and hold all along it"`
	Values     []placeJSON `json:"values" jsonschema:"in the order of the site"`
}

// placeJSON is one value of an axis.
type placeJSON struct {
	Value         string              `json:"value" jsonschema:"as controls name it"`
	URL           string              `json:"url" jsonschema:"absolute address of the page"`
	States        map[string]int      `json:"states" jsonschema:"state to number of controls"`
	FreshUntil    *instant            `json:"fresh_until" jsonschema:"when the first state may change by age alone; null: never"`
	Controls      map[string][]string `json:"controls" jsonschema:"state to ids of the controls that hold there and are in it there"`
	Own           []string            `json:"own" jsonschema:"ids of the controls that name the value; the others name nothing on the axis"`
	Overrides     []placedValueJSON   `json:"overrides" jsonschema:"values that controls have there alone"`
	Evidence      []string            `json:"evidence" jsonschema:"keys of the evidence behind them there"`
	Exceptions    []string            `json:"exceptions" jsonschema:"ids of exceptions that reach there"`
	Subprocessors []string            `json:"subprocessors" jsonschema:"ids of third parties that work there"`
}

// placedValueJSON is a value that a control has at one value of an axis.
type placedValueJSON struct {
	Control string              `json:"control" jsonschema:"id of a control"`
	Name    string              `json:"name" jsonschema:"of the parameter"`
	Text    string              `json:"text" jsonschema:"for people"`
	Value   any                 `json:"value" jsonschema:"plain"`
	Within  map[string][]string `json:"within" jsonschema:"what else of scope the value is bound to; empty: nothing"`
}

// scopesDocument is scopes.json.
type scopesDocument struct {
	head
	Axes []axisJSON `json:"axes" jsonschema:"axes of scope that something published names"`
}

func (w *writer) scopes() any {
	out := scopesDocument{head: w.head("candor-scopes/1"), Axes: []axisJSON{}}
	for _, a := range extent.Axes(w.view) {
		axis := axisJSON{Name: a.Name, Everywhere: a.Everywhere, Values: make([]placeJSON, 0, len(a.Places))}
		for _, p := range a.Places {
			axis.Values = append(axis.Values, w.place(p))
		}
		out.Axes = append(out.Axes, axis)
	}
	return out
}

func (w *writer) place(p *extent.Place) placeJSON {
	out := placeJSON{
		Value: p.Value, URL: w.absolute(route.OfScope(p.Axis, p.Value)), States: counts(p.Summary.States), FreshUntil: when(p.Summary.FreshUntil),
		Controls: map[string][]string{}, Own: []string{}, Overrides: []placedValueJSON{}, Evidence: []string{}, Exceptions: []string{}, Subprocessors: []string{},
	}
	for _, k := range p.Kinds {
		for _, h := range k.Controls {
			out.Controls[h.State] = append(out.Controls[h.State], h.ID)
			if !h.Everywhere {
				out.Own = append(out.Own, h.ID)
			}
			for _, v := range h.Values {
				out.Overrides = append(out.Overrides, placedValueJSON{h.ID, v.Name, v.Text, v.Raw, scope(v.Within)})
			}
		}
	}
	for _, e := range p.Evidence {
		out.Evidence = append(out.Evidence, e.Key)
	}
	for _, x := range p.Exceptions {
		out.Exceptions = append(out.Exceptions, x.ID)
	}
	for _, s := range p.Subprocessors {
		out.Subprocessors = append(out.Subprocessors, s.ID)
	}
	return out
}

// dutyJSON is a control for which somebody beside the provider must act.
type dutyJSON struct {
	ID             string              `json:"id" jsonschema:"id of a control"`
	Title          string              `json:"title" jsonschema:"for people"`
	Responsibility string              `json:"responsibility" jsonschema:"customer, shared or inherited"`
	Must           string              `json:"must" jsonschema:"how it binds: required, conditional, optional or part"`
	Statement      string              `json:"statement" jsonschema:"what is to be done, in words"`
	State          string              `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	FreshUntil     *instant            `json:"fresh_until" jsonschema:"when the state may change by age alone; null: never"`
	Scope          map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
}

// responsibilityDocument is responsibility.json.
type responsibilityDocument struct {
	head
	Counts map[string]int `json:"counts" jsonschema:"who must act, to number of controls"`
	Duties []dutyJSON     `json:"duties" jsonschema:"what others than the provider must do"`
}

func (w *writer) responsibility() any {
	d := register.Open(w.view).Duties()
	out := responsibilityDocument{head: w.head("candor-responsibility/1"), Counts: counts(d.Counts), Duties: []dutyJSON{}}
	for _, list := range [][]register.Duty{d.Customer, d.Inherited} {
		for _, x := range list {
			out.Duties = append(out.Duties, dutyJSON{x.ID, x.Title, x.Responsibility, x.Must, x.Statement, x.State, when(x.FreshUntil), scope(x.Scope)})
		}
	}
	return out
}

// runJSON is the newest run behind a control, for one part of the site.
type runJSON struct {
	Evidence  string              `json:"evidence" jsonschema:"id of evidence"`
	Key       string              `json:"key" jsonschema:"of evidence.json; empty: it is not listed there"`
	Tool      string              `json:"tool" jsonschema:"what ran"`
	Scope     map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	LastRun   *instant            `json:"last_run" jsonschema:"when it was collected; null: not known"`
	NextDue   *instant            `json:"next_due" jsonschema:"when it is due again; null: no period says"`
	ExpiresAt *instant            `json:"expires_at" jsonschema:"when it counts no more; null: no date"`
	Freshness string              `json:"freshness" jsonschema:"fresh, due, stale, expired, missing, undated, undated-event, future, conflict or incomplete"`
	Outcome   string              `json:"outcome" jsonschema:"pass, fail, error or none"`
}

func runs(in []register.Run) []runJSON {
	out := make([]runJSON, 0, len(in))
	for _, r := range in {
		key := ""
		if r.Evidence != nil {
			key = r.Evidence.Key
		}
		out = append(out, runJSON{r.ID, key, r.Tool, scope(r.Scope), when(r.Collected), when(r.DueAt), when(r.Expires), r.Freshness, r.Outcome})
	}
	return out
}

// scanJSON is one scan of scans.json.
type scanJSON struct {
	ID         string              `json:"id" jsonschema:"id of a control"`
	Title      string              `json:"title" jsonschema:"for people"`
	Category   string              `json:"category" jsonschema:"for people; empty: not stated"`
	Type       string              `json:"type" jsonschema:"for people; empty: not stated"`
	Tool       string              `json:"tool" jsonschema:"for people; empty: not stated"`
	Frequency  string              `json:"frequency" jsonschema:"for people; empty: not stated"`
	Resource   string              `json:"resource" jsonschema:"what is looked at; empty: not stated"`
	Scope      map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	State      string              `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	FreshUntil *instant            `json:"fresh_until" jsonschema:"when the state may change by age alone; null: never"`
	LastRun    *instant            `json:"last_run" jsonschema:"the newest of its runs; null: none is known"`
	NextDue    *instant            `json:"next_due" jsonschema:"the soonest of its runs; null: no period says"`
	Runs       []runJSON           `json:"runs" jsonschema:"the newest run of each part"`
}

// scansDocument is scans.json.
type scansDocument struct {
	head
	Scans []scanJSON `json:"scans" jsonschema:"every automated scan"`
}

func (w *writer) scans() any {
	out := scansDocument{head: w.head("candor-scans/1"), Scans: []scanJSON{}}
	for _, s := range register.Open(w.view).AllScans() {
		out.Scans = append(out.Scans, scanJSON{
			s.ID, s.Title, s.Category, s.Type, s.Tool, s.Frequency, s.Resource, scope(s.Scope), s.State, when(s.FreshUntil), when(s.Last), when(s.Due), runs(s.Runs),
		})
	}
	return out
}

// objectiveJSON is one recovery objective of recovery.json.
type objectiveJSON struct {
	ID         string              `json:"id" jsonschema:"id of a control"`
	Title      string              `json:"title" jsonschema:"for people"`
	Resource   string              `json:"resource" jsonschema:"what is brought back; empty: not stated"`
	Scope      map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	RTO        string              `json:"rto" jsonschema:"recovery time as claimed, for people; empty: not stated"`
	RPO        string              `json:"rpo" jsonschema:"recovery point as claimed, for people; empty: not stated"`
	Measured   []comparisonJSON    `json:"measured" jsonschema:"what was measured against the claim"`
	TestedAt   *instant            `json:"tested_at" jsonschema:"when the newest evidence was made; null: not known"`
	State      string              `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	FreshUntil *instant            `json:"fresh_until" jsonschema:"when the state may change by age alone; null: never"`
	Runs       []runJSON           `json:"evidence" jsonschema:"what stands behind it"`
}

func comparisons(in []disclose.Comparison) []comparisonJSON {
	out := make([]comparisonJSON, 0, len(in))
	for _, x := range in {
		out = append(out, comparison(x))
	}
	return out
}

// recoveryDocument is recovery.json.
type recoveryDocument struct {
	head
	Objectives []objectiveJSON `json:"objectives" jsonschema:"every recovery objective"`
}

func (w *writer) recovery() any {
	out := recoveryDocument{head: w.head("candor-recovery/1"), Objectives: []objectiveJSON{}}
	for _, o := range register.Open(w.view).AllObjectives() {
		out.Objectives = append(out.Objectives, objectiveJSON{
			o.ID, o.Title, o.Resource, scope(o.Scope), o.Time, o.Point, comparisons(o.Comparisons), when(o.Tested), o.State, when(o.FreshUntil), runs(o.Runs),
		})
	}
	return out
}

// newsJSON is one update of updates.json.
type newsJSON struct {
	Title       string   `json:"title" jsonschema:"for people"`
	URL         string   `json:"url" jsonschema:"absolute address of the page"`
	Description string   `json:"description" jsonschema:"for people, or empty"`
	Date        *instant `json:"date" jsonschema:"start of the day; null: not dated"`
	Tags        []string `json:"tags" jsonschema:"topics"`
}

// updatesDocument is updates.json.
type updatesDocument struct {
	head
	Updates []newsJSON `json:"updates" jsonschema:"every update, the newest first; those without a date last"`
}

func (w *writer) updates() any {
	out := updatesDocument{head: w.head("candor-updates/1"), Updates: []newsJSON{}}
	for _, n := range w.view.News(register.NewsFolder, nil, 0) {
		out.Updates = append(out.Updates, newsJSON{n.Title, w.absolute(n.Route), n.Description, when(n.Date), full(n.Tags)})
	}
	return out
}

// registers are the documents on registers that have something to show.
func (w *writer) registers() []Document {
	v, b := w.view, register.Open(w.view)
	var out []Document
	add := func(some bool, name string, content func() any) {
		if some {
			out = append(out, Document{filePath(name), nil, content})
		}
	}
	add(len(v.Scopes) > 0, scopesName, w.scopes)
	add(b.Duties().Shared(), responsibilityName, w.responsibility)
	add(len(b.AllScans()) > 0, scansName, w.scans)
	add(len(b.AllObjectives()) > 0, recoveryName, w.recovery)
	add(len(v.News(register.NewsFolder, nil, 0)) > 0, updatesName, w.updates)
	return out
}
