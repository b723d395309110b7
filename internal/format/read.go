package format

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/trust"
)

// context is what values, conditions and clocks are evaluated in.
type context struct {
	doc      any    // the root of the variant, or an item
	root     string // pointer of the variant's root in the file
	shape    string
	columns  []string // header of a table
	loc      *time.Location
	format   string
	params   map[string]any // of the file so far, with examined, skipped and errors
	problems *[]trust.Problem
}

// within returns the context of an item.
func (c *context) within(item any) *context {
	out := *c
	out.doc = item
	return &out
}

// zoneless is the problem of a time of collection whose zone is not written.
const zoneless = "time-zoneless"

// maxProblems bounds what one file may say about itself.
const maxProblems = 32

func (c *context) problem(code, message string) {
	p := trust.Problem{Code: code, Message: message}
	if c.problems == nil || len(*c.problems) >= maxProblems || slices.Contains(*c.problems, p) {
		return
	}
	*c.problems = append(*c.problems, p)
}

// Read recognises a document and reads it. Times without a zone are read in
// loc; with a nil loc they become the oldest instant that any offset allows.
func (r *Registry) Read(doc *shape.Document, loc *time.Location) Reading {
	decoded := maxDecoded
	out := r.readAt(doc, loc, place{decoded: &decoded})
	if out.Format == "" {
		out.Nearest = r.nearest(doc)
	}
	return out
}

// readAt reads a document that may stand inside of a wrapper.
func (r *Registry) readAt(doc *shape.Document, loc *time.Location, at place) Reading {
	out := Reading{Verdict: trust.VerdictNone}
	for i := range r.entries {
		e := &r.entries[i]
		if slices.Contains(at.outer, e.id) {
			continue
		}
		c, why := e.recognise(doc, loc, at.root)
		out.Tried = append(out.Tried, Attempt{Format: e.id, Why: why})
		if why == "" {
			c.problems = &out.Problems
			inner := r.contained(e, c, at)
			e.read(c, &out, inner)
			return out
		}
	}
	return out
}

// recognise returns the context of the document when the variant fits it, or
// why it does not.
func (e *entry) recognise(doc *shape.Document, loc *time.Location, at string) (*context, string) {
	c := &context{shape: doc.Shape, columns: doc.Columns, loc: loc, format: e.id}
	root, ok := e.variant.Root.first(doc.Body)
	if !ok && len(e.variant.Root.tokens) > 0 { // a file may hold a null alone
		return nil, e.variant.Name + ": " + cmp.Or(e.variant.Root.text, "the document") + " is missing"
	}
	c.doc, c.root = root.value, at+root.pointer()
	for i := range e.variant.Detect {
		if why := e.variant.Detect[i].fault(c); why != "" {
			return nil, e.variant.Name + ": " + why
		}
	}
	return c, ""
}

// nearest returns the formats that came closest, at most three: those of which
// at least half of the conditions hold.
func (r *Registry) nearest(doc *shape.Document) []string {
	type score struct {
		id    string
		share float64
	}
	best := map[string]float64{}
	for i := range r.entries {
		e := &r.entries[i]
		root, ok := e.variant.Root.first(doc.Body)
		if !ok {
			continue
		}
		c := &context{doc: root.value, shape: doc.Shape, columns: doc.Columns, format: e.id}
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
	out.Target = textOf(spec.Target.eval(c))
	out.Version = textOf(spec.Version.eval(c))
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
	t := trust.Tool{Version: textOf(e.reads.Tool.Version.eval(c))}
	for _, s := range e.reads.Tool.Name.sources {
		if s.op == "const" && inner.Name != "" {
			return inner
		}
		if t.Name = textOf(s.eval(c)); t.Name != "" {
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
		if text := textOf(e.reads.Scope[axis].eval(c)); text != "" {
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
	out.Truncated = truthy(s.Truncated.eval(c)) || inner.Truncated
	out.Known = out.Truncated || inner.Known
	for _, part := range []struct {
		name string
		from value
		to   *int64
	}{{"examined", s.Examined, &out.Examined}, {"skipped", s.Skipped, &out.Skipped}, {"errors", s.Errors, &out.Errors}} {
		f, ok := numberOf(part.from.eval(c))
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
	for _, item := range items {
		in := c.within(item)
		in.problems = nil
		if !in.hold(s.Where) {
			continue
		}
		key := textOf(s.Key.eval(in))
		at, ok := in.clock(s.At)
		if key != "" && ok {
			out = append(out, trust.Event{Type: s.Type, Key: key, At: at.t})
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
