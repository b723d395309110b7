package controls

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/selection"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// needEntry is the id of some evidence, or a mapping with its schedule.
type needEntry struct{ needFile }

type needFile struct {
	ID       source.Text   `json:"id" jsonschema:"id of the evidence"`
	Tool     string        `json:"tool,omitempty" jsonschema:"what produces it, for people"`
	Shows    string        `json:"shows,omitempty" jsonschema:"what in it proves the claim, for people"`
	Schedule scheduleEntry `json:"schedule,omitzero" jsonschema:"when it is due; by the control's freshness without one"`
	Scope    scopeFile     `json:"scope,omitempty" jsonschema:"which of several pieces counts"`
	Records  *recordsFile  `json:"records,omitempty" jsonschema:"how old the records within it may be, beside its own age"`
	Coverage *coverageFile `json:"coverage,omitempty" jsonschema:"how much must have been examined"`
	Cadence  *cadenceFile  `json:"cadence,omitempty" jsonschema:"a window in which no collection may have been missed, by the log"`
	Across   *acrossFile   `json:"across,omitempty" jsonschema:"an inventory, each entry of which must have evidence of its own"`
	Warn     trust.Outcome `json:"warn,omitempty" oneof:"pass fail" jsonschema:"what a verdict of warn counts as; it decides nothing by default"`
	Publish  string        `json:"publish,omitempty" oneof:"raw" jsonschema:"raw: the portal shows the file itself to its audience"`
	// Assurance is a word of trust.Demands.
	Assurance string `json:"assurance,omitempty" oneof:"signed signed-by-ci signed-by-person run envelope" jsonschema:"least assurance: signed by anybody listed (signed), by a program or a person alone, or unsigned with the identity of a run (run) or an envelope (envelope)"`
}

// DecodeNode implements decode.Decoder.
func (e *needEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.Map {
		return schema.Into(n, "evidence", &e.ID)
	}
	return schema.Into(n, "evidence", &e.needFile)
}

// Shape implements schema.Shaped.
func (e *needEntry) Shape() schema.Shape { return schema.TextOr[needFile]() }

// scheduleEntry is a schedule in words, or a mapping with its grace.
type scheduleEntry struct {
	text source.Text
	form *scheduleFile // nil where words stand
	span source.Span   // zero where no schedule stands
}

type scheduleFile struct {
	From       source.Text `json:"from,omitzero" jsonschema:"parameter of the control that holds the period"`
	Every      source.Text `json:"every,omitzero" jsonschema:"ISO 8601 duration, or daily, weekly, ..."`
	Per        source.Text `json:"per,omitzero" jsonschema:"event: one piece for each"`
	After      source.Text `json:"after,omitzero" alias:"on" jsonschema:"event: one piece after each"`
	Before     source.Text `json:"before,omitzero" jsonschema:"event: one piece before each, after the one before"`
	Continuous source.Text `json:"continuous,omitzero" jsonschema:"longest gap that does not disprove it"`
	Grace      source.Text `json:"grace,omitzero" jsonschema:"what may pass after it: a share such as 25%, or a duration"`
	ForEach    source.Text `json:"for_each,omitzero" jsonschema:"event: one record for each, joined by key"`
	selection.Selection
	Within source.Text   `json:"within,omitzero" jsonschema:"how long after its event it may come, or before it at most: a duration, or a parameter of the control"`
	Match  string        `json:"match,omitempty" oneof:"version" jsonschema:"evidence must be of the version that the event names"`
	Since  schema.Scalar `json:"since,omitzero" jsonschema:"with for_each: events before this date ask for nothing"`
	Window source.Text   `json:"window,omitzero" jsonschema:"with for_each: how long a late record is held against the claim; the site's review period by default"`
}

// DecodeNode implements decode.Decoder.
func (s *scheduleEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind == decode.Null {
		return nil
	}
	s.span = n.Span
	if n.Kind != decode.Map {
		return schema.Into(n, "schedule", &s.text)
	}
	s.form = &scheduleFile{}
	return schema.Into(n, "schedule", s.form)
}

// Shape implements schema.Shaped.
func (s *scheduleEntry) Shape() schema.Shape {
	return schema.Shape{AnyOf: []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[scheduleFile]()}}
}

// readNeed checks one piece of evidence that a control or an exception asks
// for.
func (r *reader) readNeed(e needEntry, c *trust.Control, needs *[]trust.Need) {
	if !given(e.ID) {
		return
	}
	if !isEvidenceID(e.ID.Value) {
		r.list.Add(diag.Errorf(diag.ValueInvalid, e.ID.Span, "the evidence id %q is not letters, digits, hyphens, underscores and dots", e.ID.Value))
		return
	}
	n := trust.Need{ID: e.ID.Value, Span: e.ID.Span, Tool: e.Tool, Shows: e.Shows, Scope: r.scope(e.Scope), Assurance: trust.Demand(e.Assurance)}
	if !e.Schedule.span.IsZero() {
		n.Schedule, n.From = r.schedule(e.Schedule, c)
		n.ScheduleSpan = e.Schedule.span
		if f := e.Schedule.form; f != nil && (!f.Key.IsZero() || !f.Each.IsZero()) {
			each := f.Selection
			n.Each = &each
		}
	}
	n.Records, n.Coverage, n.Cadence = r.recordLimit(e.Records, c), r.coverageLimit(e.Coverage), r.cadence(e.Cadence)
	n.Across, n.Warn = r.across(e.Across), e.Warn
	n.Publish = e.Publish == "raw"
	*needs = append(*needs, n)
}

// schedule reads a schedule and the parameter that it comes from.
func (r *reader) schedule(s scheduleEntry, c *trust.Control) (*period.Schedule, string) {
	if given(s.text) {
		return r.parseSchedule(s.text, "", ""), ""
	}
	form := cmp.Or(s.form, &scheduleFile{})
	forms := []struct {
		text   source.Text
		prefix string
	}{
		{form.Every, ""}, {form.Per, "per-"}, {form.After, "on-"}, {form.Before, "before-"},
		{form.ForEach, "for-each-"}, {form.From, ""}, {form.Continuous, ""},
	}
	forms = slices.DeleteFunc(forms, func(f struct {
		text   source.Text
		prefix string
	}) bool {
		return !given(f.text)
	})
	if joint := given(form.ForEach) && given(form.Every); len(forms) != 1 && !(joint && len(forms) == 2) {
		r.list.Add(diag.Errorf(diag.ScheduleInvalid, s.span, "the schedule has %d of the keys from, every, per, after, before, for_each and continuous, expected one", len(forms)).
			Hinted("write {every: P7D}, {from: PARAMETER}, {per: EVENT}, {after: EVENT}, {before: EVENT} or {for_each: EVENT}"))
		return nil, ""
	}
	var out *period.Schedule
	from := ""
	switch {
	case given(form.From):
		out, from = r.scheduleFrom(form.From, c), form.From.Value
	case given(form.ForEach):
		if out = r.parseSchedule(form.ForEach, "for-each-", ""); out != nil && given(form.Every) {
			if file := r.parseSchedule(form.Every, "", form.Every.Value); file != nil {
				out.Period = file.Period
			}
		}
	case given(form.Continuous):
		out = &period.Schedule{Basis: period.Continuous, Period: r.period(form.Continuous, "continuous")}
	default:
		out = r.parseSchedule(forms[0].text, forms[0].prefix, form.Every.Value)
	}
	if out == nil {
		return nil, ""
	}
	out.Grace = r.grace(form.Grace, diag.ScheduleInvalid, "grace")
	r.narrow(out, form, c)
	if out.Basis != period.ForEach && (!form.Each.IsZero() || !form.Key.IsZero() || !form.At.IsZero() || !form.Where.IsZero()) {
		r.list.Add(diag.Errorf(diag.ScheduleInvalid, s.span, "the keys each, where, key and at find records, and this schedule asks for none").
			Hinted("remove them, or write {for_each: EVENT, ...}"))
	}
	return out, from
}

// parseSchedule reads a schedule in words. every is the text of the key every,
// which takes no event.
func (r *reader) parseSchedule(t source.Text, prefix, every string) *period.Schedule {
	s, err := period.ParseSchedule(prefix + t.Value)
	if err == nil && every != "" && s.Basis != period.Every {
		err = errNotPeriod(every)
	}
	if err != nil {
		r.list.Add(diag.Errorf(diag.ScheduleInvalid, t.Span, "%s", err))
		return nil
	}
	return &s
}

type errNotPeriod string

func (e errNotPeriod) Error() string {
	return `"` + string(e) + `" is not a period such as P7D or daily`
}

// scheduleFrom reads a schedule off a parameter: a frequency, or a period.
func (r *reader) scheduleFrom(name source.Text, c *trust.Control) *period.Schedule {
	p := r.named(c, name, "from")
	switch {
	case p == nil:
		return nil
	case p.Value.Schedule != nil:
		s := *p.Value.Schedule
		return &s
	case !p.Value.Period.IsZero():
		return &period.Schedule{Basis: period.Every, Period: p.Value.Period}
	case p.Value.Word != "":
		return &period.Schedule{Basis: period.Unscheduled, Event: p.Value.Word}
	}
	r.list.Add(diag.Errorf(diag.ScheduleInvalid, name.Span, "the parameter %s is of type %s, expected a frequency or a duration", name.Value, p.Value.Type).
		Hinted("name a parameter that holds a period"))
	return nil
}
