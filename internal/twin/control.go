package twin

import (
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// controlJSON is one control of controls.json: the part that is promised to
// readers.
type controlJSON struct {
	ID         string                       `json:"id"`
	URL        string                       `json:"url"`
	Title      string                       `json:"title"`
	Kind       string                       `json:"kind"`
	Statement  string                       `json:"statement"`
	Status     string                       `json:"status"`
	State      string                       `json:"state"`
	Reason     string                       `json:"reason"`
	Grade      string                       `json:"grade"`
	Parameters map[string]any               `json:"parameters"` // name -> plain value
	Scope      map[string][]string          `json:"scope"`
	FreshUntil *instant                     `json:"fresh_until"`
	Evidence   []observationJSON            `json:"evidence"`
	Frameworks map[string][]requirementJSON `json:"frameworks"` // framework -> requirements
	Pages      []linkJSON                   `json:"pages"`
	Questions  []string                     `json:"questions"`
}

// observationJSON says how one need of a control was met.
type observationJSON struct {
	ID          string   `json:"id"`
	Tool        string   `json:"tool"`
	Format      string   `json:"format"`
	CollectedAt *instant `json:"collected_at"`
	ExpiresAt   *instant `json:"expires_at"`
	Freshness   string   `json:"freshness"`
	Outcome     string   `json:"outcome"`
}

// requirementJSON is a requirement that a control bears on.
type requirementJSON struct {
	ID     string `json:"id"`
	Degree string `json:"degree"`
}

// controlsDocument is controls.json.
type controlsDocument struct {
	head
	Controls []controlJSON `json:"controls"`
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
	Name     string   `json:"name"`
	Label    string   `json:"label"`
	Text     string   `json:"text"`
	Type     string   `json:"type"`
	Sense    string   `json:"sense"`
	Unstated bool     `json:"unstated"`
	Readings []string `json:"readings"`
	Value    any      `json:"value"`
}

// comparisonJSON is a claimed value beside a measured one.
type comparisonJSON struct {
	Claimed  string `json:"claimed"`
	Measured string `json:"measured"`
	Path     string `json:"path"`
	Holds    bool   `json:"holds"`
}

// scopedJSON is the state within one scope.
type scopedJSON struct {
	Scope  map[string][]string `json:"scope"`
	State  string              `json:"state"`
	Reason string              `json:"reason"`
}

// overrideJSON is a set of values for a narrower scope.
type overrideJSON struct {
	Scope      map[string][]string `json:"scope"`
	Parameters []parameterJSON     `json:"parameters"`
	Note       string              `json:"note"`
}

// relationJSON ties a control to another.
type relationJSON struct {
	ID      string `json:"id"`
	How     string `json:"how"`
	Turned  bool   `json:"turned"` // the other control says it of this one
	Verdict string `json:"verdict"`
	Detail  string `json:"detail"`
}

// controlDocument is controls/ID.json.
type controlDocument struct {
	head
	controlJSON
	KindTitle      string           `json:"kind_title"`
	Summary        string           `json:"summary"`
	Detail         string           `json:"detail"`
	Owner          string           `json:"owner"`
	Responsibility string           `json:"responsibility"`
	Method         string           `json:"method"`
	Assert         string           `json:"assert"`
	Values         []parameterJSON  `json:"values"`
	Overrides      []overrideJSON   `json:"overrides"`
	Comparisons    []comparisonJSON `json:"comparisons"`
	PerScope       []scopedJSON     `json:"per_scope"`
	Relates        []relationJSON   `json:"relates"`
	Exceptions     []string         `json:"exceptions"`
	Answers        []string         `json:"answers"`
	Flags          []string         `json:"flags"`
	Note           string           `json:"note"`
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
	var compared = make([]comparisonJSON, 0, len(c.Comparisons))
	for _, x := range c.Comparisons {
		compared = append(compared, comparison(x))
	}
	var relates = make([]relationJSON, 0, len(c.Relates))
	for _, x := range c.Relates {
		relates = append(relates, relationJSON{x.ID, x.How, x.Turned, x.Verdict, x.Detail})
	}
	return controlDocument{
		w.head(schemaControl), w.promised(c), c.KindTitle, c.Summary, c.Detail, c.Owner, c.Responsibility, c.Method, c.Assert,
		parameters(c.Parameters), over, compared, scoped, relates,
		full(c.Exceptions), full(c.Answers), full(c.Flags), c.Note,
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
