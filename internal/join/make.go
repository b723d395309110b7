package join

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Format is the format of evidence that was joined.
const Format = "joined"

// failedProblem is the code of the problem of a piece that could not be joined.
const failedProblem = "join-failed"

// Result is what the plan makes.
type Result struct {
	Evidence []*trust.Evidence // what was read, labelled, and what was made; by id, scope and path
	// Lacking says why no piece of an id could be made, in words that complete
	// `no evidence "x" was collected: ...`.
	Lacking map[string]string
}

// Apply labels the evidence and makes the joins as of one instant. read is
// sorted by id, scope and path.
func (p *Plan) Apply(read []*trust.Evidence, now time.Time) (Result, diag.List) {
	r := Result{Evidence: slices.Clone(read), Lacking: map[string]string{}}
	if len(p.labels)+len(p.joins) == 0 {
		return r, nil
	}
	m := &maker{plan: p, now: now, byID: map[string][]*trust.Evidence{}, result: &r}
	for _, e := range read {
		m.byID[e.ID] = append(m.byID[e.ID], e)
		for _, l := range p.labels[e.ID] {
			m.list.Add(l.apply(e)...)
		}
	}
	for _, j := range p.joins {
		m.make(j)
	}
	m.slips()
	if len(p.joins) > 0 {
		slices.SortStableFunc(r.Evidence, func(a, b *trust.Evidence) int {
			return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Scope.String(), b.Scope.String()), cmp.Compare(a.Path, b.Path))
		})
	}
	return r, m.list
}

// maker makes pieces.
type maker struct {
	plan   *Plan
	now    time.Time
	byID   map[string][]*trust.Evidence
	result *Result
	list   diag.List
}

// make makes the pieces of one join, one for each scope of the first piece that
// it is made of.
func (m *maker) make(j *join) {
	if taken := m.byID[j.id.Value]; len(taken) > 0 {
		m.list.Add(diag.Errorf(diag.JoinInvalid, j.id.Span, "the join %s has the id of evidence that was collected", j.id.Value).
			Hinted("rename the join").Also(taken[0].Span, "%s is here", j.id.Value))
		return
	}
	lead := j.from[0]
	leads := newest(m.byID[lead.id.Value])
	if lead.merged && len(leads) > 0 {
		leads = leads[:1]
	}
	if len(leads) == 0 {
		m.lacks(j, lead, nil)
		return
	}
	for _, e := range leads {
		scope := e.Scope
		if lead.merged {
			scope = nil
		}
		if out := m.piece(j, scope); out != nil {
			for _, l := range m.plan.labels[j.id.Value] {
				m.list.Add(l.apply(out)...)
			}
			m.byID[j.id.Value] = append(m.byID[j.id.Value], out)
			m.result.Evidence = append(m.result.Evidence, out)
		}
	}
}

// slips reports names of evidence that does not exist and is nearly called like
// some that does. What is near none has not been collected yet.
func (m *maker) slips() {
	known := append(slices.Sorted(maps.Keys(m.byID)), m.plan.IDs()...)
	check := func(id source.Text, who string) {
		if len(m.byID[id.Value]) > 0 || slices.Contains(known, id.Value) {
			return
		}
		if near := diag.Suggest(id.Value, known); near != "" {
			m.list.Add(diag.Errorf(diag.EvidenceUnknown, id.Span, "%s needs evidence %q, which does not exist", who, id.Value).Hinted("did you mean %q?", near))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.plan.labels)) {
		check(m.plan.labels[id][0].evidence, "a label")
	}
	for _, j := range m.plan.joins {
		for _, s := range j.from {
			check(s.id, "the join "+j.id.Value)
		}
	}
}

// lacks notes that a join lacks what it is made of.
func (m *maker) lacks(j *join, s input, within trust.Scope) {
	why := fmt.Sprintf("it is joined from %q, which is missing", s.id.Value)
	if further := m.result.Lacking[s.id.Value]; further != "" {
		why += " (" + further + ")"
	}
	if len(within) > 0 {
		why += " for " + within.String()
	}
	if m.result.Lacking[j.id.Value] == "" {
		m.result.Lacking[j.id.Value] = why
	}
}

// newest returns the newest piece of each scope.
func newest(pieces []*trust.Evidence) []*trust.Evidence {
	return trust.NewestOfEach(pieces, func(e *trust.Evidence) string { return e.Scope.String() })
}

// piece makes one piece within a scope, nil when something is missing.
func (m *maker) piece(j *join, within trust.Scope) *trust.Evidence {
	in := rule.Inputs{Ev: map[string]any{}, Facts: map[string]any{}, At: map[string]time.Time{}, Now: m.now}
	out := &trust.Evidence{
		ID: j.id.Value, Path: j.id.Span.Path(), Span: j.id.Span, Title: j.title, Media: "application/json", Format: Format,
		Verdict: trust.VerdictNone, Manual: true, Audience: m.plan.cfg.Ladder[0], Scope: within,
	}
	var bad *failure
	for _, s := range j.from {
		pieces := slices.DeleteFunc(newest(m.byID[s.id.Value]), func(e *trust.Evidence) bool { return !e.Scope.Meets(within) })
		if len(pieces) == 0 {
			m.lacks(j, s, within)
			return nil
		}
		if !s.merged && len(pieces) > 1 {
			bad = &failure{
				message: fmt.Sprintf("%q comes in several pieces (%s; %s)", s.id.Value, pieces[0].Scope, pieces[1].Scope),
				hint:    "name it under merge too, or let the evidence with the most scopes come first", span: s.id.Span,
			}
		}
		for _, e := range pieces {
			m.inherit(out, e)
		}
		in.Ev[s.id.Value], in.Facts[s.id.Value], in.At[s.id.Value] = pieces[0].Tree(), factsOf(pieces[0]), oldest(pieces)
		if s.merged {
			in.Ev[s.id.Value], in.Facts[s.id.Value] = merged(pieces)
		} else if len(pieces) == 1 {
			out.Scope = narrowed(out.Scope, pieces[0].Scope)
		}
	}
	out.Digest = digest(j.id.Value, out.Sources)
	if bad == nil {
		out.Body, bad = j.body(in)
	}
	if bad != nil {
		m.fail(j, out, bad)
	}
	return out
}

// fail leaves a piece that says nothing, and why.
func (m *maker) fail(j *join, out *trust.Evidence, bad *failure) {
	out.Body, out.Verdict = nil, trust.VerdictError
	out.Problems = append(out.Problems, trust.Problem{Code: failedProblem, Message: "it could not be joined: " + bad.message})
	scope := ""
	if len(out.Scope) > 0 {
		scope = " for " + out.Scope.String()
	}
	d := diag.Warningf(diag.JoinFailed, bad.span, "the join %s could not be made%s: %s", j.id.Value, scope, bad.message)
	d.Hint = bad.hint
	m.list.Add(d)
}

// inherit gives a piece what follows from one that it is made of: its age, its
// end, its coverage and its audience, the worst of each.
func (m *maker) inherit(out, e *trust.Evidence) {
	first := len(out.Sources) == 0
	out.Sources = append(out.Sources, e)
	out.Parents = append(out.Parents, trust.Parent{Name: e.Path, Digest: e.Digest, CollectedAt: e.Clocks.CollectedAt})
	c, from := &out.Clocks, e.Clocks
	if first || !c.CollectedAt.IsZero() && from.CollectedAt.Before(c.CollectedAt) {
		c.CollectedAt, c.CollectedSource, c.Precision = from.CollectedAt, "joined:"+e.ID, from.Precision
	}
	if c.Conflict == "" && from.Conflict != "" {
		c.Conflict = fmt.Sprintf("%q, which it is joined from: %s", e.ID, from.Conflict)
	}
	c.ObservedFrom, c.ValidUntil = earlier(c.ObservedFrom, from.ObservedFrom), earlier(c.ValidUntil, from.ValidUntil)
	c.KnowledgeAt = earlier(c.KnowledgeAt, from.KnowledgeAt)
	out.Coverage = trust.Coverage{
		Known: out.Coverage.Known || e.Coverage.Known, Truncated: out.Coverage.Truncated || e.Coverage.Truncated,
		Examined: out.Coverage.Examined + e.Coverage.Examined, Skipped: out.Coverage.Skipped + e.Coverage.Skipped, Errors: out.Coverage.Errors + e.Coverage.Errors,
	}
	out.Manual = out.Manual && e.Manual
	if m.plan.cfg.Closed(e.Audience) > m.plan.cfg.Closed(out.Audience) {
		out.Audience = e.Audience
	}
}

// earlier returns the earlier of two times that are known.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// oldest returns when the oldest of some pieces was collected.
func oldest(pieces []*trust.Evidence) time.Time {
	at := pieces[0].Clocks.CollectedAt
	for _, e := range pieces {
		if e.Clocks.CollectedAt.Before(at) {
			at = e.Clocks.CollectedAt
		}
	}
	return at
}

// merged is the body of several pieces: a list of them.
func merged(pieces []*trust.Evidence) (bodies, facts []any) {
	for _, e := range pieces {
		scope := map[string]any{}
		for axis, values := range e.Scope {
			list := make([]any, len(values))
			for i, v := range values {
				list[i] = v
			}
			scope[axis] = list
			if len(list) == 1 {
				scope[axis] = list[0]
			}
		}
		bodies = append(bodies, map[string]any{
			"scope": scope, "target": e.Target, "version": e.Version, "body": e.Tree(),
			"collected_at": e.Clocks.CollectedAt.UTC().Format(time.RFC3339),
		})
		facts = append(facts, factsOf(e))
	}
	return bodies, facts
}

// factsOf is the normalised side of a piece, as joins read it.
func factsOf(e *trust.Evidence) map[string]any {
	params := e.Params
	if params == nil {
		params = map[string]any{}
	}
	return map[string]any{
		"verdict": string(e.Verdict), "params": params,
		"coverage": map[string]any{
			"examined": e.Coverage.Examined, "skipped": e.Coverage.Skipped, "errors": e.Coverage.Errors, "truncated": e.Coverage.Truncated,
		},
	}
}

// narrowed returns a scope with the axes that another names beside.
func narrowed(scope, by trust.Scope) trust.Scope {
	if len(scope)+len(by) == 0 {
		return nil
	}
	return merge(by, scope)
}

// digest names what a piece is made of: it changes whenever one of its sources
// does.
func digest(id string, sources []*trust.Evidence) source.Digest {
	var lines []string
	for _, e := range sources {
		lines = append(lines, e.ID+" "+string(e.Digest))
	}
	slices.Sort(lines)
	return source.DigestOf([]byte(id + "\n" + strings.Join(lines, "\n")))
}
