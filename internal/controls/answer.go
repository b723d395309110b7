package controls

import (
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/industry"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// answerFile is a prepared reply as it is written.
type answerFile struct {
	ID           source.Text                          `json:"id" jsonschema:"small letters, digits and hyphens"`
	Topic        source.Text                          `json:"topic,omitzero" jsonschema:"what the question is about: a topic of security questionnaires, or one of controls/topics.yaml"`
	Question     string                               `json:"question,omitempty" jsonschema:"the question as buyers ask it"`
	Asks         []source.Text                        `json:"asks,omitempty" single:"ok" jsonschema:"other wordings of the question"`
	Negative     bool                                 `json:"negative,omitempty" jsonschema:"the honest good reply to the question is no"`
	Controls     []source.Text                        `json:"controls,omitempty" single:"ok" jsonschema:"controls that it rests on; templates read the parameters of the first"`
	Truth        trust.Quantifier                     `json:"truth,omitempty" oneof:"all any none" jsonschema:"how many of the controls must hold for a yes; none where the question is not one of yes or no; all by default"`
	Where        []conditionFile                      `json:"where,omitempty" jsonschema:"comparisons that must hold too for a yes"`
	Short        source.Text                          `json:"short" jsonschema:"reply in one sentence without yes or no, as a template over parameters"`
	Long         source.Text                          `json:"long,omitzero" jsonschema:"reply in full"`
	List         source.Text                          `json:"list,omitzero" jsonschema:"reply to a question that asks for a list"`
	Compensating source.Text                          `json:"compensating,omitzero" jsonschema:"what is said where it is no, or only partly so"`
	Products     []source.Text                        `json:"products,omitempty" single:"ok" jsonschema:"values of the scope axis product that it is about; all by default"`
	IDs          schema.Map[schema.Some[source.Text]] `json:"ids,omitempty" jsonschema:"questions of standard questionnaires that it answers: name and version of the questionnaire, such as mvsp-3.0, to the ids of its questions"`
	Owner        string                               `json:"owner,omitempty" jsonschema:"who answers for it"`
	Reviewed     schema.Scalar                        `json:"reviewed,omitzero" jsonschema:"date of the last review"`
	Audience     source.Text                          `json:"audience,omitzero" jsonschema:"who may see it; only narrower than the folder's"`
}

// conditionFile is a comparison as it is written: a parameter, and one bound.
type conditionFile struct {
	Control   source.Text  `json:"control,omitzero" jsonschema:"whose parameter; the first control of the answer by default"`
	Parameter source.Text  `json:"parameter" jsonschema:"the parameter that is compared"`
	AtLeast   *decode.Node `json:"at-least,omitempty" alias:"at_least" jsonschema:"it is not less; of a frequency: as often or more often"`
	AtMost    *decode.Node `json:"at-most,omitempty" alias:"at_most" jsonschema:"it is not more; of a frequency: as rarely or more rarely"`
	Equals    *decode.Node `json:"equals,omitempty" jsonschema:"it is the same"`
	Contains  *decode.Node `json:"contains,omitempty" jsonschema:"it lists all of these"`
	Among     *decode.Node `json:"among,omitempty" jsonschema:"it lists nothing but these"`
	Span      source.Span  `json:"-"`
}

// readAnswer checks one prepared reply and adds it to the catalog.
func (r *reader) readAnswer(f *answerFile) {
	ok := r.id(f.ID, "answer")
	r.filled(f.Short, "short reply")
	a := &trust.Answer{
		ID: f.ID.Value, Span: f.ID.Span, Topic: f.Topic.Value, TopicSpan: f.Topic.Span, Question: f.Question, Negative: f.Negative,
		Truth: f.Truth, Short: f.Short, Long: f.Long, List: f.List, Compensating: f.Compensating, Owner: f.Owner,
		Controls: references(f.Controls),
		Products: r.products(f.Products),
		Reviewed: r.date(f.Reviewed, "reviewed"),
		Audience: r.audience(f.Audience),
	}
	if a.Truth == "" {
		a.Truth = trust.AllHold
	}
	for _, ask := range f.Asks {
		r.filled(ask, "wording")
		if given(ask) {
			a.Asks = append(a.Asks, ask)
		}
	}
	for _, e := range f.IDs {
		for _, id := range e.Value {
			r.standardID(e.Key, id, a)
		}
	}
	if a.Truth == trust.NoTruth && len(f.Where) > 0 {
		r.list.Add(diag.Errorf(diag.ValueInvalid, f.Where[0].Span, "the answer %s claims nothing that is true or false (truth: none), so nothing can be compared for it", a.ID).
			Hinted("remove where, or truth"))
	}
	for i := range f.Where {
		r.condition(&f.Where[i], a)
	}
	if ok && r.unique(diag.AnswerDuplicate, "answer", f.ID, "") {
		r.catalog.Answers = append(r.catalog.Answers, a)
	}
}

// standardID reads the id of a question of a standard questionnaire.
func (r *reader) standardID(questionnaire, id source.Text, a *trust.Answer) {
	if !given(id) {
		return
	}
	if why := industry.Fault(questionnaire.Value, id.Value); why != "" {
		r.list.Add(diag.Errorf(diag.QuestionUnknown, id.Span, "%s", why).Hinted("write the id as that version of the questionnaire has it"))
		return
	}
	if slices.ContainsFunc(a.IDs, func(s trust.StandardID) bool { return s.Questionnaire == questionnaire.Value && s.ID == id.Value }) {
		r.list.Add(diag.Errorf(diag.ValueInvalid, id.Span, "the question %s of %s is named twice", id.Value, questionnaire.Value).Hinted("remove one of the two"))
		return
	}
	a.IDs = append(a.IDs, trust.StandardID{Questionnaire: questionnaire.Value, ID: id.Value, Span: id.Span})
}

// products checks that an answer is about values of the axis product.
func (r *reader) products(texts []source.Text) []trust.Reference {
	known := r.cfg.Scope[trust.ProductAxis]
	var out []trust.Reference
	for _, ref := range references(texts) {
		switch {
		case known == nil:
			r.list.Add(diag.Errorf(diag.ScopeUnknown, ref.Span, "the answer is about the product %q, and the site has no scope axis %s", ref.ID, trust.ProductAxis).About(trust.ProductAxis).
				Hinted("declare it in candor.yaml under scope"))
			return out
		case !slices.Contains(known, ref.ID):
			r.list.Add(diag.Errorf(diag.ScopeValueUnknown, ref.Span, "the scope axis %s has no value %q", trust.ProductAxis, ref.ID).
				Hinted("%s", suggest(ref.ID, known, "declare it in candor.yaml under scope")))
		default:
			out = append(out, ref)
		}
	}
	return out
}

// bounded is one bound of a comparison; nil where it is not given.
type bounded struct {
	bound trust.Bound
	node  *decode.Node
}

// condition reads one comparison. Its value is of the type of the parameter,
// which follows from the name.
func (r *reader) condition(f *conditionFile, a *trust.Answer) {
	forms := []bounded{{trust.AtLeast, f.AtLeast}, {trust.AtMost, f.AtMost}, {trust.Equals, f.Equals}, {trust.Contains, f.Contains}, {trust.Among, f.Among}}
	said := func(form bounded) bool { return form.node != nil }
	if !slices.ContainsFunc(forms, said) {
		if !r.reported(f.Span) { // as a misspelt key
			r.list.Add(diag.Errorf(diag.KeyMissing, f.Span, "the comparison says nothing that the parameter is held against").
				Hinted("add one of the keys at-least, at-most, equals, contains and among"))
		}
		return
	}
	if !given(f.Parameter) {
		return // reported as missing
	}
	t, ok := r.cfg.Vocabulary.TypeOf(f.Parameter.Value)
	if !ok {
		r.list.Add(diag.Errorf(diag.ParameterUnknown, f.Parameter.Span, "the parameter %q does not exist", f.Parameter.Value).
			Hinted("%s", suggest(f.Parameter.Value, r.cfg.Vocabulary.Names(), "declare it with its type in candor.yaml under parameters")))
		return
	}
	control := trust.Reference{ID: f.Control.Value, Span: f.Control.Span}
	if !given(f.Control) {
		if len(a.Controls) == 0 {
			r.list.Add(diag.Errorf(diag.KeyMissing, f.Span, "the comparison names no control, and neither does the answer").
				Hinted(`add the key "control"`))
			return
		}
		control = a.Controls[0]
	}
	for _, form := range forms {
		if form.node == nil {
			continue
		}
		v, ok := r.value(f.Parameter.Value, t, form.node)
		if !ok {
			continue
		}
		c := trust.Condition{
			Control: control, Parameter: trust.Reference{ID: f.Parameter.Value, Span: f.Parameter.Span}, Bound: form.bound, Value: v, Span: form.node.Span,
		}
		if _, why := c.Holds(v); why != "" {
			r.list.Add(diag.Errorf(diag.ParameterType, form.node.Span, "parameter %s of type %s cannot be held to %s: %s", f.Parameter.Value, t, form.bound, why))
			continue
		}
		a.Where = append(a.Where, c)
	}
}

// reported reports whether something within a mapping was reported.
func (r *reader) reported(at source.Span) bool {
	return slices.ContainsFunc(r.list, func(d diag.Diagnostic) bool {
		return d.Span.File == at.File && at.Start <= d.Span.Start && d.Span.End <= at.End
	})
}
