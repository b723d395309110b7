package content

import (
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// absence says why a page is left out of the site at the instant of the build,
// or "". Drafts and pages with a date to come are kept on request; a page that
// has expired is not.
func (r *reader) absence(p *site.Page) string {
	now := r.opt.AsOf
	r.on.date(p.Expires)
	r.on.date(p.Date)
	if p.Draft || p.Date.After(now) {
		r.on.draft()
	}
	switch {
	case p.Draft && !r.opt.Drafts:
		return "is a draft"
	case now.IsZero():
		return ""
	case !p.Expires.IsZero() && !p.Expires.After(now):
		r.leftOut(diag.PageExpired, r.front.Expires, "the page expired on "+sayDay(p.Expires)+" and is left out", "remove it, or move its date of expiry")
		return "expired on " + sayDay(p.Expires)
	case p.Date.After(now) && !r.opt.Drafts:
		r.leftOut(diag.PageFuture, r.front.Date, "the page is dated "+sayDay(p.Date)+" and is left out until then", "keep it with --drafts")
		return "is dated " + sayDay(p.Date) + ", which is still to come"
	}
	return ""
}

// leftOut notes that a page is not in the site now.
func (r *reader) leftOut(code diag.Code, place schema.Scalar, message, hint string) {
	r.list.Add(diag.Diagnostic{Severity: diag.Note, Code: code, Span: place.Span, Message: message, Hint: hint})
}

// judgeReview holds the dates of review against one another and against the
// instant of the build: a review cannot lie ahead, and the next one comes after
// the last. A date of the next review holds to the end of its day; without one,
// a review holds as long as the site says (freshness.review).
func (r *reader) judgeReview(p *site.Page) {
	f, now := r.front, r.opt.AsOf
	if now.IsZero() {
		return
	}
	r.on.date(p.Reviewed)
	r.on.date(p.Modified)
	if !p.Reviewed.IsZero() {
		r.on.date(r.cfg.Freshness.Review.After(p.Reviewed, r.cfg.Location))
	}
	if !p.ReviewBy.IsZero() {
		r.on.date(endOfDay(p.ReviewBy))
	}
	for _, d := range []struct {
		what  string
		at    time.Time
		place source.Span
	}{{"was reviewed", p.Reviewed, f.Reviewed.Span}, {"was last changed", p.Modified, f.Modified.Span}} {
		if d.at.After(now) {
			r.list.Add(diag.Errorf(diag.ReviewInvalid, d.place, "the page says that it %s on %s, which is still to come on %s", d.what, sayDay(d.at), r.today()).
				Hinted("write the day on which it happened"))
		}
	}
	switch {
	case p.ReviewBy.IsZero() && !p.Reviewed.IsZero() && !r.cfg.Freshness.Review.IsZero() && !r.cfg.Freshness.Review.After(p.Reviewed, r.cfg.Location).After(now):
		r.list.Add(diag.Warningf(diag.ReviewOverdue, f.Reviewed.Span, "the page was last reviewed on %s, and a review holds for %s (freshness.review)", sayDay(p.Reviewed), r.cfg.Freshness.Review).
			Hinted("review it and set reviewed, or give the page a review_by of its own"))
	case p.ReviewBy.IsZero():
	case p.ReviewBy.Before(p.Reviewed):
		r.list.Add(diag.Errorf(diag.ReviewInvalid, f.ReviewBy.Span, "the next review, %s, lies before the last one, %s", sayDay(p.ReviewBy), sayDay(p.Reviewed)).
			Hinted("set the next review after the last").Also(f.Reviewed.Span, "last reviewed"))
	case !endOfDay(p.ReviewBy).After(now):
		r.list.Add(diag.Warningf(diag.ReviewOverdue, f.ReviewBy.Span, "the page was to be reviewed by %s, and it is %s", sayDay(p.ReviewBy), r.today()).
			Hinted("review it, then set reviewed and the next review_by"))
	}
}

// endOfDay returns the first instant after a day, in the zone of the day.
func endOfDay(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, day.Location())
}

// today is the day of the build where the site is.
func (r *reader) today() string { return sayDay(r.opt.AsOf.In(r.cfg.Location)) }

// sayDay formats a day for people.
func sayDay(t time.Time) string { return t.Format("2 January 2006") }
