// Package wording finds words in sentences that a check can do nothing with:
// vague words where a number belongs, frequencies with two meanings, and words
// such as "currently" on pages that nobody is bound to review.
//
// It reads the prose of pages and the texts of the catalog, and knows no facts:
// whether a number is right is decided elsewhere. Its words are data, in
// vocabulary.yaml.
package wording

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/prefilter"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// NeedsDates reports whether nobody is bound to look at a page again at the
// instant of the build, so that words that hold for a time need dates.
func NeedsDates(p *site.Page, now time.Time) bool {
	return p.ReviewBy.IsZero() || !p.ReviewBy.AddDate(0, 0, 1).After(now)
}

// Page reports the words of a page, which says this, and whether the catalog has
// a part in that: a control that somebody is bound to review stands for a date.
func Page(s *site.Site, said []prose.Sentence, needsDates bool) (list diag.List, asked bool) {
	some := suspects(said)
	if len(some) == 0 {
		return nil, false
	}
	list = vague(some)
	list.Add(doubled(some)...)
	if needsDates {
		list.Add(undated(some, said, func(id string) bool {
			asked = true
			return reviewed(s, id)
		})...)
	}
	return list, asked
}

// Filter finds what may hold a word of the vocabulary.
func Filter() *prefilter.Filter { return words().may }

// suspect is a sentence that may hold a word of the vocabulary.
type suspect struct {
	prose.Sentence
	hits prefilter.Hits
}

// suspects returns the sentences that may hold a word of the vocabulary.
func suspects(said []prose.Sentence) []suspect {
	var out []suspect
	var room [4]uint64
	may := words().may
	for i := range said {
		if hits := said[i].May(may, room[:0]); len(hits) > 0 {
			out = append(out, suspect{said[i], slices.Clone(hits)})
		}
	}
	return out
}

// Vague reports words that lack a number, a limit, a condition or a standard,
// in sentences that say what somebody does. What a sentence asks its reader to
// do is advice, and no claim.
func Vague(said []prose.Sentence) diag.List { return vague(suspects(said)) }

func vague(some []suspect) diag.List {
	var list diag.List
	for _, s := range some {
		if s.Kind == prose.Heading || strings.HasSuffix(s.Text, "?") {
			continue
		}
		low := s.Low
		hits := words().vague.in(s)
		if len(hits) == 0 || toReader.MatchString(low) {
			continue
		}
		seen := map[*group]bool{}
		for _, h := range hits {
			g := h.word.group
			if seen[g] || g.unless != nil && g.unless.MatchString(low) || g.bound && reads(s.Sentence) || quoted(s.Text, h.from, h.to) || denied.MatchString(low[:h.from]) {
				continue
			}
			seen[g] = true
			list.Add(diag.Warningf(diag.WordingVague, s.Span(h.from, h.to), "%q says %s, so nothing can check it", s.Text[h.from:h.to], g.says).
				Hinted("write %s", g.write))
		}
	}
	return list
}

// Ambiguous reports frequencies that mean two things, unless the sentence says
// which.
func Ambiguous(said []prose.Sentence) diag.List { return doubled(suspects(said)) }

func doubled(some []suspect) diag.List {
	var list diag.List
	for _, s := range some {
		low := s.Low
		if from := words().undated.to; !s.hits.Any(from, from+len(words().ambiguous)) {
			continue
		}
		for _, m := range words().anyAmbiguous.FindAllStringIndex(low, -1) {
			if explained.MatchString(low) || quoted(s.Text, m[0], m[1]) {
				continue
			}
			for _, a := range words().ambiguous {
				if at := a.word.FindStringIndex(low[m[0]:]); at == nil || at[0] != 0 {
					continue
				}
				list.Add(diag.Warningf(diag.WordingAmbiguous, s.Span(m[0], m[1]), "%q can mean %s, or %s", s.Text[m[0]:m[1]], a.readings[0], a.readings[1]).
					Hinted("write %s", a.write))
				break
			}
		}
	}
	return list
}

// Undated reports words whose truth passes, in sentences without a date of
// their own. reviewed says of a control that the sentence reads whether
// somebody is bound to look at it again.
func Undated(said []prose.Sentence, reviewed func(control string) bool) diag.List {
	return undated(suspects(said), said, reviewed)
}

func undated(some []suspect, said []prose.Sentence, reviewed func(control string) bool) diag.List {
	var list diag.List
	for _, s := range some {
		low := s.Low
		hits := words().undated.in(s)
		if len(hits) == 0 || cites(said, s.Block, reviewed) || dated.MatchString(low) || toReader.MatchString(low) {
			continue
		}
		hits = slices.DeleteFunc(hits, func(h hit) bool { return quoted(s.Text, h.from, h.to) })
		if len(hits) == 0 {
			continue
		}
		said := make([]string, len(hits))
		for i, h := range hits {
			said[i] = strconv.Quote(s.Text[h.from:h.to])
		}
		verb := " says "
		if len(hits) > 1 {
			verb = " say "
		}
		list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.WordingUndated, Span: s.Span(hits[0].from, hits[0].to),
			Message: parameter.Enumerate(said, "and") + verb + hits[0].word.group.says + ", and the page does not say when it will be reviewed",
			Hint:    "give the page a review_by that lies ahead, write since when it holds, or read a control that has a review trigger"})
	}
	return list
}

// cites reports whether a block reads a control that is reviewed.
func cites(said []prose.Sentence, block int, reviewed func(control string) bool) bool {
	for _, s := range said {
		for _, h := range s.Holes {
			if m := control.FindStringSubmatch(h.Text); s.Block == block && m != nil && reviewed(m[1]) {
				return true
			}
		}
	}
	return false
}

// imperatives are the verbs with which sentences tell their reader what to do.
const imperatives = `use|set|configure|add|run|click|select|choose|enable|disable|create|see|refer|make sure|ensure|consider|avoid|keep in mind|check|update|rotate|review|test|change|install|control|specify|adjust|replace|try|remember|repeat|modify|customi[sz]e|follow|remove|monitor|back up|be sure|do|don't|never|always|understand|encrypt|read|write|define|provide|limit|store|apply|verify|validate|wait|restart|deploy|upgrade`

var (
	// toReader finds sentences that tell their reader what to do, or what happens
	// when somebody does something: advice and descriptions of use.
	toReader = onuse.Regexp(`\byou(?:'ll|’ll|'re|’re|'ve|’ve)?\b(?: \w+)? (?:can|could|should|may|might|must|need|want|will|would|have|are|do|don't|cannot|can't|use|see|run|choose|wish|prefer|plan|decide)\b|` +
		`\b(?:if|when|once|after|before|until|as|that|how|where|which) you\b|\byou(?:'ll|’ll|'re|’re|'ve|’ve)\b|` +
		`^(?:please|note that you|to \w+ your\b)|^(?:(?:once|when|if|after|before|for|to|in)\b[^,]*, )?(?:` + imperatives + `)\b|` +
		`\b(?:we|it is|strongly|is) (?:strongly |highly )?(?:recommend|advise|suggest|encourage)(?:ed|s)?\b`)
	// explained finds a sentence that says which of two readings it means.
	explained = onuse.Regexp(`\b(?:every|each) (?:two|2|six|6|other|half|12|14|30|twelve|fourteen|thirty) |\bevery other\b|\b(?:twice|two times|2 times|2x) (?:a|per|each|every) |\bp[0-9]+[dwmy]\b|\bonce every\b`)
	// dated finds a sentence that says of which time it speaks.
	dated = onuse.Regexp(`\b(?:19|20)[0-9]{2}\b|\bv?[0-9]+\.[0-9]+\.[0-9]+\b`)
	// denied finds what is not done, or no longer, right before a word.
	denied = onuse.Regexp(`\b(?:not|never|no longer|without|instead of|rather than)(?: \w+)? $`)
	// control finds the control that an expression or a component reads.
	control = onuse.Regexp(`(?:\bcontrol\.|\bcontrol(?:=|: ?)["']?|\bc\[["'])([a-z0-9][a-z0-9-]*)`)
)

// reads reports whether a sentence reads a value of the catalog.
func reads(s prose.Sentence) bool {
	for _, h := range s.Holes {
		if h.Kind == prose.Binding || h.Kind == prose.Component {
			return true
		}
	}
	return false
}

// reviewed reports whether a control is bound to be looked at again: it names
// what calls for a review, or an exception for it does.
func reviewed(s *site.Site, id string) bool {
	c := s.Catalog.Control(id)
	if c == nil {
		return false
	}
	if p, ok := c.Parameter("review_trigger"); ok && !p.Value.IsUnstated() {
		return true
	}
	for _, x := range s.Catalog.Exceptions {
		if x.Waives == id && (x.Trigger != "" || !x.Until.IsZero() || !x.AtLatest.IsZero()) {
			return true
		}
	}
	return false
}

// quoted reports whether a word is spoken of and not used.
func quoted(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return strings.ContainsRune(`"“'‘«`, before) && strings.ContainsRune(`"”'’».,`, after)
}

// Catalog reports the words of the catalog, and the controls that leave open
// what a check needs. Words of a control that says itself that it is vague or
// ambiguous are not reported a second time.
func Catalog(c *trust.Catalog) diag.List {
	var list diag.List
	for _, ctl := range c.Controls {
		open := openness(ctl)
		list.Add(open...)
		said := prose.Plain(ctl.Statement)
		if ctl.Statement.Value == "" {
			said = prose.At(ctl.Title, ctl.Span)
		}
		if len(open) == 0 {
			list.Add(Vague(said)...)
			list.Add(Ambiguous(said)...)
		}
	}
	for _, a := range c.Answers {
		for _, text := range a.Templates() {
			said := prose.Plain(text)
			list.Add(Vague(said)...)
			list.Add(Ambiguous(said)...)
		}
	}
	return list
}
