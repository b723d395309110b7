package twin

import (
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// controlJSON is one control of controls.json: the part that is promised to
// readers.
type controlJSON struct {
	ID         string                       `json:"id" jsonschema:"id, unique among its kind"`
	URL        string                       `json:"url" jsonschema:"absolute address of the page"`
	Title      string                       `json:"title" jsonschema:"for people"`
	Kind       string                       `json:"kind" jsonschema:"kind of the control"`
	Statement  string                       `json:"statement" jsonschema:"the claim, with its values written out"`
	Status     string                       `json:"status" jsonschema:"in-effect, optional, required-setting, conditional, partial, limitation, not-applicable or planned"`
	State      string                       `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	Reason     string                       `json:"reason" jsonschema:"why it is in that state, a word of the vocabulary"`
	Grade      string                       `json:"grade" jsonschema:"what stands behind it: measured, documented, attested, inherited or asserted"`
	Parameters map[string]any               `json:"parameters" jsonschema:"name to plain value; null: unstated"`
	Scope      map[string][]string          `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	FreshUntil *instant                     `json:"fresh_until" jsonschema:"when the state may first change by age alone; null: never"`
	Evidence   []observationJSON            `json:"evidence" jsonschema:"how each need was met"`
	Frameworks map[string][]requirementJSON `json:"frameworks" jsonschema:"framework to requirements that it bears on"`
	Pages      []linkJSON                   `json:"pages" jsonschema:"pages that cite it"`
	Questions  []string                     `json:"questions" jsonschema:"questions that it answers"`
}

// observationJSON says how one need of a control was met.
type observationJSON struct {
	ID          string   `json:"id" jsonschema:"id of the evidence"`
	Tool        string   `json:"tool" jsonschema:"name of the tool"`
	Format      string   `json:"format" jsonschema:"of the evidence, or empty where it was not recognised"`
	CollectedAt *instant `json:"collected_at" jsonschema:"when it was collected; null: not known"`
	ExpiresAt   *instant `json:"expires_at" jsonschema:"when it counts no more; null: no date"`
	Freshness   string   `json:"freshness" jsonschema:"fresh, due, stale, expired, missing, undated, undated-event, future, conflict or incomplete"`
	Outcome     string   `json:"outcome" jsonschema:"pass, fail, error or none"`
}

// requirementJSON is a requirement that a control bears on.
type requirementJSON struct {
	ID     string `json:"id" jsonschema:"of the requirement"`
	Degree string `json:"degree" jsonschema:"how far it is met"`
}

// controlsDocument is controls.json.
type controlsDocument struct {
	head
	Controls []controlJSON `json:"controls" jsonschema:"every control"`
}

// controls is controls.json.
func (w *writer) controls() any {
	list := make([]controlJSON, 0, len(w.view.Controls))
	for _, c := range w.view.Controls {
		list = append(list, w.promised(c))
	}
	return controlsDocument{w.head(schemaControls), list}
}

// promised makes the promised part of a control.
func (w *writer) promised(c *disclose.Control) controlJSON {
	out := controlJSON{
		ID: c.ID, URL: w.absolute(route.OfControl(c.ID)), Title: c.Title, Kind: c.Kind, Statement: c.Statement,
		Status: c.Status, State: c.State, Reason: c.Reason, Grade: c.Grade,
		Parameters: make(map[string]any, len(c.Parameters)), Scope: scope(c.Scope), FreshUntil: when(c.FreshUntil),
		Evidence: make([]observationJSON, 0, len(c.Evidence)), Frameworks: make(map[string][]requirementJSON),
		Pages: w.links(c.Pages), Questions: full(c.Questions),
	}
	for _, p := range c.Parameters {
		out.Parameters[p.Name] = p.Raw
	}
	for _, o := range c.Evidence {
		out.Evidence = append(out.Evidence, observationJSON{o.ID, o.Tool, o.Format, when(o.Collected), when(o.Expires), o.Freshness, o.Outcome})
	}
	for _, m := range c.Mappings {
		out.Frameworks[m.Framework] = append(out.Frameworks[m.Framework], requirementJSON{m.Requirement, m.Degree})
	}
	return out
}

// parameterJSON is one parameter in full.
type parameterJSON struct {
	Name     string   `json:"name" jsonschema:"in the catalog"`
	Label    string   `json:"label" jsonschema:"for people"`
	Text     string   `json:"text" jsonschema:"for people, with its unit"`
	Type     string   `json:"type" jsonschema:"of the value"`
	Sense    string   `json:"sense" jsonschema:"at-least, at-most, exactly, or empty"`
	Unstated bool     `json:"unstated" jsonschema:"the claim does not say the value"`
	Readings []string `json:"readings" jsonschema:"other readings of an ambiguous phrase"`
	Value    any      `json:"value" jsonschema:"plain value"`
}

// comparisonJSON is a claimed value beside a measured one.
type comparisonJSON struct {
	Claimed  string `json:"claimed" jsonschema:"for people"`
	Measured string `json:"measured" jsonschema:"for people"`
	Path     string `json:"path" jsonschema:"where in the evidence it was read"`
	Holds    bool   `json:"holds" jsonschema:"the measured value keeps the claim"`
}

// scopedJSON is the state within one scope.
type scopedJSON struct {
	Scope  map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	State  string              `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
	Reason string              `json:"reason" jsonschema:"why it is in that state, a word of the vocabulary"`
}

// overrideJSON is a set of values for a narrower scope.
type overrideJSON struct {
	Scope      map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	Parameters []parameterJSON     `json:"parameters" jsonschema:"values that differ there"`
	Note       string              `json:"note" jsonschema:"remark, or empty"`
}

// relationJSON ties a control to another.
type relationJSON struct {
	ID      string `json:"id" jsonschema:"id of the other control"`
	How     string `json:"how" jsonschema:"how they are tied"`
	Turned  bool   `json:"turned" jsonschema:"the other control says it of this one"`
	Verdict string `json:"verdict" jsonschema:"holds, broken, unchecked, settled or stated; empty where nothing was found"`
	Detail  string `json:"detail" jsonschema:"the values with their units, or empty"`
}

// controlDocument is controls/ID.json.
type controlDocument struct {
	head
	controlJSON
	KindTitle      string           `json:"kind_title" jsonschema:"kind, for people"`
	Summary        string           `json:"summary" jsonschema:"in plain language, or empty"`
	Detail         string           `json:"detail" jsonschema:"why it is in its state, in a sentence"`
	Owner          string           `json:"owner" jsonschema:"team or person"`
	Responsibility string           `json:"responsibility" jsonschema:"who must act: provider, customer, shared or inherited"`
	Method         string           `json:"method" jsonschema:"how it can be checked"`
	Assert         string           `json:"assert" jsonschema:"the assertion (CEL), or empty"`
	Values         []parameterJSON  `json:"values" jsonschema:"parameters in full"`
	Overrides      []overrideJSON   `json:"overrides" jsonschema:"other values for narrower scopes"`
	Comparisons    []comparisonJSON `json:"comparisons" jsonschema:"claimed values beside measured ones"`
	PerScope       []scopedJSON     `json:"per_scope" jsonschema:"state within each scope"`
	Relates        []relationJSON   `json:"relates" jsonschema:"ties to other controls"`
	Exceptions     []string         `json:"exceptions" jsonschema:"ids of exceptions"`
	Answers        []string         `json:"answers" jsonschema:"ids of answers"`
	Flags          []string         `json:"flags" jsonschema:"weaknesses of its wording"`
	Note           string           `json:"note" jsonschema:"remark, or empty"`
	dossierJSON
}

// control is controls/ID.json: the promised part and everything else
// that the page of the control shows.
func (w *writer) control(c *disclose.Control) any {
	var over = make([]overrideJSON, 0, len(c.Overrides))
	for _, o := range c.Overrides {
		over = append(over, overrideJSON{scope(o.Scope), parameters(o.Parameters), o.Note})
	}
	var scoped = make([]scopedJSON, 0, len(c.PerScope))
	for _, s := range c.PerScope {
		scoped = append(scoped, scopedJSON{scope(s.Scope), s.State, s.Reason})
	}
	compared := comparisons(c.Comparisons)
	var relates = make([]relationJSON, 0, len(c.Relates))
	for _, x := range c.Relates {
		relates = append(relates, relationJSON{x.ID, x.How, x.Turned, x.Verdict, x.Detail})
	}
	return controlDocument{
		w.head(schemaControl), w.promised(c), c.KindTitle, c.Summary, c.Detail, c.Owner, c.Responsibility, c.Method, c.Assert,
		parameters(c.Parameters), over, compared, scoped, relates,
		full(c.Exceptions), full(c.Answers), full(c.Flags), c.Note, w.dossier(c),
	}
}

// comparison puts the fields of a comparison in the order of the document.
func comparison(x disclose.Comparison) comparisonJSON {
	return comparisonJSON{Claimed: x.Claimed, Measured: x.Measured, Path: x.Path, Holds: x.Holds}
}

// parameters makes parameters in full.
func parameters(in []disclose.Parameter) []parameterJSON {
	out := make([]parameterJSON, 0, len(in))
	for _, p := range in {
		out = append(out, parameterJSON{p.Name, p.Label, p.Text, p.Type, p.Sense, p.Unstated, full(p.Readings), p.Raw})
	}
	return out
}
