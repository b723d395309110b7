package render

import (
	"cmp"
	"time"

	"github.com/candor-site/candor/internal/coverage"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
)

// answered are the pages of the answers: all of them, those about each topic, and
// what they say to standard questionnaires.
func (r *renderer) answered() []own {
	l, w := r.portal.library, r.theme.Words()
	sets := coverage.Of(l)
	out := []own{
		r.index("place.answers", route.Answers, "answers.json", l.ValidUntil(), len(l.Answers), func() any { return l }),
		r.index("place.questionnaires", route.Questionnaires, "questionnaires.json", soonest(sets, func(s *coverage.Set) time.Time { return s.ValidUntil }), len(l.Answers), func() any { return sets }),
	}
	for _, t := range l.Topics() {
		title := cmp.Or(w.Label("topic", t.ID), w.Text("answer.other"))
		out = append(out, about("topic", route.OfTopic(t.ID), title, w.Text("place.topic-doc", "Name", title), "answers.json", t.ValidUntil, t))
	}
	for _, s := range sets {
		out = append(out, about("questionnaire", route.OfQuestionnaire(s.ID), s.Title, w.Text("place.questionnaire-doc", "Name", s.Title), "questionnaires.json", s.ValidUntil, s))
	}
	return out
}

// Reply returns an answer with what holds of it, or nil.
func (p *Portal) Reply(id string) *reply.Answer { return p.library.Answer(id) }

// TopicURL returns the URL of the page of the answers about a topic.
func (p *Portal) TopicURL(topic string) string { return p.URL(route.OfTopic(topic)) }

// AnswerURL returns the URL of an answer.
func (p *Portal) AnswerURL(a *disclose.Answer) string { return p.URL(route.OfAnswer(a.Topic, a.ID)) }

// QuestionnaireURL returns the URL of the page of a standard questionnaire.
func (p *Portal) QuestionnaireURL(id string) string { return p.URL(route.OfQuestionnaire(id)) }
