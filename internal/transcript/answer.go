package transcript

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/coverage"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// answerPages are the pages of the answers, and of standard questionnaires.
func (p *Portal) answerPages() []Page {
	l := p.library
	if len(l.Answers) == 0 {
		return nil
	}
	sets := coverage.Of(l)
	out := []Page{{route.Answers, nil, p.allAnswers}, {route.Questionnaires, nil, func() []string { return p.questionnaires(sets) }}}
	for _, t := range l.Topics() {
		out = append(out, Page{route.OfTopic(t.ID), nil, func() []string {
			var blocks []string
			for _, a := range t.Answers {
				blocks = append(blocks, markdown.Heading(2, markdown.Text(a.Question)), p.reply(a), p.behind(a))
			}
			return p.page(route.OfTopic(t.ID), topicTitle(t.ID), "answers.json", blocks...)
		}})
	}
	for _, s := range sets {
		out = append(out, Page{route.OfQuestionnaire(s.ID), nil, func() []string { return p.questionnaire(s) }})
	}
	return out
}

// topicTitle is what a topic is called.
func topicTitle(id string) string {
	return orElse(theme.English().Label("topic", id), "Other questions")
}

// allAnswers lists the questions with a word on each, by topic.
func (p *Portal) allAnswers() []string {
	var blocks []string
	for _, t := range p.library.Topics() {
		var items []string
		for _, a := range t.Answers {
			items = append(items, p.link(a.Question, route.OfAnswer(a.Topic, a.ID))+" "+p.word(a))
		}
		blocks = append(blocks, section(topicTitle(t.ID), markdown.List(items)))
	}
	lead := fmt.Sprintf("%d answers: %s.", len(p.library.Answers), truths(p.library.Counts()))
	return p.page(route.Answers, "Answers", "answers.json", append([]string{lead}, blocks...)...)
}

// truths says how many are true how far.
func truths(counts []disclose.Count) string {
	var parts []string
	for _, c := range counts {
		parts = append(parts, fmt.Sprintf("%d %s", c.N, strings.ToLower(theme.English().Label("truth", c.Name))))
	}
	return strings.Join(parts, ", ")
}

// word is what a question is answered with, with its dates.
func (p *Portal) word(a *reply.Answer) string {
	out := markdown.Bold(markdown.Text(theme.English().Label("reply", string(a.Word())))) + " as of " + day(p.view.AsOf)
	if !a.ValidUntil.IsZero() {
		out += ", until " + day(a.ValidUntil)
	}
	return out
}

// reply is what an answer says: its word, what decided, and its texts where they
// may be said.
func (p *Portal) reply(a *reply.Answer) string {
	blocks := []string{p.word(a)}
	if a.Stands() {
		blocks = append(blocks, sentence(a.Short))
		if a.Long != a.Short {
			blocks = append(blocks, sentence(a.Long))
		}
		blocks = append(blocks, sentence(a.List))
	}
	for _, more := range []string{a.Because, a.Qualification, a.Compensating} {
		blocks = append(blocks, sentence(more))
	}
	return markdown.Blocks(blocks...)
}

// behind is what an answer rests on.
func (p *Portal) behind(a *reply.Answer) string {
	var proofs []string
	for _, e := range a.Evidence {
		proofs = append(proofs, p.link(orElse(e.Title, e.Key), route.OfEvidence(e.Key))+", collected "+day(e.Collected))
	}
	var blocks []string
	if rests := p.list(a.Behind); rests != "" {
		blocks = append(blocks, "Rests on:", rests)
	}
	if len(proofs) > 0 {
		blocks = append(blocks, "Evidence:", markdown.List(proofs))
	}
	return markdown.Blocks(append(blocks, fact("Reviewed", dated(a.Reviewed)))...)
}

// questionnaires says how far standard questionnaires are answered.
func (p *Portal) questionnaires(sets []*coverage.Set) []string {
	var rows [][]string
	for _, s := range sets {
		of := "of an unknown number"
		if s.Questions > 0 {
			of = fmt.Sprintf("of %d", s.Questions)
		}
		rows = append(rows, []string{p.link(s.Title, route.OfQuestionnaire(s.ID)), markdown.Text(s.Publisher), fmt.Sprintf("%d %s", s.Answered, of), truths(s.Counts)})
	}
	return p.page(route.Questionnaires, "Questionnaires", "questionnaires.json", markdown.Table([]string{"Questionnaire", "Publisher", "Answered", "How"}, rows))
}

// questionnaire is what is said to the questions of one questionnaire.
func (p *Portal) questionnaire(s *coverage.Set) []string {
	var blocks []string
	for _, r := range s.Rows {
		title, asks := r.ID, ""
		if r.Control != nil {
			title, asks = r.ID+" "+r.Control.Title, r.Control.Text()
		}
		blocks = append(blocks, markdown.Heading(2, markdown.Text(title)))
		for _, line := range strings.Split(asks, "\n") {
			blocks = append(blocks, sentence(line))
		}
		if len(r.Answers) == 0 {
			blocks = append(blocks, "No answer names it.")
			continue
		}
		said := markdown.Bold(markdown.Text(theme.English().Label("truth", string(r.Truth)))) + " as of " + day(p.view.AsOf)
		if !r.ValidUntil.IsZero() {
			said += ", until " + day(r.ValidUntil)
		}
		blocks = append(blocks, said)
		var items []string
		for _, a := range r.Answers {
			items = append(items, p.link(a.Question, route.OfAnswer(a.Topic, a.ID))+" "+p.word(a))
		}
		blocks = append(blocks, markdown.List(items))
	}
	return p.page(route.OfQuestionnaire(s.ID), s.Title, "questionnaires.json", blocks...)
}
