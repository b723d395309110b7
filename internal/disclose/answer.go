package disclose

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/statement"
	"github.com/candor-site/candor/internal/trust"
)

// Answer is a prepared reply, expanded. It stands in a view only with
// everything that it rests on. Whether it means yes or no is for package reply.
type Answer struct {
	ID, Topic, Question, Short, Long, Owner string
	List                                    string              // reply to a question that asks for a list, or ""
	Compensating                            string              // what is said where it is no, or only partly so; or ""
	Asks                                    []string            // other wordings of the question
	Negative                                bool                // the honest good reply to the question is no
	Quantifier                              string              // how many controls must hold: all, any, none
	Where                                   []Condition         // must hold too for the favourable reply
	Products                                []string            // it is about these alone; none: all
	IDs                                     map[string][]string // questions of standard questionnaires that it answers: questionnaire to their ids
	Reviewed                                time.Time
	ReviewDue                               time.Time // when the last review is too old for the site
	Controls                                []string
	Reads                                   []string // controls that it compares and that its texts speak of, beside those
	State                                   string   // worst state of its controls
	FreshUntil                              time.Time
}

// Condition is a parameter of a control that is held against a value.
type Condition struct {
	Control, Parameter string
	Bound              string // at-least, at-most, equals, contains, among
	Value              parameter.Value
}

// answers adds the prepared answers that the audience may see: those of which
// it may see all that they rest on. Without a part of that, a no could read as a
// yes.
func (r *reducer) answers() {
	for _, a := range r.site.Catalog.Answers {
		if r.sees(a.Audience) && r.whole(a) {
			r.view.Answers = append(r.view.Answers, r.answer(a))
		}
	}
}

func (r *reducer) answer(a *trust.Answer) *Answer {
	out := &Answer{
		ID: a.ID, Topic: a.Topic, Question: a.Question, Owner: a.Owner, Negative: a.Negative, Quantifier: string(a.Truth),
		Reviewed: r.day(a.Reviewed), ReviewDue: r.reviewDue(time.Time{}, a.Reviewed),
	}
	for _, ask := range a.Asks {
		out.Asks = append(out.Asks, ask.Value)
	}
	for _, p := range a.Products {
		out.Products = append(out.Products, p.ID)
	}
	for _, w := range a.Where {
		out.Where = append(out.Where, Condition{w.Control.ID, w.Parameter.ID, string(w.Bound), w.Value})
	}
	for _, s := range a.IDs {
		if out.IDs == nil {
			out.IDs = make(map[string][]string)
		}
		out.IDs[s.Questionnaire] = append(out.IDs[s.Questionnaire], s.ID)
	}
	worst := -1
	for _, ref := range a.Controls {
		c := r.view.Control(ref.ID)
		out.Controls = append(out.Controls, ref.ID)
		out.FreshUntil = period.Sooner(out.FreshUntil, c.FreshUntil)
		if w := weight(c.State); w > worst {
			worst, out.State = w, c.State
		}
	}
	for _, id := range Behind(a) {
		if !slices.Contains(out.Controls, id) {
			out.Reads = append(out.Reads, id)
		}
	}
	out.Short, out.Long, out.List, out.Compensating = r.reply(a, a.Short), r.reply(a, a.Long), r.reply(a, a.List), r.reply(a, a.Compensating)
	return out
}

// weight orders states from good to bad for an answer that rests on several.
func weight(state string) int {
	return slices.Index([]trust.State{
		trust.Satisfied, trust.StateNotApplicable, trust.StatePlanned, trust.Undetermined, trust.NotSatisfied,
	}, trust.State(state))
}

// whole reports whether the audience may see all that an answer rests on: its
// controls, what it compares and reads, and the gaps that are recorded for them.
func (r *reducer) whole(a *trust.Answer) bool {
	for _, id := range Behind(a) {
		if r.view.Control(id) == nil {
			return false
		}
		for _, x := range r.site.Catalog.Exceptions {
			if Hides(r.site.Config, r.found, a, x, id, r.audience) {
				return false
			}
		}
	}
	return true
}

// Hides reports whether a recorded gap keeps an answer from an audience: it
// qualifies a control that the answer rests on, may still be there, and is for
// others only.
func Hides(cfg *site.Config, found *trust.Assessment, a *trust.Answer, x *trust.Exception, control, audience string) bool {
	if x.Waives != control || cfg.Closed(x.Audience) <= cfg.Closed(audience) || !x.Scope.Meets(a.Scope()) {
		return false
	}
	return !slices.ContainsFunc(found.Exceptions, func(s trust.ExceptionState) bool { return s.ID == x.ID && s.State == "obsolete" })
}

// Behind returns the ids of the controls that an answer rests on: its own in
// their order, then those that it compares and reads.
func Behind(a *trust.Answer) []string {
	var out []string
	add := func(id string) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, ref := range a.Controls {
		add(ref.ID)
	}
	for _, w := range a.Where {
		add(w.Control.ID)
	}
	for _, text := range a.Templates() {
		if t, _ := statement.Parse(text); t != nil {
			for _, read := range t.Far() {
				add(read.Control)
			}
		}
	}
	return out
}

// reply expands a text of an answer, with the values that hold for what it is
// about; one that does not expand gives "", as its diagnostic was reported.
func (r *reducer) reply(a *trust.Answer, text source.Text) string {
	var own *trust.Control
	if len(a.Controls) > 0 {
		own = r.site.Catalog.Control(a.Controls[0].ID)
	}
	t, _ := r.template(text, own)
	if t == nil {
		return ""
	}
	of := func(id string) (statement.Values, bool) {
		c := r.site.Catalog.Control(id)
		if c == nil || !r.sees(c.Audience) {
			return nil, false
		}
		out := statement.Values{}
		for _, p := range c.Effective(a.Scope()) {
			out[p.Name] = p.Value
		}
		return out, true
	}
	var values statement.Values
	if own != nil {
		values, _ = of(own.ID)
	}
	out, err := t.Answer(values, of, r.standing)
	if err != nil {
		return ""
	}
	return out
}

// standing says how a control of the view stands.
func (r *reducer) standing(id string) (statement.Standing, bool) {
	c := r.view.Control(id)
	if c == nil {
		return statement.Standing{}, false
	}
	words := func(id string) string { return strings.ReplaceAll(id, "-", " ") }
	s := statement.Standing{Status: words(c.Status), State: words(c.State), Valid: r.date(c.FreshUntil), Scope: map[string][]string{}}
	var oldest time.Time
	for _, o := range c.Evidence {
		oldest = period.Sooner(oldest, o.Collected)
	}
	s.Collected = r.date(oldest)
	for name := range r.site.Config.Scope {
		s.Scope[name] = nil
	}
	for _, a := range r.view.Scopes {
		s.Scope[a.Name] = a.Values
	}
	for _, a := range c.Scope {
		s.Scope[a.Name] = a.Values
	}
	return s, true
}

// date says on which day an instant is, in the language of the site; "" for
// none.
func (r *reducer) date(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	v, err := parameter.Parse(parameter.Date, at.In(r.site.Config.Location).Format(time.DateOnly))
	if err != nil {
		return ""
	}
	v.Speaker = r.speaker()
	return v.String()
}

// speaker is who says values in the language of the site; nil for English.
func (r *reducer) speaker() parameter.Speaker {
	for _, c := range r.site.Catalog.Controls {
		for _, p := range c.Parameters {
			return p.Value.Speaker
		}
	}
	return nil
}
