package survey

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/respond"
)

// asks says in words what kind of reply a question asks for.
var asks = map[match.Intent]string{
	match.YesNo: "yes or no", match.Value: "a value", match.Describe: "a description", match.List: "a list",
	match.Document: "a document", match.Statement: "whether a statement holds",
}

// favourable says which reply is the favourable one.
var favourable = map[match.Polarity]string{
	match.Positive: "yes is the favourable reply", match.Negative: "no is the favourable reply", match.Unclear: "which is favourable cannot be told",
}

// bounds are the sides of a threshold in words.
var bounds = map[match.Bound]string{match.AtLeast: "at least", match.AtMost: "at most", match.Equal: "exactly"}

// explained says of a question what was read, weighed and compared, and what
// came of it.
func explained(r respond.Response, terms func(match.Question, string) []match.Term) string {
	var b strings.Builder
	row := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "%-10s  %s\n", label, strings.TrimSpace(fmt.Sprintf(format, args...)))
	}
	reading := r.Reading
	row("question", "%s", visible(reading.Question.Text))
	kind := asks[reading.Intent]
	if reading.Intent == match.YesNo {
		kind += "; " + favourable[reading.Polarity]
	}
	row("asks", "%s", kind)
	for _, p := range reading.Parts {
		row("part", "%s", visible(p))
	}
	for _, t := range reading.Thresholds {
		row("bound", "%s %s (%s)", bounds[t.Bound], visible(t.Text), t.Kind)
	}
	for i, c := range reading.Candidates[:min(len(reading.Candidates), shown)] {
		if i > 0 {
			row("", "%-26s %7.3f", c.Topic, c.Score)
			continue
		}
		row("topic", "%-26s %7.3f, margin %.3f", c.Topic, c.Score, reading.Margin)
		for _, t := range terms(reading.Question, c.Topic) {
			row("", "  %-7s %s", t.Way, t.Phrase)
		}
	}
	for _, c := range r.Comparisons {
		verdict := "holds"
		if !c.Holds {
			verdict = "does not hold"
		}
		row("compared", "%s of %s is %s: %s %s %s", strings.ReplaceAll(c.Parameter, "_", " "), c.Control, c.Claimed, bounds[c.Threshold.Bound], visible(c.Threshold.Text), verdict)
	}
	if r.Fill {
		row("answer", "%s", r.Text)
	} else {
		row("person", "%s: %s", r.Reason, visible(r.Because))
		if r.Text != "" {
			row("suggestion", "%s", r.Text)
		}
	}
	if r.Answer != nil {
		row("from", "%s, which is %s", r.Answer.ID, r.Answer.Truth)
	}
	if r.Citation != "" {
		row("rests on", "%s", r.Citation)
	}
	b.WriteByte('\n')
	return b.String()
}
