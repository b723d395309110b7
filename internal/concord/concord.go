// Package concord finds where the prepared answers of a site do not agree, or
// do not serve: two that say the opposite, one that another always hides, two
// that are nearly the same, a yes that is written instead of computed, an answer
// that its audience never sees, topics that nothing answers.
//
// It looks at the whole library at once. What is wrong with one answer by itself
// is found where the answer is read.
package concord

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Answers reports what is wrong with the library of a site. lib are its answers
// for the most closed audience, which sees all of them.
func Answers(s *site.Site, a *trust.Assessment, lib *reply.Library) diag.List {
	var list diag.List
	l := &library{site: s.Config}
	for _, x := range s.Catalog.Answers {
		list.Add(verdicts(x)...)
		list.Add(withheld(s, a, x)...)
		if said := lib.Answer(x.ID); said != nil {
			l.entries = append(l.entries, entryOf(x, said))
			list.Add(stale(s, x, said)...)
		}
	}
	list.Add(l.pairs()...)
	for _, e := range l.entries {
		list.Add(never(e)...)
	}
	list.Add(unanswered(s)...)
	return list
}

// hard finds a yes or a no at the start of a text. "No" starts sentences too: it
// is a verdict only before a mark.
var hard = onuse.Regexp(`(?i)^\s*(yes\b|(no|ja|nein|sí|oui|non|partly|partially|n/a|not applicable)\s*([.,:;!–—]|$))`)

// verdicts reports texts that start with a yes or a no.
func verdicts(a *trust.Answer) diag.List {
	var list diag.List
	for _, text := range a.Templates() {
		m := hard.FindStringSubmatchIndex(text.Value)
		if m == nil {
			continue
		}
		word := strings.TrimRight(text.Value[m[2]:m[3]], ".,:;!–— ")
		list.Add(diag.Warningf(diag.AnswerVerdict, text.At(m[2], m[2]+len(word)), "a text of answer %s starts with %q, which is computed and put before it", a.ID, word).
			Hinted("leave the word out: it would stay when the controls behind it no longer hold"))
	}
	return list
}

// withheld reports an answer that its own audience never sees, because a
// recorded gap is closed to it that qualifies what the answer rests on.
func withheld(s *site.Site, found *trust.Assessment, a *trust.Answer) diag.List {
	for _, id := range disclose.Behind(a) {
		for _, x := range s.Catalog.Exceptions {
			if disclose.Hides(s.Config, found, a, x, id, a.Audience) {
				return diag.List{diag.Warningf(diag.AnswerWithheld, a.Span, "answer %s is for the audience %s and is not shown to it: control %s has a recorded gap (%s), which is for %s only", a.ID, a.Audience, id, x.ID, x.Audience).
					Also(x.Span, "the gap is recorded here").
					Hinted("open the exception, or close the answer: without the gap it would say too much")}
			}
		}
	}
	return nil
}

// stale reports an answer that nothing but old evidence keeps from being given,
// where the site calls that a mistake.
func stale(s *site.Site, a *trust.Answer, said *reply.Answer) diag.List {
	if s.Config.StaleAnswers != site.FailStale || said.Truth != reply.Unknown {
		return nil
	}
	for _, c := range said.Behind {
		if f := trust.Freshness(c.Reason); f == trust.Stale || f == trust.Expired {
			return diag.List{diag.Errorf(diag.AnswerStale, a.Span, "answer %s cannot be given: the evidence of control %s is %s", a.ID, c.ID, f).
				Hinted("collect it again; answers: {stale: hold} in candor.yaml leaves such questions to a person")}
		}
	}
	return nil
}

// shown is how many topics a message names.
const shown = 10

// unanswered reports in one remark the topics that no answer is about.
func unanswered(s *site.Site) diag.List {
	if len(s.Catalog.Answers) == 0 || len(s.Topics) == 0 {
		return nil
	}
	var missing []string
	for _, t := range s.Topics {
		if !slices.ContainsFunc(s.Catalog.Answers, func(a *trust.Answer) bool { return a.Topic == t.ID }) {
			missing = append(missing, t.ID)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	names := strings.Join(missing[:min(len(missing), shown)], ", ")
	if more := len(missing) - shown; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	at := source.Span{}
	if s.Config.File != nil {
		at = s.Config.File.Whole()
	}
	return diag.List{diag.Diagnostic{
		Severity: diag.Note, Code: diag.TopicUnanswered, Span: at,
		Message: fmt.Sprintf("no answer is about %d of %d topics of questionnaires: %s", len(missing), len(s.Topics), names),
		Hint:    "add answers below controls/answers/, or switch the lint off where nobody asks",
	}}
}
