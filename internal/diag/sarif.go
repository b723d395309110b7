package diag

import (
	"io"
	"net/url"

	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/source"
)

// The parts of SARIF 2.1.0 (OASIS standard) that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    Code         `json:"id"`
		Short sarifMessage `json:"shortDescription"`
		Full  sarifMessage `json:"fullDescription"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    Code            `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

// SARIF prints diagnostics as one SARIF 2.1.0 log with one run. Its rules are
// all codes; paths are relative to %SRCROOT%, columns are code points.
func SARIF(w io.Writer, list List) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver.Name = "Candor"
	index := make(map[Code]int)
	for i, info := range Codes() {
		index[info.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules,
			sarifRule{ID: info.Code, Short: sarifMessage{info.Title}, Full: sarifMessage{info.Why}})
	}
	for _, d := range list.Sorted() {
		run.Results = append(run.Results, sarifResultOf(d, index))
	}
	return jsontext.Document(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func sarifResultOf(d Diagnostic, index map[Code]int) sarifResult {
	text := d.Message
	if d.Hint != "" {
		text += "; hint: " + d.Hint
	}
	r := sarifResult{
		RuleID:    d.Code,
		RuleIndex: -1, // the standard's word for "no rule"
		Level:     d.Severity.String(),
		Message:   sarifMessage{text},
		Locations: []sarifLocation{},
	}
	if i, ok := index[d.Code]; ok {
		r.RuleIndex = i
	}
	if !d.Span.IsZero() {
		r.Locations = append(r.Locations, sarifLocation{Physical: sarifPlace(d.Span)})
	}
	for _, other := range d.Places() {
		if other.Span.IsZero() {
			continue
		}
		r.Related = append(r.Related, sarifLocation{
			ID:       len(r.Related) + 1,
			Physical: sarifPlace(other.Span),
			Message:  &sarifMessage{other.Message},
		})
	}
	return r
}

func sarifPlace(s source.Span) sarifPhysical {
	p := placeOf(s)
	return sarifPhysical{
		Artifact: sarifArtifact{URI: (&url.URL{Path: p.Path}).String(), Base: "%SRCROOT%"},
		Region:   sarifRegion{p.Line, p.Column, p.EndLine, p.EndColumn},
	}
}
