// Package overdue finds what nobody has looked at for longer than the site allows
// (freshness.review): prepared answers, and third parties. Pages and documents
// are judged where they are read, evidence and exceptions where they are
// assessed.
package overdue

import (
	"fmt"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
)

// Reviews reports the answers and subprocessors of a site whose last review is
// too old at the instant of the build. What has no date of a review is not
// reported: nothing says that it is reviewed.
func Reviews(s *site.Site, now time.Time) diag.List {
	var list diag.List
	holds := s.Config.Freshness.Review
	old := func(last time.Time) bool {
		return !last.IsZero() && !holds.After(last, s.Config.Location).After(now)
	}
	say := func(what, id string, last time.Time) string {
		return fmt.Sprintf("%s %s was last reviewed on %s, and a review holds for %s (freshness.review)", what, id, last.Format("2 January 2006"), holds)
	}
	for _, a := range s.Catalog.Answers {
		if old(a.Reviewed) {
			list.Add(diag.Warningf(diag.AnswerOverdue, a.Span, "%s", say("answer", a.ID, a.Reviewed)).Hinted("read it against what holds now, then set reviewed"))
		}
	}
	for _, p := range s.Catalog.Subprocessors {
		if old(p.Reviewed) {
			list.Add(diag.Warningf(diag.SubprocessorOverdue, p.Span, "%s", say("subprocessor", p.ID, p.Reviewed)).Hinted("assess it again, then set reviewed"))
		}
	}
	return list
}
