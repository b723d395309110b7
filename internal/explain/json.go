package explain

import (
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// control is a control as `candor explain --json` prints it. Times are
// RFC 3339 in UTC; null is unknown or never.
type control struct {
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Statement   string        `json:"statement"`
	State       string        `json:"state"`
	Reason      string        `json:"reason"`
	Detail      string        `json:"detail"`
	Grade       string        `json:"grade"`
	FreshUntil  *time.Time    `json:"fresh_until"`
	Comparisons []comparison  `json:"comparisons"`
	PerScope    []scopedState `json:"per_scope"`
	Exceptions  []string      `json:"exceptions"`
	Evidence    []input       `json:"evidence"`
	Assert      string        `json:"assert"`
	Pages       []string      `json:"pages"`
	Frameworks  []framework   `json:"frameworks"`
	Relates     []relation    `json:"relates"`
	Questions   []string      `json:"questions"`
}

type comparison struct {
	Claimed  string `json:"claimed"`
	Measured string `json:"measured"`
	Path     string `json:"path"`
	Holds    bool   `json:"holds"`
}

type scopedState struct {
	Scope  map[string][]string `json:"scope"`
	State  string              `json:"state"`
	Reason string              `json:"reason"`
}

// input is what one piece of evidence said to a control.
type input struct {
	ID          string              `json:"id"`
	Scope       map[string][]string `json:"scope"`
	Freshness   string              `json:"freshness"`
	Outcome     string              `json:"outcome"`
	Detail      string              `json:"detail"`
	Schedule    string              `json:"schedule"`
	CollectedAt *time.Time          `json:"collected_at"`
	DueAt       *time.Time          `json:"due_at"`
	ExpiresAt   *time.Time          `json:"expires_at"`
	Aspects     []aspect            `json:"aspects"`
}

// aspect is one limit that a piece of evidence was held to; the worst decides.
type aspect struct {
	Name      string `json:"name"`
	Freshness string `json:"freshness"`
	Broken    bool   `json:"broken"`
	Detail    string `json:"detail"`
}

type framework struct {
	Framework   string `json:"framework"`
	Requirement string `json:"requirement"`
	Degree      string `json:"degree"`
}

type relation struct {
	How     string `json:"how"`
	ID      string `json:"id"`
	Turned  bool   `json:"turned"` // the other control says it of this one
	Verdict string `json:"verdict"`
	Detail  string `json:"detail"`
}

// controlJSON makes the document of a control.
func controlJSON(c *disclose.Control) control {
	out := control{
		ID: c.ID, Title: c.Title, Statement: c.Statement, State: c.State, Reason: c.Reason, Detail: c.Detail, Grade: c.Grade,
		FreshUntil: known(c.FreshUntil), Comparisons: []comparison{}, PerScope: []scopedState{}, Exceptions: some(c.Exceptions),
		Evidence: []input{}, Assert: c.Assert, Pages: []string{}, Frameworks: []framework{},
		Relates: []relation{}, Questions: some(c.Questions),
	}
	for _, x := range c.Comparisons {
		out.Comparisons = append(out.Comparisons, comparison(x))
	}
	for _, s := range c.PerScope {
		out.PerScope = append(out.PerScope, scopedState{axes(s.Scope), s.State, s.Reason})
	}
	for _, o := range c.Evidence {
		out.Evidence = append(out.Evidence, input{
			ID: o.ID, Scope: axes(o.Scope), Freshness: o.Freshness, Outcome: o.Outcome, Detail: o.Detail, Schedule: o.Schedule,
			CollectedAt: known(o.Collected), DueAt: known(o.DueAt), ExpiresAt: known(o.Expires), Aspects: []aspect{},
		})
		for _, a := range o.Aspects {
			said := &out.Evidence[len(out.Evidence)-1]
			said.Aspects = append(said.Aspects, aspect(a))
		}
	}
	for _, p := range c.Pages {
		out.Pages = append(out.Pages, p.URL)
	}
	for _, m := range c.Mappings {
		out.Frameworks = append(out.Frameworks, framework{m.Framework, m.Requirement, m.Degree})
	}
	for _, r := range c.Relates {
		out.Relates = append(out.Relates, relation{r.How, r.ID, r.Turned, r.Verdict, r.Detail})
	}
	return out
}

// evidence is a piece of evidence as `candor explain --json` prints it.
type evidence struct {
	ID          string              `json:"id"`
	Scope       map[string][]string `json:"scope"`
	Tool        string              `json:"tool"`
	ToolVersion string              `json:"tool_version"`
	Format      string              `json:"format"`
	CollectedAt *time.Time          `json:"collected_at"`
	Source      string              `json:"collected_at_source"`
	Precision   string              `json:"precision"`
	Zone        string              `json:"zone"` // of collected_at: stated, site, oldest
	Undated     string              `json:"undated"`
	Conflict    string              `json:"conflict"`
	ObservedAt  *time.Time          `json:"observed_at"`
	ObservedTo  *time.Time          `json:"observed_until"`
	ProducedAt  *time.Time          `json:"produced_at"`
	RecordedAt  *time.Time          `json:"recorded_at"`
	EvaluatedAt *time.Time          `json:"evaluated_at"`
	ExistedAt   *time.Time          `json:"existed_at"` // when others had seen it already
	ExistedBy   string              `json:"existed_at_source"`
	Assurance   string              `json:"assurance"`
	Signers     []string            `json:"signers"`
	Freshness   string              `json:"freshness"`
	ExpiresAt   *time.Time          `json:"expires_at"`
	Verdict     string              `json:"verdict"`
	Params      map[string]any      `json:"params"`
	Problems    []problem           `json:"problems"`
	SHA256      string              `json:"sha256"`
	Controls    []string            `json:"controls"`
}

type problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// evidenceJSON makes the document of pieces of evidence.
func evidenceJSON(pieces []*disclose.Evidence, asOf time.Time) []evidence {
	out := make([]evidence, 0, len(pieces))
	for _, e := range pieces {
		one := evidence{
			ID: e.ID, Scope: axes(e.Scope), Tool: e.Tool, ToolVersion: e.ToolVersion, Format: e.Format, CollectedAt: known(e.Collected),
			Source: e.CollectedBy, Precision: e.Precision, Zone: e.Zone, Undated: e.Undated, Conflict: e.Conflict,
			ObservedAt: known(e.Observed), ObservedTo: known(e.ObservedTo), ProducedAt: known(e.Produced), RecordedAt: known(e.Recorded), EvaluatedAt: known(asOf),
			ExistedAt: known(e.Existed), ExistedBy: e.ExistedBy, Assurance: e.Assurance, Signers: some(e.Signers), Freshness: e.Freshness, ExpiresAt: known(e.Expires), Verdict: e.Verdict, Params: map[string]any{},
			Problems: []problem{}, SHA256: e.Digest, Controls: some(e.Controls),
		}
		for _, p := range e.Params {
			one.Params[p.Name] = p.Raw
		}
		for _, p := range e.Problems {
			one.Problems = append(one.Problems, problem(p))
		}
		out = append(out, one)
	}
	return out
}

// known is a time, or nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// some is a list that prints as [] when it is empty.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// axes makes a mapping of axes to values.
func axes(scope []disclose.Axis) map[string][]string {
	out := make(map[string][]string, len(scope))
	for _, x := range scope {
		out[x.Name] = x.Values
	}
	return out
}
