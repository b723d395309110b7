package rule

import (
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"github.com/candor-site/candor/internal/clause"
	"github.com/candor-site/candor/internal/source"
)

// Many controls say the same of different evidence. Their expressions are read
// and compiled once, in their common form, in which evidence has other ids. What
// holds for the form holds for each of them, but for the words of a failure:
// whoever fails is compiled and evaluated as it stands, and fails again.

// maxForms is how many forms are remembered at a time.
const maxForms = 1 << 10

// bodies and syntaxes are what came of forms.
var (
	bodies   table[form, *body]
	syntaxes table[string, *Syntax]
)

// form is what a body depends on.
type form struct {
	text string
	in   *setting
	want types.Kind
}

// table remembers what was made, each value once. It is safe for concurrent use.
type table[K comparable, V any] struct {
	mu   sync.Mutex
	made map[K]func() V
}

func (t *table[K, V]) of(key K, make func() V) V {
	t.mu.Lock()
	value := t.made[key]
	if value == nil {
		if t.made == nil || len(t.made) >= maxForms {
			t.made = map[K]func() V{}
		}
		value = sync.OnceValue(make)
		t.made[key] = value
	}
	t.mu.Unlock()
	return value()
}

// ofForm compiles an expression by its form; nil where that gives none, or is not
// worth while.
func ofForm(text source.Text, in *setting, want *cel.Type) *Program {
	if in == documents {
		return nil
	}
	common, slots := clause.Form(text.Value)
	b := bodies.of(form{common, in, want.Kind()}, func() *body {
		b, problems := bodyOf(source.Text{Value: common}, in, want)
		if len(problems) > 0 {
			return nil
		}
		return b
	})
	if b == nil {
		return nil
	}
	p := &Program{text: text, body: b}
	if common != text.Value {
		p.named = slots
		p.own = sync.OnceValue(func() *body {
			own, _ := bodyOf(text, in, want)
			return own
		})
	}
	return p
}

// itself returns the program of the very text.
func (p *Program) itself() *Program {
	where := p.where
	if where != nil {
		where = where.itself()
	}
	if p.own == nil && where == p.where {
		return p
	}
	out := &Program{text: p.text, body: p.body, where: where}
	if p.own != nil {
		out.body = p.own()
	}
	return out
}

// unexplained is the failure of a program that knows evidence by other ids.
var unexplained = &Failure{Message: "the expression has no value"}

// idOf returns the id of the evidence that the body knows by a name.
func (p *Program) idOf(name string) string {
	for _, s := range p.named {
		if s.Form == name {
			return s.ID
		}
	}
	return name
}

// renamed gives values by the ids of evidence the names that the body knows.
func renamed[V any](p *Program, of string, values map[string]V) map[string]V {
	if p.own == nil {
		return values
	}
	out := map[string]V{}
	for _, s := range p.named {
		if v, ok := values[s.ID]; ok && s.Of == of {
			out[s.Form] = v
		}
	}
	return out
}

// rename gives evidence its ids in what is said of an evaluation.
func (p *Program) rename(r *Result) {
	for i := range r.Comparisons {
		c := &r.Comparisons[i]
		c.Left, c.Right = p.said(c.Left), p.said(c.Right)
	}
	for i := range r.Facts {
		f := &r.Facts[i]
		f.Text, f.List = p.said(f.Text), p.said(f.List)
	}
	for i, list := range r.Empty {
		r.Empty[i] = p.said(list)
	}
}

// said returns source text of the body with the ids of evidence in it.
func (p *Program) said(text string) string {
	if p.own == nil || !strings.Contains(text, clause.Open) {
		return text
	}
	for _, s := range p.named {
		if s.Form != s.ID {
			text = strings.ReplaceAll(text, `"`+s.Form+`"`, `"`+s.ID+`"`)
		}
	}
	return text
}

// Parse reads an expression without checking or running it; nil where it is
// none.
func Parse(text string) *Syntax {
	common, slots := clause.Form(text)
	shared := syntaxes.of(common, func() *Syntax { return parse(common) })
	if shared == nil {
		return parse(text)
	}
	if common == text {
		return shared
	}
	p, factory := &Program{named: slots}, ast.NewExprFactory()
	root := factory.CopyExpr(shared.Root)
	ast.PostOrderVisit(root, ast.NewExprVisitor(func(e ast.Expr) {
		if name, ok := literalString(e); ok && strings.HasPrefix(name, clause.Open) {
			e.SetKindCase(factory.NewLiteral(e.ID(), types.String(p.idOf(name))))
		}
	}))
	return &Syntax{root, shared.info}
}
