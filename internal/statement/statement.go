// Package statement expands the sentences of a catalog: templates over typed
// parameters, so that a number is written once and every sentence reads it.
//
// A sentence reads the parameters of its own control as {{ .retention }}, and
// those of any other as {{ control "log-retention" "retention" }}. Templates
// call nothing but the functions of package parameter; they cannot read files,
// the clock or the environment.
package statement

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
)

// maxLength bounds what a sentence may expand to, in bytes.
const maxLength = 64 << 10

// Template is one parsed sentence; it is immutable and safe for concurrent use.
type Template struct {
	*parsed
	text  source.Text
	own   []Read
	far   []Read
	asks  []Ask
	sound bool  // nothing is wrong with what it uses
	wrong error // of a table: why it cannot be parsed; nil of all others
}

// parsed is what text/template makes of a sentence, wherever it stands.
type parsed struct {
	tmpl  *template.Template
	calls bool // it may call functions that depend on more than their arguments

	mark   sync.Once
	marked *template.Template // as Segments needs it; nil where it cannot be made
	reads  []Read             // by the numbers of its marks
}

// Read is one parameter that a sentence reads.
type Read struct {
	Control   string // "" for the sentence's own control
	Parameter string // "" where the sentence reads how the control stands
	Span      source.Span
}

// Values are the parameters of one control by name.
type Values map[string]parameter.Value

// Parse reads a sentence.
func Parse(text source.Text) (*Template, diag.List) {
	p, err := read(text.Value)
	if err != nil {
		return nil, diag.List{syntax(text, err)}
	}
	return p.at(text)
}

func read(text string) (*parsed, error) {
	tmpl, err := template.New("statement").Option("missingkey=error").Funcs(parameter.Funcs()).Funcs(stubs()).Parse(text)
	if err != nil {
		return nil, err
	}
	calls := strings.Contains(text, "control")
	for name := range standings {
		calls = calls || strings.Contains(text, name)
	}
	return &parsed{tmpl: tmpl, calls: calls}, nil
}

// at is the sentence where it stands.
func (p *parsed) at(text source.Text) (*Template, diag.List) {
	t := &Template{text: text, parsed: p}
	var list diag.List
	for _, n := range p.tmpl.Root.Nodes {
		t.walk(n, &list)
	}
	t.sound = len(list) == 0
	return t, list
}

// location is how text/template words the place of an error: a line, then
// what is wrong.
var location = onuse.Regexp(`^template: statement:(\d+):(?:\d+:)? ?(?:executing "statement" at <[^>]*>: )?(.*)$`)

// functionName finds the function that text/template does not know.
var functionName = onuse.Regexp(`function "([^"]+)" not defined`)

func syntax(text source.Text, err error) diag.Diagnostic {
	message, line := err.Error(), 1
	if m := location.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	from := 0
	for range line - 1 {
		from += strings.IndexByte(text.Value[from:], '\n') + 1
	}
	if i := strings.Index(text.Value[from:], "{{"); i >= 0 {
		from += i
	}
	hint := "write {{ .name }} to read a parameter"
	switch at, ok := unclosed(text.Value); {
	case ok:
		from, message, hint = at, "{{ is not closed", "close it with }}"
	case message == "unexpected EOF":
		message, hint = "an {{ if }} or {{ with }} is not closed", "close it with {{ end }}"
	case strings.HasPrefix(message, "missing value for"):
		message = "nothing stands between {{ and }}"
	}
	span := text.At(from, from+2)
	if m := functionName.FindStringSubmatch(message); m != nil {
		if i := strings.Index(text.Value, m[1]); i >= 0 {
			span = text.At(i, i+len(m[1]))
		}
		message = fmt.Sprintf("templates have no function %q", m[1])
		if near := diag.DidYouMean(m[1], functions()); near != "" {
			hint = near
		}
	}
	return diag.Errorf(diag.TemplateInvalid, span, "%s", message).Hinted("%s", hint)
}

// unclosed returns where the first {{ stands that no }} closes before the next.
func unclosed(text string) (int, bool) {
	for from := 0; ; {
		i := strings.Index(text[from:], "{{")
		if i < 0 {
			return 0, false
		}
		at := from + i
		inside, _, _ := strings.Cut(text[at+2:], "{{")
		if !strings.Contains(inside, "}}") {
			return at, true
		}
		from = at + 2
	}
}

// walk gathers what the template reads and refuses what it must not do.
func (t *Template) walk(n parse.Node, list *diag.List) {
	switch n := n.(type) {
	case *parse.ActionNode:
		t.pipe(n.Pipe, list)
	case *parse.IfNode:
		t.branch(&n.BranchNode, list)
	case *parse.WithNode:
		t.branch(&n.BranchNode, list)
	case *parse.TextNode, *parse.CommentNode:
	default:
		at := strings.LastIndex(t.text.Value[:int(n.Position())], "{{")
		list.Add(diag.Errorf(diag.TemplateInvalid, t.text.At(max(at, 0), max(at, 0)+2), "a sentence cannot use %s", strings.Fields(n.String() + " ")[0]).
			Hinted("use {{ .name }}, {{ if }} and {{ with }} only"))
	}
}

func (t *Template) branch(b *parse.BranchNode, list *diag.List) {
	t.pipe(b.Pipe, list)
	for _, l := range []*parse.ListNode{b.List, b.ElseList} {
		if l == nil {
			continue
		}
		for _, n := range l.Nodes {
			t.walk(n, list)
		}
	}
}

func (t *Template) pipe(p *parse.PipeNode, list *diag.List) {
	for _, c := range p.Cmds {
		t.call(c)
		t.ask(c, list)
		for _, a := range c.Args {
			switch a := a.(type) {
			case *parse.FieldNode:
				at := firstName(a)
				t.own = append(t.own, Read{Parameter: a.Ident[0], Span: t.text.At(at, at+len(a.Ident[0]))})
			case *parse.PipeNode:
				t.pipe(a, list)
			}
		}
	}
}

// firstName returns where the first name of a field such as .a.b starts: the
// node holds the place of its last dot.
func firstName(n *parse.FieldNode) int {
	at := int(n.Position()) + len(".")
	for _, name := range n.Ident[:len(n.Ident)-1] {
		at -= len(name) + len(".")
	}
	return at
}

// call records {{ control "id" "name" }}.
func (t *Template) call(c *parse.CommandNode) {
	if id, ok := c.Args[0].(*parse.IdentifierNode); !ok || id.Ident != "control" || len(c.Args) != 3 {
		return
	}
	id, ok1 := c.Args[1].(*parse.StringNode)
	name, ok2 := c.Args[2].(*parse.StringNode)
	if ok1 && ok2 {
		at := int(id.Position())
		t.far = append(t.far, Read{Control: id.Text, Parameter: name.Text, Span: t.text.At(at, at+len(id.Quoted))})
	}
}

// Own returns the parameters that the sentence reads of its own control.
func (t *Template) Own() []Read { return t.own }

// Far returns what the sentence reads of controls by id: parameters, and how
// they stand.
func (t *Template) Far() []Read { return t.far }

// Expand fills in the sentence: own are the values of its control, of returns
// those of any other.
func (t *Template) Expand(own Values, of func(control string) (Values, bool)) (string, error) {
	return t.expand(own, of, nil)
}

func (t *Template) expand(own Values, of func(control string) (Values, bool), stand Standings) (string, error) {
	if !t.calls {
		return said(t.tmpl, own)
	}
	tmpl, err := t.tmpl.Clone()
	if err != nil {
		return "", err
	}
	tmpl.Funcs(template.FuncMap{"control": func(id, name string) (parameter.Value, error) {
		values, ok := of(id)
		if !ok {
			return parameter.Value{}, fmt.Errorf("there is no control %q", id)
		}
		v, ok := values[name]
		if !ok {
			return parameter.Value{}, fmt.Errorf("control %q has no parameter %q", id, name)
		}
		return v, nil
	}})
	if stand != nil {
		tmpl.Funcs(stand.reading())
	}
	return said(tmpl, own)
}

// said runs a template, and joins its words by single spaces.
func said(tmpl *template.Template, own Values) (string, error) {
	var b limited
	if !plainly(&b, tmpl.Root.Nodes, own) {
		b.Reset()
		if err := tmpl.Execute(&b, map[string]parameter.Value(own)); err != nil {
			return "", err
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), nil
}

// plainly writes what a template of words and parameters alone says, which most
// sentences are, as text/template does. It reports false where there is more to
// one, or where it fails.
func plainly(b *limited, nodes []parse.Node, own Values) bool {
	for _, n := range nodes {
		var err error
		switch n := n.(type) {
		case *parse.TextNode:
			_, err = b.Write(n.Text)
		case *parse.ActionNode:
			if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 1 {
				return false
			}
			field, ok := n.Pipe.Cmds[0].Args[0].(*parse.FieldNode)
			if !ok || len(field.Ident) != 1 {
				return false
			}
			v, ok := own[field.Ident[0]]
			if !ok {
				return false
			}
			_, err = fmt.Fprint(b, v)
		default:
			return false
		}
		if err != nil {
			return false
		}
	}
	return true
}

// limited is a builder that refuses to grow beyond maxLength.
type limited struct{ strings.Builder }

// Write implements io.Writer.
func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxLength {
		return 0, fmt.Errorf("the text is longer than %d bytes", maxLength)
	}
	return l.Builder.Write(p)
}
