package concord

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// alike is from which share of common stems on two questions are nearly the
// same (the index of Jaccard): eight words of ten.
const alike = 0.8

// entry is one answer with the stems of what it asks.
type entry struct {
	*trust.Answer
	said               *reply.Answer
	asks               []ask
	short              []string
	controls, products []string // sorted
}

// ask is one wording of a question.
type ask struct {
	text   string
	stems  []string
	denies bool
	intent match.Intent
}

// kin reports whether two wordings ask for the same sort of reply, and neither
// turns the other: only then can their words be compared.
func (x ask) kin(y ask) bool { return x.denies == y.denies && x.intent == y.intent }

func entryOf(a *trust.Answer, said *reply.Answer) *entry {
	e := &entry{Answer: a, said: said, short: match.Stems(a.Short.Value), controls: ids(a.Controls), products: ids(a.Products)}
	add := func(text string) {
		if stems := match.Stems(text); len(stems) > 0 {
			e.asks = append(e.asks, ask{text, stems, match.Denies(text), match.IntentOf(text)})
		}
	}
	add(a.Question)
	for _, t := range a.Asks {
		add(t.Value)
	}
	return e
}

type library struct {
	site    *site.Config
	entries []*entry
}

// pairs holds each two answers against each other; one remark a pair, the
// gravest.
func (l *library) pairs() diag.List {
	var list diag.List
	for i, a := range l.entries {
		for _, b := range l.entries[i+1:] {
			if !overlap(a.products, b.products) {
				continue
			}
			if d, ok := l.pair(a, b); ok {
				list.Add(d.Also(a.Span, "%s is here", a.ID))
			}
		}
	}
	return list
}

func (l *library) pair(a, b *entry) (diag.Diagnostic, bool) {
	same, nearly, question := compare(a, b)
	if opposite(a.said, b.said) && same {
		return diag.Errorf(diag.AnswerContradicts, b.Span, "answers %s and %s say %s and %s to one question: %s", a.ID, b.ID, verdict(a.said), verdict(b.said), question).
			Hinted("mend the one that is wrong: its controls, its comparisons, or negative"), true
	}
	if c, d := exclusive(a.Where, b.Where); c != nil && sameControls(a, b) && a.Negative == b.Negative {
		return diag.Errorf(diag.AnswerContradicts, d.Span, "answers %s and %s rest on the same controls, and no %s keeps to both comparisons", a.ID, b.ID, c.Parameter.ID).
			Also(c.Span, "the other comparison").Hinted("whatever the value, one of the two is a no: correct one"), true
	}
	if opposite(a.said, b.said) && nearly {
		return diag.Warningf(diag.AnswerSimilar, b.Span, "answers %s and %s ask nearly the same, and say %s and %s: %s", a.ID, b.ID, verdict(a.said), verdict(b.said), question).
			Hinted("say in the questions how they differ, or mend the answer that is wrong"), true
	}
	if a.Topic != b.Topic || !slices.Equal(a.products, b.products) {
		return diag.Diagnostic{}, false
	}
	if hidden(a, b) && l.site.Closed(a.Audience) <= l.site.Closed(b.Audience) {
		return diag.Warningf(diag.AnswerUnreachable, b.Span, "answer %s is never given: %s is about the same topic and asks the same", b.ID, a.ID).
			Hinted("remove one of the two, or give them questions that differ"), true
	}
	if nearly || same || sameClaim(a, b) && len(a.short) > 4 && jaccard(a.short, b.short) >= alike {
		return diag.Warningf(diag.AnswerSimilar, b.Span, "answers %s and %s are nearly the same", a.ID, b.ID).
			Hinted("make one of the two, with the other question under asks"), true
	}
	return diag.Diagnostic{}, false
}

// compare reports whether two answers ask the same, or nearly, in some wording.
func compare(a, b *entry) (same, nearly bool, question string) {
	for _, x := range a.asks {
		for _, y := range b.asks {
			if !x.kin(y) || atMost(x.stems, y.stems) < alike {
				continue
			}
			switch j := jaccard(x.stems, y.stems); {
			case j == 1:
				return true, true, y.text
			case j >= alike && !nearly:
				nearly, question = true, y.text
			}
		}
	}
	return false, nearly, question
}

// hidden reports whether everything that b asks is asked by a in the same words.
func hidden(a, b *entry) bool {
	for _, y := range b.asks {
		if !slices.ContainsFunc(a.asks, func(x ask) bool { return x.kin(y) && slices.Equal(x.stems, y.stems) }) {
			return false
		}
	}
	return len(b.asks) > 0
}

// opposite reports whether one answer means yes and the other no.
func opposite(a, b *reply.Answer) bool {
	return verdict(a) == "yes" && verdict(b) == "no" || verdict(a) == "no" && verdict(b) == "yes"
}

// verdict is the yes or the no that an answer means; "" for neither.
func verdict(a *reply.Answer) string {
	switch a.Word() {
	case reply.SayYes, reply.SayYesIf:
		return "yes"
	case reply.SayNo, reply.SayNoIf:
		return "no"
	}
	return ""
}

// jaccard is the share of what two sorted sets have in common.
func jaccard(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch order := strings.Compare(a[i], b[j]); {
		case order < 0:
			i++
		case order > 0:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return float64(n) / float64(len(a)+len(b)-n)
}

// atMost is what jaccard is of two sets if the larger holds the smaller.
func atMost(a, b []string) float64 {
	return float64(min(len(a), len(b))) / float64(max(len(a), len(b), 1))
}

// overlap reports whether a question may be about products of both; none are
// all.
func overlap(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) })
}

func sameControls(a, b *entry) bool {
	return len(a.controls) > 0 && slices.Equal(a.controls, b.controls)
}

// sameClaim reports whether two answers claim the same: the same controls,
// counted and turned alike, and no comparisons.
func sameClaim(a, b *entry) bool {
	return sameControls(a, b) && a.Negative == b.Negative && a.Truth == b.Truth && len(a.Where)+len(b.Where) == 0
}

// ids are references by name, sorted.
func ids(refs []trust.Reference) []string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = r.ID
	}
	slices.Sort(out)
	return out
}
