package statement

import (
	"fmt"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
)

// Standing is how a control stands at the instant of a build, for answers. Times
// are dates in words: a page stays as it is while time passes, so no sentence can
// say "3 days ago".
type Standing struct {
	Status    string              // in words: "in effect", "required setting"
	State     string              // in words: "satisfied", "not satisfied"
	Collected string              // date of the oldest evidence behind it, "" for none
	Valid     string              // last date until which its state holds if nothing is collected anew, "" for ever
	Scope     map[string][]string // the values of each axis of the site where it holds
}

// Standings returns how a control stands; it reports false for one that does
// not exist or is not for the audience.
type Standings func(control string) (Standing, bool)

// standings are the functions of answers that read how a control stands, with
// how many texts each takes: the id of a control, and for scope an axis.
//
//	status "ID"        how far it is in effect, as its author declares
//	state "ID"         what was found
//	collected "ID"     date of the oldest evidence behind it
//	valid "ID"         date until which its state holds
//	scope "ID" "AXIS"  the values of an axis where it holds, a list
var standings = map[string]int{"status": 1, "state": 1, "collected": 1, "valid": 1, "scope": 2}

// Ask is one place at which a sentence reads how a control stands.
type Ask struct {
	Function string
	Control  string
	Span     source.Span // of the id
	Axis     string      // of scope
	AxisSpan source.Span
}

// Asks returns where the sentence reads how controls stand. Only answers may: a
// claim must not change with what is found.
func (t *Template) Asks() []Ask { return t.asks }

// stubs stand for the functions while a sentence is parsed.
func stubs() template.FuncMap {
	one := func(string) (string, error) { return "", errNotAnswer }
	return template.FuncMap{
		"control": func(string, string) (parameter.Value, error) { return parameter.Value{}, nil },
		"status":  one, "state": one, "collected": one, "valid": one,
		"scope": func(string, string) ([]string, error) { return nil, errNotAnswer },
	}
}

var errNotAnswer = fmt.Errorf("only answers can read how a control stands")

// reading returns the functions that read how controls stand.
func (of Standings) reading() template.FuncMap {
	read := func(field func(Standing) string) func(string) (string, error) {
		return func(id string) (string, error) {
			s, ok := of(id)
			if !ok {
				return "", fmt.Errorf("there is no control %q", id)
			}
			return field(s), nil
		}
	}
	return template.FuncMap{
		"status":    read(func(s Standing) string { return s.Status }),
		"state":     read(func(s Standing) string { return s.State }),
		"collected": read(func(s Standing) string { return s.Collected }),
		"valid":     read(func(s Standing) string { return s.Valid }),
		"scope": func(id, axis string) ([]string, error) {
			s, ok := of(id)
			if !ok {
				return nil, fmt.Errorf("there is no control %q", id)
			}
			values, ok := s.Scope[axis]
			if !ok {
				return nil, fmt.Errorf("there is no scope axis %q", axis)
			}
			return values, nil
		},
	}
}

// Answer fills in the sentence of an answer: as Expand does, and it may read
// how controls stand.
func (t *Template) Answer(own Values, of func(control string) (Values, bool), stand Standings) (string, error) {
	return t.expand(own, of, stand)
}

// ask records a call that reads how a control stands, and reports one whose
// arguments are not written out: what a sentence reads must be known before.
func (t *Template) ask(c *parse.CommandNode, list *diag.List) {
	id, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok {
		return
	}
	want, ok := standings[id.Ident]
	if id.Ident == "control" {
		want, ok = 2, true
	}
	if !ok {
		return
	}
	var texts []*parse.StringNode
	for _, a := range c.Args[1:] {
		if s, ok := a.(*parse.StringNode); ok {
			texts = append(texts, s)
		}
	}
	if len(texts) != want || len(c.Args)-1 != want {
		at := int(id.Position())
		list.Add(diag.Errorf(diag.TemplateInvalid, t.text.At(at, at+len(id.Ident)), "%s takes %s, written out in quotes", id.Ident, takes[id.Ident]).
			Hinted("write {{ %s%s }}", id.Ident, strings.Repeat(` "…"`, want)))
		return
	}
	if id.Ident == "control" {
		return
	}
	ask := Ask{Function: id.Ident, Control: texts[0].Text, Span: t.place(texts[0])}
	if want == 2 {
		ask.Axis, ask.AxisSpan = texts[1].Text, t.place(texts[1])
	}
	t.asks = append(t.asks, ask)
	t.far = append(t.far, Read{Control: ask.Control, Span: ask.Span})
}

// takes says what each function takes.
var takes = map[string]string{
	"control": "the id of a control and the name of a parameter", "scope": "the id of a control and an axis of scope",
	"status": "the id of a control", "state": "the id of a control", "collected": "the id of a control", "valid": "the id of a control",
}

func (t *Template) place(s *parse.StringNode) source.Span {
	at := int(s.Position())
	return t.text.At(at, at+len(s.Quoted))
}

// functions are the names of all functions of sentences, sorted.
func functions() []string {
	var out []string
	for name := range parameter.Funcs() {
		out = append(out, name)
	}
	for name := range takes {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
