package assess

import (
	"fmt"

	"github.com/candor-site/candor/internal/trust"
)

// provesByNothing reports whether a control says that an empty list proves it:
// then a list that holds nothing shows what is claimed. A tool that judges is
// another matter: its verdict over nothing is inconclusive, and so is the claim.
func provesByNothing(c *trust.Control) bool { return c.Population.EmptyPass && c.Assert.Value != "" }

// incomplete reports evidence that did not look at all that it should. Without
// a limit of its own a need allows no error, no truncation and no empty run;
// the last it allows where empty says that nothing is a proof.
func incomplete(e *trust.Evidence, n trust.Need, empty bool) (trust.Freshness, string) {
	limit := trust.CoverageLimit{MinExamined: 1, MaxSkipped: -1, SkippedShare: -1}
	empty = empty && n.Coverage == nil && e.Coverage.Known && e.Coverage.Examined == 0 && e.Coverage.Errors == 0
	switch {
	case n.Coverage != nil:
		limit = *n.Coverage
	case empty:
		limit.MinExamined = 0
	}
	if why := shortfall(e.Coverage, limit, n.Coverage != nil); why != "" {
		return trust.Incomplete, why
	}
	switch {
	case e.Verdict == trust.VerdictError && len(e.Sources) > 0 && len(e.Problems) > 0:
		return trust.Incomplete, e.Problems[0].Message
	case e.Verdict == trust.VerdictError:
		return trust.Incomplete, "the tool failed"
	case e.Verdict == trust.VerdictInconclusive && (n.Coverage == nil || !e.Coverage.Known || e.Coverage.Errors == 0):
		return trust.Incomplete, "the tool came to no conclusion"
	}
	return "", ""
}

// shortfall says in what the coverage falls short of a limit, or "". demanded
// says that the limit is the need's own, so that unknown coverage is none.
func shortfall(c trust.Coverage, limit trust.CoverageLimit, demanded bool) string {
	if !c.Known {
		if demanded {
			return "nothing says how much was examined"
		}
		return ""
	}
	all := c.Examined + c.Skipped
	switch {
	case c.Truncated:
		return "the output is truncated"
	case c.Errors > limit.MaxErrors && limit.MaxErrors == 0:
		return fmt.Sprintf("the tool met %s", count(c.Errors, "error"))
	case c.Errors > limit.MaxErrors:
		return fmt.Sprintf("the tool met %s, more than %d", count(c.Errors, "error"), limit.MaxErrors)
	case c.Examined < limit.MinExamined && c.Examined == 0:
		return "the tool examined nothing"
	case c.Examined < limit.MinExamined:
		return fmt.Sprintf("the tool examined %d, fewer than %d", c.Examined, limit.MinExamined)
	case limit.MaxSkipped >= 0 && c.Skipped > limit.MaxSkipped:
		return fmt.Sprintf("the tool skipped %d, more than %d", c.Skipped, limit.MaxSkipped)
	case limit.SkippedShare >= 0 && all > 0 && float64(c.Skipped)*100 > float64(limit.SkippedShare)*float64(all):
		return fmt.Sprintf("the tool skipped %d of %d, more than %d%%", c.Skipped, all, limit.SkippedShare)
	}
	return ""
}

// examined says what was examined and skipped, and which errors were met.
func examined(c trust.Coverage) string {
	text := fmt.Sprintf("%d examined, %d skipped", c.Examined, c.Skipped)
	if c.Errors > 0 {
		text += ", " + count(c.Errors, "error")
	}
	return text
}
