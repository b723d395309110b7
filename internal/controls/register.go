package controls

import (
	"cmp"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// readException checks one exception and adds it to the catalog.
func (r *reader) readException(f *exceptionFile) {
	ok := r.id(f.ID, "exception")
	r.filled(f.Reason, "reason")
	e := &trust.Exception{
		ID: f.ID.Value, Span: f.ID.Span, Title: cmp.Or(f.Title, f.Reason.Value), Waives: f.Waives.Value, WaivesSpan: f.Waives.Span,
		Resource: f.Resource, Reason: f.Reason.Value, BlockedBy: f.BlockedBy, Accepted: f.Accepted, Owner: f.Owner, Trigger: f.Trigger,
		Assert:    f.Assert,
		Scope:     r.scope(f.Scope),
		Opened:    r.date(f.Opened, "opened"),
		Until:     r.date(f.Until, "until"),
		AtLatest:  r.period(f.AtLatest, "at_latest"),
		Audience:  r.audience(f.Audience),
		UntilSpan: firstSpan(f.Until.Span, f.AtLatest.Span, f.Opened.Span, f.ID.Span),
	}
	if f.Remediation != nil {
		e.Remediation = trust.Remediation{Action: f.Remediation.Action, By: f.Remediation.By, When: f.Remediation.When}
	}
	for _, need := range f.Evidence {
		r.readNeed(need, &trust.Control{}, &e.Needs)
	}
	switch {
	case !f.Until.IsSet() && !f.Opened.IsSet():
		r.list.Add(diag.Errorf(diag.KeyMissing, f.ID.Span, "the exception %s has neither until nor opened, so it would never end", e.ID).
			Hinted(`add the key "until" with its last date, or "opened"`))
	case !e.Until.IsZero() && e.Until.Before(e.Opened):
		r.list.Add(diag.Errorf(diag.ValueInvalid, f.Until.Span, "the exception %s ends before it was opened", e.ID).
			Also(f.Opened.Span, "opened here"))
	}
	if ok && r.unique(diag.ExceptionDuplicate, "exception", f.ID, "") {
		r.catalog.Exceptions = append(r.catalog.Exceptions, e)
	}
}

// firstSpan returns the first span that is a place.
func firstSpan(spans ...source.Span) source.Span {
	for _, s := range spans {
		if !s.IsZero() {
			return s
		}
	}
	return source.Span{}
}

// readSubprocessor checks one third party and adds it to the catalog.
func (r *reader) readSubprocessor(f *subprocessorFile) {
	ok := r.id(f.ID, "subprocessor")
	r.filled(f.Name, "name")
	r.filled(f.Purpose, "purpose")
	s := &trust.Subprocessor{
		ID: f.ID.Value, Span: f.ID.Span, Name: f.Name.Value, Entity: f.Entity, Purpose: f.Purpose.Value, Data: f.Data, Places: f.Places,
		Transfer: f.Transfer,
		URL:      r.webAddress(f.URL, diag.SubprocessorInvalid, "url"),
		Since:    r.date(f.Since, "since"),
		Notice:   r.date(f.Notice, "notice"),
		Reviewed: r.date(f.Reviewed, "reviewed"),
		Scope:    r.scope(f.Scope),
		Audience: r.audience(f.Audience),
		Controls: references(f.Controls),
	}
	if ok && r.unique(diag.SubprocessorInvalid, "subprocessor", f.ID, "") {
		r.catalog.Subprocessors = append(r.catalog.Subprocessors, s)
	}
}
