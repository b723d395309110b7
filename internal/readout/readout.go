// Package readout says of one file what was read of it as evidence, for people
// and for programs: what candor evidence inspect prints.
//
// It reads nothing and judges nothing.
package readout

import (
	"cmp"
	"path"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/trust"
)

// Description is what `candor evidence inspect --json` prints for one file, as
// one object. What is not known is null.
type Description struct {
	File            string             `json:"file"`
	Format          *string            `json:"format"`
	Contains        string             `json:"contains,omitempty"` // formats inside a wrapper
	Tool            DescribedTool      `json:"tool"`
	CollectedAt     *string            `json:"collected_at"` // RFC 3339, UTC
	CollectedSource *string            `json:"collected_at_source"`
	Precision       *string            `json:"precision"` // second, minute, day
	Verdict         string             `json:"verdict"`
	Coverage        DescribedCoverage  `json:"coverage"`
	Scope           DescribedScope     `json:"scope"`
	Params          map[string]any     `json:"params"`
	KnowledgeAt     *string            `json:"knowledge_at"`
	Problems        []DescribedProblem `json:"problems"`
	Nearest         []format.Attempt   `json:"nearest,omitempty"` // formats that came close, when none fits
	Tried           []format.Attempt   `json:"tried,omitempty"`   // all that were tried, in order, where that was asked for
}

// DescribedTool is the program that wrote the file.
type DescribedTool struct {
	Name    *string `json:"name"`
	Version *string `json:"version"`
}

// DescribedCoverage says how much was examined; null is not known.
type DescribedCoverage struct {
	Examined  *int64 `json:"examined"`
	Errors    *int64 `json:"errors"`
	Truncated *bool  `json:"truncated"`
}

// DescribedScope says what was examined.
type DescribedScope struct {
	Target  *string `json:"target"`
	Version *string `json:"version"`
}

// DescribedProblem is something noticed in the file.
type DescribedProblem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Describe says what evidence.Inspect found, as the command prints it. e may be nil.
func Describe(e *trust.Evidence, r format.Reading, file string) Description {
	if e == nil {
		e = &trust.Evidence{Tool: r.Tool, Verdict: r.Verdict, Coverage: r.Coverage, Target: r.Target, Version: r.Version, Params: r.Params, Problems: r.Problems}
	}
	d := Description{
		File: file, Format: known(r.Format), Contains: r.Contains, Verdict: string(cmp.Or(e.Verdict, trust.VerdictNone)),
		Tool:        DescribedTool{known(e.Tool.Name), known(e.Tool.Version)},
		CollectedAt: knownTime(e.Clocks.CollectedAt), CollectedSource: known(e.Clocks.CollectedSource), Precision: known(e.Clocks.Precision),
		Scope: DescribedScope{known(e.Target), known(e.Version)}, Params: e.Params, KnowledgeAt: knownTime(e.Clocks.KnowledgeAt),
		Problems: []DescribedProblem{}, Tried: r.Tried, Nearest: r.Nearest,
	}
	if e.Coverage.Known {
		c := e.Coverage
		d.Coverage = DescribedCoverage{&c.Examined, &c.Errors, &c.Truncated}
	}
	if d.Params == nil {
		d.Params = map[string]any{}
	}
	for _, p := range e.Problems {
		d.Problems = append(d.Problems, DescribedProblem(p))
	}
	if e.Clocks.Conflict != "" {
		d.Problems = append(d.Problems, DescribedProblem{"time-conflict", e.Clocks.Conflict})
	}
	return d
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func knownTime(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return known(t.UTC().Format(time.RFC3339Nano))
}

// FormatText says for people which format a file has.
func (d Description) FormatText() string {
	described, isEnvelope := strings.CutSuffix(path.Base(d.File), trust.EnvelopeSuffix)
	switch {
	case isEnvelope:
		return "the envelope of " + described + "; inspect that file"
	case d.Format != nil && d.Contains != "":
		return *d.Format + ", which contains " + d.Contains
	case d.Format != nil:
		return *d.Format
	case len(d.Nearest) == 0:
		return "not known"
	}
	names := make([]string, len(d.Nearest))
	for i, n := range d.Nearest {
		names[i] = n.String()
	}
	return "not known; nearest: " + strings.Join(names, ", ")
}
