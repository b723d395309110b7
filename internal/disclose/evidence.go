package disclose

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/trust"
)

// evidence adds the evidence behind the controls that are seen: envelope and
// verdict. What a tool read, whom it examined and the file itself are for the
// audience of the raw file.
func (r *reducer) evidence(seen []*trust.Control) {
	shown := make(map[*trust.Evidence]*Evidence, len(r.site.Evidence))
	for _, c := range seen {
		for _, o := range r.found.Finding(c.ID).Observations {
			if o.Evidence == nil || r.skips(o.Evidence.ID) {
				continue
			}
			out := shown[o.Evidence]
			if out == nil {
				out = r.piece(o.Evidence)
				shown[o.Evidence] = out
			}
			if !slices.Contains(out.Controls, c.ID) {
				out.Controls = append(out.Controls, c.ID)
			}
			out.DueAt, out.StaleAt, out.Expires = period.Sooner(out.DueAt, o.DueAt), period.Sooner(out.StaleAt, o.StaleAt), period.Sooner(out.Expires, o.Expires)
			out.History = r.recordings(out.History, o)
			out.Failures = o.Failures
			if at := o.Collected; out.Rhythm.Period.IsZero() || !o.Rhythm.Period.IsZero() && o.Rhythm.Due(at).Before(out.Rhythm.Due(at)) {
				out.Rhythm = o.Rhythm
			}
			out.Freshness = string(trust.Freshness(cmp.Or(out.Freshness, string(trust.Fresh))).Worse(o.Freshness))
		}
	}
	keys := map[string]int{}
	for _, e := range r.site.Evidence {
		out := shown[e]
		if out == nil {
			continue
		}
		keys[e.ID]++
		out.Key = e.ID
		if n := keys[e.ID]; n > 1 {
			out.Key = fmt.Sprintf("%s-%d", e.ID, n)
		}
		if out.Content != nil {
			out.Raw = rawRoute(out)
			out.Beside = beside(out)
		}
		r.view.Evidence = append(r.view.Evidence, out)
	}
}

// recordings lays the history that one need has over that of the needs before
// it: the same recordings, of which the soonest end counts.
func (r *reducer) recordings(shown []Recording, o *trust.Observation) []Recording {
	if shown == nil {
		for _, h := range o.History {
			if h.Collected.Equal(o.Collected) {
				h.Collected = r.collected(o.Evidence)
			}
			examined := int64(-1)
			if h.Coverage.Known {
				examined = h.Coverage.Examined
			}
			shown = append(shown, Recording{Collected: h.Collected, Verdict: string(h.Verdict), Examined: examined, FreshUntil: h.FreshUntil})
		}
		return shown
	}
	for i, h := range o.History {
		shown[i].FreshUntil = period.Sooner(shown[i].FreshUntil, h.FreshUntil)
	}
	return shown
}

func (r *reducer) piece(e *trust.Evidence) *Evidence {
	out := &Evidence{
		ID: e.ID, Title: cmp.Or(e.Title, e.ID), Tool: e.Tool.Name, ToolVersion: e.Tool.Version, Format: e.Format,
		Manual: e.Manual, Record: e.Record, Digest: string(e.Digest), Size: e.Size, Media: e.Media,
		Collected: r.collected(e), CollectedBy: e.Clocks.CollectedSource, Precision: e.Clocks.Precision,
		Zone: string(e.Clocks.Zone), Observed: e.Clocks.ObservedFrom, ObservedTo: e.Clocks.ObservedTo, Produced: e.Clocks.ProducedAt,
		Existed: e.Clocks.Existed, ExistedBy: e.Clocks.ExistedSource, Assurance: string(e.Assurance), Vouched: vouched(e.Assurance), Recorded: e.Clocks.RecordedAt, ValidUntil: e.Clocks.ValidUntil, Knowledge: e.Clocks.KnowledgeAt,
		Verdict: string(e.Verdict), Scope: r.declaredAxes(e.Scope),
	}
	if e.Coverage.Known {
		out.Coverage = &Coverage{Examined: e.Coverage.Examined, Skipped: e.Coverage.Skipped, Errors: e.Coverage.Errors, Truncated: e.Coverage.Truncated}
	}
	if e.Attester != nil {
		out.Attester = e.Attester.Role
	}
	if !r.sees(e.Audience) {
		switch kind, _, _ := strings.Cut(out.CollectedBy, ":"); kind {
		case "derived_from", "joined", "signed": // by whom, and from what, is for the audience of the raw file
			out.CollectedBy = kind
		}
		return out
	}
	out.Scope, out.Target, out.Version = axes(e.Scope), e.Target, e.Version
	r.envelope(out, e)
	out.Undated, out.Conflict = e.Clocks.Unknown, e.Clocks.Conflict
	for _, s := range e.Signers {
		out.Signers = append(out.Signers, s.Signer)
	}
	if e.Attester != nil && e.Attester.Name != "" {
		out.Attester = e.Attester.Name + ", " + e.Attester.Role
	}
	for _, name := range slices.Sorted(maps.Keys(e.Params)) {
		out.Params = append(out.Params, Param{Name: name, Text: text(e.Params[name]), Raw: e.Params[name]})
	}
	for _, p := range e.Problems {
		out.Problems = append(out.Problems, Problem{Code: p.Code, Message: p.Message})
	}
	return out
}

// rawRoute is where a file is published as it is: as JSON or as plain text,
// whatever it was called, so that no browser takes it for a page or an image.
func rawRoute(e *Evidence) string {
	name := e.Key + ".txt"
	if json.Valid(e.Content) {
		name = e.Key + ".json"
	}
	return route.OfEvidence(e.Key) + name
}

// vouched says a level of assurance to people.
func vouched(a trust.Assurance) string {
	switch a {
	case trust.SignedByCI:
		return "signed by a program"
	case trust.SignedByPerson:
		return "signed by a person"
	case trust.UnsignedRun:
		return "unsigned, with the identity of a run"
	case trust.Unsigned:
		return "unsigned"
	}
	return "inferred from the file alone"
}

// text formats a plain value for people.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return "none"
	case []any:
		parts := make([]string, len(v))
		for i, it := range v {
			parts[i] = text(it)
		}
		return cmp.Or(parameter.Enumerate(parts, "and"), "none")
	case bool:
		if v {
			return "yes"
		}
		return "no"
	}
	return fmt.Sprint(v)
}
