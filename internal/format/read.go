package format

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/trust"
)

// zoneless is the problem of a time of collection whose zone is not written.
const zoneless = "time-zoneless"

// Read recognises a document and reads it. Times without a zone are read in
// loc; with a nil loc they become the oldest instant that any offset allows.
func (r *Registry) Read(doc *shape.Document, loc *time.Location) Reading {
	s := newSession()
	out := r.readAt(doc, loc, s, place{})
	if out.Format == "" {
		out.Nearest = r.nearest(doc, s)
	}
	return out
}

// readAt reads a document that may stand inside of a wrapper.
func (r *Registry) readAt(doc *shape.Document, loc *time.Location, s *session, at place) Reading {
	out := Reading{Verdict: trust.VerdictNone}
	for i := range r.entries {
		e := &r.entries[i]
		if slices.Contains(at.outer, e.id) {
			continue
		}
		c, why := e.recognise(doc, loc, s, at.root)
		out.Tried = append(out.Tried, Attempt{Format: e.id, Why: why})
		if why == "" {
			c.problems = &out.Problems
			inner := r.contained(e, c, at)
			e.read(c, &out, inner)
			c.exhausted(&out)
			return out
		}
	}
	return out
}

// recognise returns the context of the document when the variant fits it, or
// why it does not.
func (e *entry) recognise(doc *shape.Document, loc *time.Location, s *session, at string) (*context, string) {
	c := &context{session: s, shape: doc.Shape, columns: doc.Columns, loc: loc, format: e.id}
	root, ok := e.variant.Root.First(doc.Body, &s.work)
	if !ok && !e.variant.Root.IsRoot() { // a file may hold a null alone
		return nil, e.variant.Name + ": " + e.variant.Root.String() + " is missing"
	}
	c.doc, c.whole, c.root = root.Value, root.Value, at+root.Pointer()
	for i := range e.variant.Detect {
		if why := e.variant.Detect[i].fault(c); why != "" {
			return nil, e.variant.Name + ": " + why
		}
	}
	return c, ""
}

// nearest returns the formats that came closest, at most three: those of which
// at least half of the conditions hold.
func (r *Registry) nearest(doc *shape.Document, s *session) []string {
	type score struct {
		id    string
		share float64
	}
	best := map[string]float64{}
	for i := range r.entries {
		e := &r.entries[i]
		root, ok := e.variant.Root.First(doc.Body, &s.work)
		if !ok {
			continue
		}
		c := &context{session: s, doc: root.Value, root: root.Pointer(), shape: doc.Shape, columns: doc.Columns, format: e.id}
		best[e.id] = max(best[e.id], e.likeness(c))
	}
	var scores []score
	for _, id := range slices.Sorted(maps.Keys(best)) {
		if best[id] > 0.5 {
			scores = append(scores, score{id, best[id]})
		}
	}
	slices.SortStableFunc(scores, func(a, b score) int { return -cmp.Compare(a.share, b.share) })
	var out []string
	for _, s := range scores[:min(3, len(scores))] {
		out = append(out, s.id)
	}
	return out
}

// likeness returns the share of the variant's conditions that hold, leaving
// out the shape of the file, which says little; 0 for another shape.
func (e *entry) likeness(c *context) float64 {
	held, all := 0, 0
	for i := range e.variant.Detect {
		d := &e.variant.Detect[i]
		holds := d.fault(c) == ""
		switch {
		case len(d.shapes) > 0 && !holds:
			return 0
		case len(d.shapes) > 0:
		case holds:
			held, all = held+1, all+1
		default:
			all++
		}
	}
	return float64(held) / float64(max(all, 1))
}

// read fills the reading from a document that the variant recognised, and from
// what it holds.
func (e *entry) read(c *context, out *Reading, inner Reading) {
	spec := &e.reads
	out.Format = e.id
	out.Tool = e.toolOf(c, inner.Tool)
	if s, ok := c.clock(spec.Collected); ok {
		out.Collected, out.Pointer, out.Zoned, out.Precision = s.t, s.pointer, s.zoned, s.precision
	}
	if s, ok := c.clock(spec.From); ok {
		out.From = s.t
	}
	if s, ok := c.clock(spec.Knowledge); ok {
		out.Knowledge = s.t
	}
	out.Target = plain.Text(spec.Target.eval(c))
	out.Version = plain.Text(spec.Version.eval(c))
	out.Scope = e.scope(c)
	c.params = map[string]any{}
	maps.Copy(c.params, inner.Params)
	out.Coverage = spec.Coverage.eval(c, inner.Coverage)
	out.Params = e.params(c)
	out.Events = spec.Events.eval(c)
	out.Verdict = spec.Verdict.eval(c)
	for i := range spec.Problems {
		if p := &spec.Problems[i]; c.hold(p.When) {
			c.problem(p.Code, p.Message)
		}
	}
	for _, p := range inner.Problems {
		if p.Code != zoneless { // said below, of the time that counts
			c.problem(p.Code, p.Message)
		}
	}
	if inner.Format != "" {
		out.over(inner, c)
	}
	if _, stated := c.params["examined"]; stated && out.Coverage.Examined == 0 {
		c.problem("nothing-examined", "the tool examined nothing, so the absence of findings shows nothing")
		if out.Verdict == trust.VerdictPass {
			out.Verdict = trust.VerdictInconclusive
		}
	}
	if !out.Collected.IsZero() && !out.Zoned {
		c.problem(zoneless, "the time at "+out.Pointer+" carries no zone")
	}
}

// toolOf returns the tool: as the file itself names it, as what it holds names
// it, or as the format does.
func (e *entry) toolOf(c *context, inner trust.Tool) trust.Tool {
	t := trust.Tool{Version: plain.Text(e.reads.Tool.Version.eval(c))}
	for _, s := range e.reads.Tool.Name.sources {
		if s.op == "const" && inner.Name != "" {
			return inner
		}
		if t.Name = plain.Text(s.eval(c)); t.Name != "" {
			break
		}
	}
	if t.Version == "" && strings.EqualFold(t.Name, inner.Name) {
		t.Version = inner.Version
	}
	return t
}

func (e *entry) scope(c *context) map[string]string {
	out := map[string]string{}
	for _, axis := range slices.Sorted(maps.Keys(e.reads.Scope)) {
		if text := plain.Text(e.reads.Scope[axis].eval(c)); text != "" {
			out[axis] = text
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// params reads the normalised parameters by name, in order, so that the
// problems that reading them may raise come in order too.
func (e *entry) params(c *context) map[string]any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(e.reads.Params)) {
		if v := e.reads.Params[name].eval(c); v != nil {
			out[name] = v
		}
	}
	maps.Copy(c.params, out)
	if len(out) == 0 {
		return nil
	}
	return out
}

// eval reads the coverage, over that of what a wrapper holds. What it finds
// becomes known to the conditions of parameters and verdicts as examined,
// skipped and errors.
func (s coverageSpec) eval(c *context, inner trust.Coverage) trust.Coverage {
	out := inner
	out.Truncated = plain.Truthy(s.Truncated.eval(c)) || inner.Truncated
	out.Known = out.Truncated || inner.Known
	for _, part := range []struct {
		name string
		from value
		to   *int64
	}{{"examined", s.Examined, &out.Examined}, {"skipped", s.Skipped, &out.Skipped}, {"errors", s.Errors, &out.Errors}} {
		f, ok := plain.Number(part.from.eval(c))
		if ok = ok && f >= 0; ok {
			*part.to = int64(min(f, 1<<53))
			out.Known = true
		}
		if ok || *part.to > 0 {
			c.params[part.name] = *part.to
		}
	}
	return out
}

// eval reads the events, newest first. Items without a key or an acceptable
// time are no events.
func (s eventSpec) eval(c *context) []trust.Event {
	items, _ := s.Each.eval(c).([]any)
	var out []trust.Event
	in := c.within()
	in.problems = nil
	for _, item := range items {
		if in.at(item); !in.hold(s.Where) {
			continue
		}
		key := plain.Text(s.Key.eval(in))
		at, ok := in.clock(s.At)
		if key != "" && ok {
			out = append(out, trust.Event{Type: s.Type, Key: key, At: at.t, Day: at.precision == precisionDay})
		}
	}
	sortEvents(out)
	return out
}

// sortEvents sorts events, newest first.
func sortEvents(list []trust.Event) {
	slices.SortStableFunc(list, func(a, b trust.Event) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Key, b.Key))
	})
}
