package export

import (
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/workbook"
)

// controlsTable is one row a control.
func controlsTable(v *disclose.View) table {
	t := table{title: "Controls", item: "title", columns: []workbook.Column{
		{Title: "id", Width: 24}, {Title: "title", Width: 36, Strong: true}, {Title: "kind", Width: 16}, {Title: "status", Width: 14},
		{Title: "responsibility", Width: 14}, {Title: "state", Width: 14}, {Title: "reason", Width: 14}, {Title: "detail", Width: 44},
		{Title: "grade", Width: 12}, {Title: "statement", Width: 60}, {Title: "parameters", Width: 40}, {Title: "scope", Width: 30},
		{Title: "frameworks", Width: 36}, {Title: "evidence", Width: 44}, {Title: "fresh_until", Width: 22},
		{Title: "pages", Width: 40}, {Title: "questions", Width: 60}, {Title: "url", Width: 44, Address: true},
	}}
	for _, c := range v.Controls {
		t.rows = append(t.rows, []string{
			c.ID, c.Title, c.Kind, c.Status, c.Responsibility, c.State, c.Reason, c.Detail, c.Grade, c.Statement,
			listOf(c.Parameters, parameterText), scopeText(c.Scope), listOf(c.Mappings, mappingText),
			listOf(c.Evidence, observationText), instant(c.FreshUntil),
			addresses(v, c.Pages),
			listOf(c.Questions, func(q string) string { return q }), absolute(v, route.OfControl(c.ID)),
		})
	}
	return t
}

// schemaControls names the shape of the JSON export of controls.
const schemaControls = "candor-export-controls/1"

// controlJSON is one control. Its keys are those of api/v1/controls.json, so
// that one reader does for both.
type controlJSON struct {
	ID             string                       `json:"id"`
	Title          string                       `json:"title"`
	Kind           string                       `json:"kind"`
	Status         string                       `json:"status"`
	Responsibility string                       `json:"responsibility"`
	State          string                       `json:"state"`
	Reason         string                       `json:"reason"`
	Detail         string                       `json:"detail"`
	Grade          string                       `json:"grade"`
	Statement      string                       `json:"statement"`
	Parameters     map[string]any               `json:"parameters"` // name -> plain value
	Texts          map[string]string            `json:"parameter_texts"`
	Scope          map[string][]string          `json:"scope"`
	Frameworks     map[string][]requirementJSON `json:"frameworks"` // framework -> requirements
	Evidence       []observationJSON            `json:"evidence"`
	FreshUntil     *string                      `json:"fresh_until"`
	Pages          []linkJSON                   `json:"pages"`
	Questions      []string                     `json:"questions"`
	URL            string                       `json:"url"` // absolute
}

type requirementJSON struct {
	ID     string `json:"id"`
	Degree string `json:"degree"`
}

type observationJSON struct {
	ID          string  `json:"id"`
	Tool        string  `json:"tool"`
	Format      string  `json:"format"`
	CollectedAt *string `json:"collected_at"`
	ExpiresAt   *string `json:"expires_at"`
	Freshness   string  `json:"freshness"`
	Outcome     string  `json:"outcome"`
}

type linkJSON struct {
	Title string `json:"title"`
	URL   string `json:"url"` // absolute
}

func controlsDocument(v *disclose.View) any {
	list := make([]controlJSON, len(v.Controls))
	for i, c := range v.Controls {
		list[i] = controlItem(v, c)
	}
	return struct {
		head
		Controls []controlJSON `json:"controls"`
	}{headOf(schemaControls, v), list}
}

func controlItem(v *disclose.View, c *disclose.Control) controlJSON {
	out := controlJSON{
		ID: c.ID, Title: c.Title, Kind: c.Kind, Status: c.Status, Responsibility: c.Responsibility, State: c.State,
		Reason: c.Reason, Detail: c.Detail, Grade: c.Grade, Statement: c.Statement,
		Parameters: map[string]any{}, Texts: map[string]string{}, Scope: scopeMap(c.Scope), Frameworks: map[string][]requirementJSON{},
		Evidence: []observationJSON{}, FreshUntil: nullable(c.FreshUntil), Pages: []linkJSON{}, Questions: full(c.Questions), URL: absolute(v, route.OfControl(c.ID)),
	}
	for _, p := range c.Parameters {
		out.Parameters[p.Name], out.Texts[p.Name] = p.Raw, p.Text
	}
	for _, m := range c.Mappings {
		out.Frameworks[m.Framework] = append(out.Frameworks[m.Framework], requirementJSON{m.Requirement, m.Degree})
	}
	for _, o := range c.Evidence {
		out.Evidence = append(out.Evidence, observationJSON{
			o.ID, o.Tool, o.Format, nullable(o.Collected), nullable(o.Expires), o.Freshness, o.Outcome,
		})
	}
	for _, l := range c.Pages {
		out.Pages = append(out.Pages, linkJSON{l.Title, absolute(v, l.URL)})
	}
	return out
}
