// Package frontpage gathers what the first page of a portal shows besides its
// counts: certifications with the dates of their papers, documents, questions,
// and one claim by which a reader can try how claims are verified.
//
// It computes plain values out of a view, for layouts and for the Markdown of
// the page, and writes nothing. What a site does not have is empty.
package frontpage

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
)

// How much of each list the first page shows. The whole list has a page.
const (
	maxDocuments = 6
	maxQuestions = 6
	maxUpdates   = 4
)

// Page is what the first page shows.
type Page struct {
	Certifications []Certification
	Documents      []*disclose.Document // the most lasting first
	MoreDocuments  int
	Updates        []disclose.News // those with a date, the newest first
	Questions      []*disclose.Answer
	MoreQuestions  int
	Example        *Example // nil where no claim is satisfied by evidence that has a page
}

// Certification is a control of the kind certification.
type Certification struct {
	*disclose.Control
	Papers int       // pieces of evidence that state until when they are valid
	First  time.Time // when the first of those ends; zero without any
	Last   time.Time // when the last ends
}

// Example is a satisfied claim and evidence for it.
type Example struct {
	Control  *disclose.Control
	Evidence *disclose.Evidence
}

// Of gathers the first page of a view.
func Of(v *disclose.View) *Page {
	p := &Page{Updates: v.Published(maxUpdates), Example: example(v)}
	for _, c := range v.Controls {
		if c.Kind == "certification" {
			p.Certifications = append(p.Certifications, certification(v, c))
		}
	}
	slices.SortStableFunc(p.Certifications, func(a, b Certification) int { return cmp.Compare(rank(a.State), rank(b.State)) })
	p.Documents = slices.Clone(v.Documents)
	slices.SortStableFunc(p.Documents, func(a, b *disclose.Document) int { return b.ValidEnds.Compare(a.ValidEnds) })
	p.Documents, p.MoreDocuments = cut(p.Documents, maxDocuments)
	p.Questions = questions(v.Answers)
	p.MoreQuestions = len(v.Answers) - len(p.Questions)
	return p
}

// rank puts what holds before what does not hold yet, and that before the rest.
func rank(state string) int {
	if i := slices.Index([]string{"satisfied", "undetermined", "not-satisfied", "planned"}, state); i >= 0 {
		return i
	}
	return 4
}

// cut returns at most some of a list, and how many were left out.
func cut[T any](list []T, most int) ([]T, int) {
	if len(list) <= most {
		return list, 0
	}
	return list[:most], len(list) - most
}

// certification finds when the papers of a certification end. A piece of
// evidence that several observations speak of counts once.
func certification(v *disclose.View, c *disclose.Control) Certification {
	out := Certification{Control: c}
	seen := make(map[string]bool)
	for _, o := range c.Evidence {
		for _, e := range v.EvidenceOf(o.ID) {
			if !o.Linked || e.ValidUntil.IsZero() || seen[e.Key] {
				continue
			}
			seen[e.Key] = true
			out.Papers++
			out.First = period.Sooner(out.First, e.ValidUntil)
			if e.ValidUntil.After(out.Last) {
				out.Last = e.ValidUntil
			}
		}
	}
	return out
}

// questions takes the first answer of every topic, and then further ones in
// their order while there is room.
func questions(all []*disclose.Answer) []*disclose.Answer {
	topics := make(map[string]bool)
	var first, rest []*disclose.Answer
	for _, a := range all {
		if topics[a.Topic] {
			rest = append(rest, a)
			continue
		}
		topics[a.Topic] = true
		first = append(first, a)
	}
	out, _ := cut(append(first, rest...), maxQuestions)
	return out
}

// example finds the claim that is best to verify: satisfied, of the strongest
// grade that there is, with evidence that passes by itself and whose file is
// published, if there is such.
func example(v *disclose.View) *Example {
	best, least := (*Example)(nil), 0
	for _, c := range v.Controls {
		if c.State != "satisfied" {
			continue
		}
		grade := slices.IndexFunc(v.Summary.Grades, func(g disclose.Count) bool { return g.Name == c.Grade })
		for _, o := range c.Evidence {
			if !o.Linked || o.Outcome != "pass" && o.Outcome != "none" {
				continue
			}
			for _, e := range v.EvidenceOf(o.ID) {
				cost := 4 * grade
				if o.Outcome == "none" { // a rule of the claim judges it
					cost += 2
				}
				if e.Raw == "" {
					cost++
				}
				if e.Digest != "" && (best == nil || cost < least) {
					best, least = &Example{c, e}, cost
				}
			}
		}
	}
	return best
}
