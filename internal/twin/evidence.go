package twin

import (
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/route"
)

// evidenceJSON is one piece of evidence of evidence.json.
type evidenceJSON struct {
	Key         string              `json:"key"`
	ID          string              `json:"id"`
	Title       string              `json:"title"`
	URL         string              `json:"url"`
	Tool        toolJSON            `json:"tool"`
	Format      string              `json:"format"`
	Manual      bool                `json:"manual"`
	Record      string              `json:"record"`
	Attester    string              `json:"attester"`
	SHA256      string              `json:"sha256"`
	Size        int64               `json:"size"`
	Media       string              `json:"media_type"`
	CollectedAt *instant            `json:"collected_at"`
	CollectedBy string              `json:"collected_at_source"`
	Precision   string              `json:"precision"`
	Zone        string              `json:"zone"`        // of collected_at: stated, site, oldest
	ObservedAt  *instant            `json:"observed_at"` // when the tool began to look
	ObservedTo  *instant            `json:"observed_until"`
	ProducedAt  *instant            `json:"produced_at"`
	RecordedAt  *instant            `json:"recorded_at"`
	ExistedAt   *instant            `json:"existed_at"` // when others had seen it already
	ExistedBy   string              `json:"existed_at_source"`
	Assurance   string              `json:"assurance"`
	Signers     []string            `json:"signers"`
	ValidUntil  *instant            `json:"valid_until"`
	KnowledgeAt *instant            `json:"knowledge_at"`
	ExpiresAt   *instant            `json:"expires_at"`
	Freshness   string              `json:"freshness"`
	Verdict     string              `json:"verdict"`
	Coverage    *coverageJSON       `json:"coverage"`
	Scope       map[string][]string `json:"scope"`
	Target      string              `json:"target"`
	Version     string              `json:"version"`
	Params      map[string]any      `json:"params"`
	Problems    []problemJSON       `json:"problems"`
	Controls    []string            `json:"controls"`
	Service     *serviceJSON        `json:"slo"` // null where no period says when it is due
	Raw         string              `json:"raw"` // absolute URL, or ""
}

// serviceJSON is how steadily evidence was collected.
type serviceJSON struct {
	WindowDays int64    `json:"window_days"`
	FreshShare float64  `json:"fresh_share"` // 0 to 1
	LongestGap string   `json:"longest_gap"` // ISO 8601 duration between two recordings
	Missed     int      `json:"missed"`      // due dates whose grace passed without one
	NextDue    *instant `json:"next_due"`
	Runs       int      `json:"runs"`
	Failed     int      `json:"failed"`
	Since      *instant `json:"since"` // the first recording of all
}

// toolJSON is the program that wrote evidence.
type toolJSON struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// coverageJSON says how much was examined.
type coverageJSON struct {
	Examined  int64 `json:"examined"`
	Skipped   int64 `json:"skipped"`
	Errors    int64 `json:"errors"`
	Truncated bool  `json:"truncated"`
}

// problemJSON is something that a format noticed.
type problemJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// evidenceDocument is evidence.json.
type evidenceDocument struct {
	head
	Evidence []evidenceJSON `json:"evidence"`
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
	return out
}

// frameworkJSON is one framework of frameworks.json.
type frameworkJSON struct {
	ID           string                `json:"id"`
	Title        string                `json:"title"`
	Publisher    string                `json:"publisher"`
	Version      string                `json:"version"`
	URL          string                `json:"url"`
	Withdrawn    *instant              `json:"withdrawn"`
	Successor    string                `json:"successor"`
	Covered      int                   `json:"covered"`
	Requirements []requirementFullJSON `json:"requirements"`
}

// requirementFullJSON is one requirement with the controls that bear on it.
type requirementFullJSON struct {
	ID       string              `json:"id"`
	Title    string              `json:"title"`
	Group    string              `json:"group"`
	Controls []mappedControlJSON `json:"controls"`
}

// mappedControlJSON is a control under a requirement.
type mappedControlJSON struct {
	ID     string `json:"id"`
	Degree string `json:"degree"`
	State  string `json:"state"`
}

// frameworksDocument is frameworks.json.
type frameworksDocument struct {
	head
	Frameworks []frameworkJSON `json:"frameworks"`
}

// frameworks is frameworks.json.
func (w *writer) frameworks() any {
	list := make([]frameworkJSON, 0, len(w.view.Frameworks))
	for _, f := range w.view.Frameworks {
		one := frameworkJSON{
			f.ID, f.Title, f.Publisher, f.Version, f.URL, when(f.Withdrawn), f.Successor, f.Covered,
			make([]requirementFullJSON, 0, len(f.Requirements)),
		}
		for _, q := range f.Requirements {
			full := requirementFullJSON{q.ID, q.Title, q.Group, make([]mappedControlJSON, 0, len(q.Controls))}
			for _, c := range q.Controls {
				full.Controls = append(full.Controls, mappedControlJSON{c.ID, c.Degree, c.State})
			}
			one.Requirements = append(one.Requirements, full)
		}
		list = append(list, one)
	}
	return frameworksDocument{w.head(schemaFrameworks), list}
}
