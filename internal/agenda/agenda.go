// Package agenda lists what comes when in a portal: evidence that is due or
// ends, pages, answers and records that are to be looked at again, exceptions
// that run out, changes of subprocessors.
//
// It sees nothing but the View, writes no words for people and knows no clock.
package agenda

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// Kind says what happens on a date.
type Kind string

// The kinds, in the order in which those of one day are listed.
const (
	EvidenceDue  Kind = "evidence-due"        // it is to be collected or looked at again; the grace follows
	EvidenceEnd  Kind = "evidence-end"        // it counts no more
	Certificate  Kind = "certificate-end"     // a certificate is no longer valid: one of an auditor, or one of TLS
	Validity     Kind = "validity-end"        // a statement holds no longer, by its own words
	PageReview   Kind = "page-review"         // a page is to be reviewed
	AnswerReview Kind = "answer-review"       // a prepared answer is to be reviewed
	DocumentEnd  Kind = "document-end"        // a document is no longer valid
	ExceptionEnd Kind = "exception-end"       // an exception waives nothing any more
	Subprocessor Kind = "subprocessor"        // a third party begins to work, as was announced
	Announcement Kind = "announcement"        // a change of third parties is announced
	Contact      Kind = "contact-end"         // security.txt is no longer valid
	Withdrawal   Kind = "framework-withdrawn" // a framework is withdrawn
)

// Kinds lists the kinds in their order.
var Kinds = []Kind{
	EvidenceDue, EvidenceEnd, Certificate, Validity, PageReview, AnswerReview, DocumentEnd, ExceptionEnd, Subprocessor, Announcement, Contact, Withdrawal,
}

// Happens reports whether something merely happens on the date. The others are
// duties: once the date has passed, somebody is late.
func (k Kind) Happens() bool { return k == Subprocessor || k == Announcement || k == Withdrawal }

// Entry is one date with what it is about.
type Entry struct {
	Kind  Kind
	ID    string    // unique among the entries of the kind, and the same in later builds
	Title string    // of the thing
	Route string    // of the page that says more; may hold a fragment
	Day   time.Time // the date, as a start of a day in UTC: that which the page of the thing shows
	At    time.Time // the instant from which on it is past
	Past  bool      // at the instant of the build
	// Routine marks what a program does by itself at least once a month: its dates
	// move with every run.
	Routine  bool
	Since    time.Time // of a subprocessor: when it was announced; of others zero
	Controls []string  // ids of those that it bears on
}

// Of returns the entries of a view: what is past first, the oldest at the top,
// as all of them are by date. What merely happened is left out.
func Of(v *disclose.View) []Entry {
	l := &lister{view: v, list: make([]Entry, 0, 2*len(v.Evidence))} // most of them are of evidence
	l.evidence()
	l.pages()
	l.records()
	l.subprocessors()
	return sorted(l.list)
}

// sorted returns entries by day, kind, title and id; what is equal in all of them
// stays in its order. There may be tens of thousands, each of 200 bytes: small
// keys move, and each entry once.
func sorted(list []Entry) []Entry {
	type key struct {
		day  int64
		kind int32
		at   int32 // in the list
	}
	keys := make([]key, len(list))
	for i, e := range list {
		keys[i] = key{e.Day.Unix(), int32(slices.Index(Kinds, e.Kind)), int32(i)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.day != b.day {
			return cmp.Compare(a.day, b.day)
		}
		if a.kind != b.kind {
			return cmp.Compare(a.kind, b.kind)
		}
		if c := cmp.Compare(list[a.at].Title, list[b.at].Title); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(list[a.at].ID, list[b.at].ID), cmp.Compare(a.at, b.at))
	})
	out := make([]Entry, len(list))
	for i, k := range keys {
		out[i] = list[k.at]
	}
	return out
}

// lister collects the entries of one view.
type lister struct {
	view *disclose.View
	list []Entry
}

// instant adds an entry that is past from an instant on.
func (l *lister) instant(e Entry, at time.Time) {
	if at.IsZero() {
		return
	}
	e.Day, e.At = dayOf(at), at.UTC()
	e.Past = !at.After(l.view.AsOf)
	if !e.Past || !e.Kind.Happens() {
		l.list = append(l.list, e)
	}
}

// day adds an entry on a date, as the view holds dates; ends is when it is past,
// zero for the end of the date in UTC.
func (l *lister) day(e Entry, day, ends time.Time) {
	if day.IsZero() {
		return
	}
	if ends.IsZero() {
		ends = dayOf(day).AddDate(0, 0, 1)
	}
	n := len(l.list)
	l.instant(e, ends)
	if len(l.list) > n {
		l.list[n].Day = dayOf(day)
	}
}

// dayOf returns the start of the day in UTC that an instant lies in.
func dayOf(at time.Time) time.Time {
	at = at.UTC()
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
}

// Next returns the entries that are yet to come, the first at the top: at most
// some, and none that a program sees to by itself.
func Next(entries []Entry, most int) []Entry {
	var out []Entry
	for _, e := range entries {
		if !e.Past && !e.Routine && len(out) < most {
			out = append(out, e)
		}
	}
	return out
}
