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
	s := newSession(doc.Lean)
	defer s.done()
	out := r.readAt(doc, loc, s, place{})
	if r.explained {
		if out.Tried = r.attempts(doc, s); out.Format == "" {
			out.Nearest = nearest(out.Tried)
		}
	}
	return out
}

// readAt reads a document that may stand inside of a wrapper.
func (r *Registry) readAt(doc *shape.Document, loc *time.Location, s *session, at place) Reading {
	out := Reading{Verdict: trust.VerdictNone}
	for _, e := range r.candidates(doc) {
		if slices.Contains(at.outer, e.id) {
			continue
		}
		if c := e.recognise(doc, loc, s, at.root); c != nil {
			c.problems = &out.Problems
			inner := r.contained(e, c, at)
			e.read(c, &out, inner)
			c.exhausted(&out)
			return out
		}
	}
	return out
}

// read fills the reading from a document that the variant recognised, and from
// what it holds.
func (e *entry) read(c *context, out *Reading, inner Reading) {
	spec := &e.reads
	out.Format = e.id
	out.Tool = e.toolOf(c, inner.Tool)
	if s, ok := c.clock(spec.Collected); ok {
		out.Collected, out.Pointer, out.Zoned, out.Precision = s.Time, s.pointer, s.Zoned, s.Precision
	}
	if s, ok := c.clock(spec.From); ok {
		out.From = s.Time
	}
	if s, ok := c.clock(spec.Knowledge); ok {
		out.Knowledge = s.Time
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
			out[name] = c.work.Maps(v)
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
			out = append(out, trust.Event{Type: s.Type, Key: key, At: at.Time, Day: at.Precision == precisionDay})
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
