package twin

import (
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/matrix"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/route"
)

// evidenceJSON is one piece of evidence of evidence.json.
type evidenceJSON struct {
	Key         string              `json:"key" jsonschema:"unique in the portal: the id, with a number where several scopes share it"`
	ID          string              `json:"id" jsonschema:"as controls name it"`
	Title       string              `json:"title" jsonschema:"for people"`
	URL         string              `json:"url" jsonschema:"absolute address of the page"`
	Tool        toolJSON            `json:"tool" jsonschema:"what wrote the evidence"`
	Format      string              `json:"format" jsonschema:"of the evidence, or empty where it was not recognised"`
	Manual      bool                `json:"manual" jsonschema:"kept by a person"`
	Record      string              `json:"record" jsonschema:"kind of record that a person keeps, or empty"`
	Attester    string              `json:"attester" jsonschema:"who attests it, or empty"`
	SHA256      string              `json:"sha256" jsonschema:"digest of the exact bytes, hexadecimal"`
	Size        int64               `json:"size" jsonschema:"bytes"`
	Media       string              `json:"media_type" jsonschema:"media type"`
	CollectedAt *instant            `json:"collected_at" jsonschema:"when it was collected; null: not known"`
	CollectedBy string              `json:"collected_at_source" jsonschema:"where the time of collection was read"`
	Precision   string              `json:"precision" jsonschema:"second, minute or day"`
	Zone        string              `json:"zone" jsonschema:"of collected_at: stated, site or oldest"`
	ObservedAt  *instant            `json:"observed_at" jsonschema:"when the tool began to look"`
	ObservedTo  *instant            `json:"observed_until" jsonschema:"when it stopped"`
	ProducedAt  *instant            `json:"produced_at" jsonschema:"when the report was written"`
	RecordedAt  *instant            `json:"recorded_at" jsonschema:"when it was recorded"`
	ExistedAt   *instant            `json:"existed_at" jsonschema:"when others had seen it already"`
	ExistedBy   string              `json:"existed_at_source" jsonschema:"who had"`
	Assurance   string              `json:"assurance" jsonschema:"signed-by-ci, signed-by-person, unsigned-run, unsigned or inferred"`
	Signers     []string            `json:"signers" jsonschema:"ids of those who signed"`
	ValidUntil  *instant            `json:"valid_until" jsonschema:"as the document says"`
	KnowledgeAt *instant            `json:"knowledge_at" jsonschema:"date of what the tool knew, such as its database"`
	ExpiresAt   *instant            `json:"expires_at" jsonschema:"when it counts no more; null: no date"`
	Freshness   string              `json:"freshness" jsonschema:"fresh, due, stale, expired, missing, undated, undated-event, future, conflict or incomplete"`
	Verdict     string              `json:"verdict" jsonschema:"what the tool said"`
	Coverage    *coverageJSON       `json:"coverage" jsonschema:"how much was examined; null: not known"`
	Scope       map[string][]string `json:"scope" jsonschema:"axis to values; empty: everywhere"`
	Target      string              `json:"target" jsonschema:"what was examined"`
	Version     string              `json:"version" jsonschema:"of what was examined"`
	Params      map[string]any      `json:"params" jsonschema:"values that were read from it"`
	Problems    []problemJSON       `json:"problems" jsonschema:"what its format noticed"`
	Controls    []string            `json:"controls" jsonschema:"ids of controls"`
	Service     *serviceJSON        `json:"slo" jsonschema:"how steadily it was collected; null where no period says when it is due"`
	Raw         string              `json:"raw" jsonschema:"address of the published file, or empty"`
	Beside      []string            `json:"beside" jsonschema:"addresses of what is published beside it: its envelope, signatures"`
	Made        *madeJSON           `json:"made" jsonschema:"how it was made; null where that is not for this audience"`
}

// serviceJSON is how steadily evidence was collected.
type serviceJSON struct {
	WindowDays int64    `json:"window_days" jsonschema:"days that are looked at"`
	FreshShare float64  `json:"fresh_share" jsonschema:"part of them with fresh evidence, 0 to 1"`
	LongestGap string   `json:"longest_gap" jsonschema:"between two recordings, ISO 8601 duration"`
	Missed     int      `json:"missed" jsonschema:"due dates whose grace passed without a recording"`
	NextDue    *instant `json:"next_due" jsonschema:"date; null: none"`
	Runs       int      `json:"runs" jsonschema:"recordings"`
	Failed     int      `json:"failed" jsonschema:"runs that collected nothing"`
	Since      *instant `json:"since" jsonschema:"first recording of all"`
}

// toolJSON is the program that wrote evidence.
type toolJSON struct {
	Name    string `json:"name" jsonschema:"of the program"`
	Version string `json:"version" jsonschema:"of the program"`
}

// coverageJSON says how much was examined.
type coverageJSON struct {
	Examined  int64 `json:"examined" jsonschema:"number of things"`
	Skipped   int64 `json:"skipped" jsonschema:"number of things"`
	Errors    int64 `json:"errors" jsonschema:"number of things"`
	Truncated bool  `json:"truncated" jsonschema:"the report was cut off"`
}

// problemJSON is something that a format noticed.
type problemJSON struct {
	Code    string `json:"code" jsonschema:"stable"`
	Message string `json:"message" jsonschema:"for people"`
}

// evidenceDocument is evidence.json.
type evidenceDocument struct {
	head
	Evidence []evidenceJSON `json:"evidence" jsonschema:"every piece of evidence"`
}

// evidence is evidence.json.
func (w *writer) evidence() any {
	list := make([]evidenceJSON, 0, len(w.view.Evidence))
	for _, e := range w.view.Evidence {
		list = append(list, w.piece(e))
	}
	return evidenceDocument{w.head(schemaEvidence), list}
}

// piece makes one piece of evidence.
func (w *writer) piece(e *disclose.Evidence) evidenceJSON {
	out := evidenceJSON{
		Key: e.Key, ID: e.ID, Title: e.Title, URL: w.absolute(route.OfEvidence(e.Key)),
		Tool: toolJSON{e.Tool, e.ToolVersion}, Format: e.Format, Manual: e.Manual, Record: e.Record, Attester: e.Attester,
		SHA256: e.Digest, Size: e.Size, Media: e.Media,
		CollectedAt: when(e.Collected), CollectedBy: e.CollectedBy, Precision: e.Precision, Zone: e.Zone, ObservedAt: when(e.Observed),
		ObservedTo: when(e.ObservedTo), ProducedAt: when(e.Produced), ExistedAt: when(e.Existed), ExistedBy: e.ExistedBy,
		Assurance: e.Assurance, Signers: full(e.Signers),
		RecordedAt: when(e.Recorded), ValidUntil: when(e.ValidUntil), KnowledgeAt: when(e.Knowledge), ExpiresAt: when(e.Expires),
		Freshness: e.Freshness, Verdict: e.Verdict, Scope: scope(e.Scope), Target: e.Target, Version: e.Version,
		Params: make(map[string]any, len(e.Params)), Problems: make([]problemJSON, 0, len(e.Problems)), Controls: full(e.Controls),
	}
	if e.Coverage != nil {
		out.Coverage = &coverageJSON{e.Coverage.Examined, e.Coverage.Skipped, e.Coverage.Errors, e.Coverage.Truncated}
	}
	for _, p := range e.Params {
		out.Params[p.Name] = p.Raw
	}
	for _, p := range e.Problems {
		out.Problems = append(out.Problems, problemJSON{p.Code, p.Message})
	}
	if s, ok := w.view.Service(e, disclose.ServiceDays); ok {
		out.Service = &serviceJSON{
			disclose.ServiceDays, s.Share(), period.Period{Clock: s.Longest.Length()}.String(), s.Missed, when(s.NextDue), s.Runs, s.Failed, when(s.First),
		}
	}
	if e.Raw != "" {
		out.Raw = w.absolute(e.Raw)
	}
	out.Beside = make([]string, 0, len(e.Beside))
	for _, b := range e.Beside {
		out.Beside = append(out.Beside, w.absolute(b.Route))
	}
	out.Made = made(e)
	return out
}

// frameworkJSON is one framework of frameworks.json.
type frameworkJSON struct {
	ID           string                `json:"id" jsonschema:"id, unique among its kind"`
	Title        string                `json:"title" jsonschema:"for people"`
	Publisher    string                `json:"publisher" jsonschema:"who publishes it"`
	Version      string                `json:"version" jsonschema:"edition"`
	URL          string                `json:"url" jsonschema:"where it is published"`
	Withdrawn    *instant              `json:"withdrawn" jsonschema:"date; null: in force"`
	Successor    string                `json:"successor" jsonschema:"what took its place, or empty"`
	Covered      int                   `json:"covered" jsonschema:"requirements with a control"`
	Requirements []requirementFullJSON `json:"requirements" jsonschema:"in the order of the framework"`
}

// requirementFullJSON is one requirement with the controls that bear on it.
type requirementFullJSON struct {
	ID       string              `json:"id" jsonschema:"id, unique among its kind"`
	Title    string              `json:"title" jsonschema:"for people"`
	Group    string              `json:"group" jsonschema:"of the framework"`
	Controls []mappedControlJSON `json:"controls" jsonschema:"controls that bear on it"`
	Standing string              `json:"standing" jsonschema:"as its worst control: satisfied, planned, not-applicable, falls-short, undetermined, not-satisfied; or gap"`
}

// mappedControlJSON is a control under a requirement.
type mappedControlJSON struct {
	ID     string `json:"id" jsonschema:"id, unique among its kind"`
	Degree string `json:"degree" jsonschema:"how far it is met"`
	State  string `json:"state" jsonschema:"satisfied, not-satisfied, undetermined, planned or not-applicable"`
}

// frameworksDocument is frameworks.json.
type frameworksDocument struct {
	head
	Frameworks []frameworkJSON `json:"frameworks" jsonschema:"every framework"`
}

// frameworks is frameworks.json.
func (w *writer) frameworks() any {
	list := make([]frameworkJSON, 0, len(w.view.Frameworks))
	for _, f := range w.view.Frameworks {
		one := frameworkJSON{
			f.ID, f.Title, f.Publisher, f.Version, f.URL, when(f.Withdrawn), f.Successor, f.Covered,
			make([]requirementFullJSON, 0, len(f.Requirements)),
		}
		standing := make(map[string]string, len(f.Requirements))
		for _, g := range matrix.Of(w.view, f).Groups {
			for _, q := range g.Requirements {
				standing[q.ID] = q.Standing
			}
		}
		for _, q := range f.Requirements {
			full := requirementFullJSON{q.ID, q.Title, q.Group, make([]mappedControlJSON, 0, len(q.Controls)), standing[q.ID]}
			for _, c := range q.Controls {
				full.Controls = append(full.Controls, mappedControlJSON{c.ID, c.Degree, c.State})
			}
			one.Requirements = append(one.Requirements, full)
		}
		list = append(list, one)
	}
	return frameworksDocument{w.head(schemaFrameworks), list}
}
