package controls

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/selection"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// recordsFile limits the age of the records within a piece of evidence.
type recordsFile struct {
	selection.Selection
	MaxAge source.Text      `json:"max_age" jsonschema:"how old a record may be: a duration, or a parameter of the control"`
	Grace  source.Text      `json:"grace,omitzero" jsonschema:"what may pass after it; nothing by default"`
	Rule   trust.RecordRule `json:"rule,omitempty" oneof:"every oldest newest" jsonschema:"which records the limit applies to; every by default"`
	Span   source.Span      `json:"-"`
}

// coverageFile limits what a tool may leave out.
type coverageFile struct {
	MinExamined *int64        `json:"min_examined,omitempty" jsonschema:"how many things must have been examined at least; 1 by default where a tool counts them"`
	MaxErrors   *int64        `json:"max_errors,omitempty" jsonschema:"how many errors the tool may have met; 0 by default"`
	MaxSkipped  schema.Scalar `json:"max_skipped,omitzero" jsonschema:"how much may have been skipped: a number, or a share such as 10%"`
	Span        source.Span   `json:"-"`
}

// cadenceFile holds the log to a schedule.
type cadenceFile struct {
	Window source.Text `json:"window" jsonschema:"ISO 8601 duration, back from the time of the build"`
}

// acrossFile asks for evidence for each entry of an inventory.
type acrossFile struct {
	Axis     source.Text `json:"axis" jsonschema:"axis of scope that the entries are values of, such as account"`
	Evidence source.Text `json:"evidence" jsonschema:"id of the evidence that lists them"`
	selection.Selection
	Span source.Span `json:"-"`
}

// narrow reads what bounds an event schedule, and refuses it elsewhere.
func (r *reader) narrow(s *period.Schedule, f *scheduleFile, c *trust.Control) {
	s.Within = r.durationOf(f.Within, c, "within")
	s.ByVersion = f.Match == "version"
	s.Since = r.date(f.Since, "since")
	s.Window = r.period(f.Window, "window")
	eventful := s.Basis == period.PerEvent || s.Basis == period.OnEvent || s.Basis == period.BeforeEvent || s.Basis == period.ForEach
	for _, key := range []struct {
		at        source.Text
		name      string
		given, ok bool
	}{
		{f.Within, "within", given(f.Within), eventful},
		{f.Since.Text, "since", f.Since.IsSet(), s.Basis == period.ForEach},
		{f.Window, "window", given(f.Window), s.Basis == period.ForEach},
	} {
		if key.given && !key.ok {
			d := diag.Errorf(diag.ScheduleInvalid, key.at.Span, "the key %s narrows a schedule by events, and this one is %s", key.name, s.Human())
			r.list.Add(d.Hinted("remove the key, or write {for_each: EVENT, ...}"))
		}
	}
}

// durationOf reads a duration, or that of a parameter of the control; zero where
// none is given.
func (r *reader) durationOf(t source.Text, c *trust.Control, what string) period.Period {
	if !given(t) || strings.HasPrefix(t.Value, "P") || c == nil {
		return r.period(t, what)
	}
	p := r.named(c, t, what)
	switch {
	case p == nil:
		return period.Period{}
	case p.Value.Period.IsZero():
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "the parameter %s is of type %s, expected a duration", t.Value, p.Value.Type).
			Hinted("name a parameter that holds a period, or write an ISO 8601 duration such as P30D"))
	}
	return p.Value.Period
}

// recordLimit reads how old records may be; nil where nothing is said.
func (r *reader) recordLimit(f *recordsFile, c *trust.Control) *trust.RecordLimit {
	if f == nil {
		return nil
	}
	if f.At.IsZero() {
		r.list.Add(diag.Errorf(diag.KeyMissing, f.Span, "records have no key at, so nothing says how old they are").
			Hinted("add at, the pointer within a record to its time, such as /completed_at"))
		return nil
	}
	l := &trust.RecordLimit{
		Records: &f.Selection, MaxAge: r.durationOf(f.MaxAge, c, "max_age"),
		Grace: r.grace(f.Grace, diag.ValueInvalid, "grace"), Rule: cmp.Or(f.Rule, trust.EveryRecord),
	}
	if l.MaxAge.IsZero() {
		return nil
	}
	return l
}

// coverageLimit reads how much must have been examined; nil where nothing is
// said.
func (r *reader) coverageLimit(f *coverageFile) *trust.CoverageLimit {
	if f == nil {
		return nil
	}
	l := &trust.CoverageLimit{MinExamined: 1, MaxSkipped: -1, SkippedShare: -1}
	for _, bound := range []struct {
		from *int64
		to   *int64
		what string
	}{{f.MinExamined, &l.MinExamined, "min_examined"}, {f.MaxErrors, &l.MaxErrors, "max_errors"}} {
		switch {
		case bound.from == nil:
		case *bound.from < 0:
			r.list.Add(diag.Errorf(diag.ValueInvalid, f.Span, "%s is %d, expected a count of at least 0", bound.what, *bound.from))
		default:
			*bound.to = *bound.from
		}
	}
	if !f.MaxSkipped.IsSet() {
		return l
	}
	number, share := strings.CutSuffix(f.MaxSkipped.Value, "%")
	n, err := strconv.ParseInt(number, 10, 64)
	switch {
	case err != nil || n < 0 || share && n > 100:
		r.list.Add(diag.Errorf(diag.ValueInvalid, f.MaxSkipped.Span, "max_skipped is %q, expected a number or a share such as 10%%", f.MaxSkipped.Value))
	case share:
		l.SkippedShare = int(n)
	default:
		l.MaxSkipped = n
	}
	return l
}

// cadence reads the window that the log is held to; zero where nothing is said.
func (r *reader) cadence(f *cadenceFile) period.Period {
	if f == nil {
		return period.Period{}
	}
	return r.period(f.Window, "window")
}

// across reads which scopes must each have evidence.
func (r *reader) across(f *acrossFile) *trust.Across {
	if f == nil || !given(f.Axis) || !given(f.Evidence) {
		return nil
	}
	if !isEvidenceID(f.Evidence.Value) {
		r.list.Add(diag.Errorf(diag.ValueInvalid, f.Evidence.Span, "the evidence id %q is not letters, digits, hyphens, underscores and dots", f.Evidence.Value))
		return nil
	}
	if f.Key.IsZero() {
		r.list.Add(diag.Errorf(diag.KeyMissing, f.Span, "across has no key, so nothing says which %s an entry stands for", f.Axis.Value).
			Hinted("add key, the pointer within an entry, such as /Id"))
		return nil
	}
	return &trust.Across{Axis: f.Axis.Value, Inventory: f.Evidence.Value, Entries: &f.Selection, Span: f.Evidence.Span}
}
