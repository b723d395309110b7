package agenda

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// monthly is the longest period of what counts as routine.
const monthly = 31 * 24 * time.Hour

// certificates is the parameter by which formats say when the first of the
// certificates that a tool saw ends.
const certificates = "certificates_expire"

// evidence adds when evidence is due, and when it ends.
func (l *lister) evidence() {
	for _, e := range l.view.Evidence {
		entry := Entry{ID: e.Key, Title: e.Title, Route: route.OfEvidence(e.Key), Controls: e.Controls, Routine: routine(e)}
		if entry.Title == "" {
			entry.Title = e.Key
		}
		add := func(kind Kind, at time.Time) {
			entry.Kind = kind
			l.instant(entry, at)
		}
		if counts(e) {
			add(EvidenceDue, e.Rhythm.Due(e.Collected))
		}
		ends := e.ValidUntil
		switch {
		case ends.IsZero():
		case e.Record == "certificate":
			add(Certificate, ends)
		default:
			add(Validity, ends)
		}
		if !e.Expires.Equal(ends) {
			add(EvidenceEnd, e.Expires)
		}
		l.tls(e)
	}
}

// tls adds when the first of the certificates that evidence is about ends.
func (l *lister) tls(e *disclose.Evidence) {
	i := slices.IndexFunc(e.Params, func(p disclose.Param) bool { return p.Name == certificates })
	if i < 0 {
		return
	}
	at, err := time.Parse(time.RFC3339, e.Params[i].Text)
	if err != nil {
		return
	}
	l.instant(Entry{Kind: Certificate, ID: e.Key + ".tls", Title: e.Title, Route: route.OfEvidence(e.Key), Controls: e.Controls}, at)
}

// counts reports whether the time of collection can be relied on.
func counts(e *disclose.Evidence) bool {
	return !e.Collected.IsZero() && e.Freshness != "conflict" && e.Freshness != "future" && e.Freshness != ""
}

// routine reports whether a program collects evidence at least once a month.
func routine(e *disclose.Evidence) bool {
	due := e.Rhythm.Due(e.Collected)
	return !e.Manual && !due.IsZero() && due.Sub(e.Collected) <= monthly
}

// pages adds when pages and documents are to be looked at.
func (l *lister) pages() {
	v := l.view
	for _, p := range v.Pages {
		ends := p.ReviewEnds
		if ends.IsZero() {
			ends = p.ReviewDue
		}
		l.day(Entry{Kind: PageReview, ID: p.Route, Title: p.Title, Route: p.Route, Controls: p.Controls}, p.ReviewDue, ends)
	}
	for _, d := range v.Documents {
		at := d.Route
		if at == "" {
			at = d.Request
		}
		l.day(Entry{Kind: DocumentEnd, ID: d.Folder + "/" + d.Title, Title: d.Title, Route: at}, d.ValidUntil, d.ValidEnds)
	}
	if at := v.Site.Contact.Expires; !at.IsZero() {
		l.instant(Entry{Kind: Contact, ID: "security.txt", Title: "security.txt", Route: "/.well-known/security.txt"}, at)
	}
}

// records adds when answers are to be reviewed, exceptions run out and
// frameworks are withdrawn.
func (l *lister) records() {
	v := l.view
	for _, a := range v.Answers {
		l.day(Entry{Kind: AnswerReview, ID: a.ID, Title: a.Question, Route: route.OfAnswer(a.Topic, a.ID), Controls: a.Controls}, a.ReviewDue, a.ReviewDue)
	}
	for _, x := range v.Exceptions {
		l.day(Entry{Kind: ExceptionEnd, ID: x.ID, Title: x.Title, Route: route.Exceptions, Controls: []string{x.Control}}, x.Until, x.Lapses)
	}
	for _, f := range v.Frameworks {
		l.day(Entry{Kind: Withdrawal, ID: f.ID, Title: f.Title, Route: route.OfFramework(f.ID)}, f.Withdrawn, f.Withdrawn)
	}
}

// subprocessors adds when third parties begin to work, and when that is
// announced.
func (l *lister) subprocessors() {
	for _, s := range l.view.Subprocessors {
		e := Entry{ID: s.ID, Title: s.Name, Route: route.Subprocessors, Controls: s.Controls}
		e.Kind, e.Since = Announcement, time.Time{}
		l.day(e, s.Notice, s.Notice)
		e.Kind, e.Since = Subprocessor, s.Notice
		l.day(e, s.Since, s.Since)
	}
}
