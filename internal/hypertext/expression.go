package hypertext

import (
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tree"
	"github.com/candor-site/candor/internal/value"
)

// eval computes an expression, which stands at [from, to), with the
// environment. home is the file in which the value is written, or "" where it
// is the one that is rendered.
func (r *renderer) eval(e expr.Node, from, to int) (x any, home string, ok bool) {
	v := expr.Valuer{
		Bind:  r.env.Bind,
		Given: func(g *expr.Given) (any, bool) { return r.borrow(g, from, to) },
		Markup: func(root any) template.HTML {
			return r.fragmentHTML(root.(ast.Node))
		},
		Miss: func(p *expr.Path) {
			d := diag.Diagnostic{Severity: r.Severity, Code: diag.ExprUnbound, Span: r.Span(p.From, p.To), Message: r.Written(p.From, p.To) + " is not bound to anything"}
			if r.env.Names != nil {
				d.Hint = expr.NearMiss(strings.Join(p.Names, "."), r.env.Names(p.Names[0]))
			}
			r.diags.Add(d)
		},
	}
	x, ok = v.Value(e)
	if v.Large {
		r.diags.Add(diag.Errorf(diag.FileLimit, r.Span(from, to), "the value of the expression is too large").Hinted("show less of it, or publish it as a file"))
	}
	if t, ok := v.Home.(*tree.Tree); ok && t != r.Tree {
		home = t.File.Path
	}
	return x, home, ok
}

// fragmentHTML renders markup in an expression. One paragraph loses its tags.
func (r *renderer) fragmentHTML(root ast.Node) template.HTML {
	if c := root.FirstChild(); c != nil && c == root.LastChild() && c.Kind() == ast.KindParagraph {
		return r.html(c, nil)
	}
	return r.html(root, nil)
}

// renderExpression writes the value of an expression. What has no value stays
// as written.
func renderExpression(r *renderer, n ast.Node) {
	b := n.(tree.BraceNode).Braces()
	_, isBlock := n.(*tree.ExpressionBlock)
	if b.Value == nil && !b.Literal {
		return
	}
	if b.Literal && b.Boxed {
		r.literal(r.Written(b.At, b.End), isBlock && r.inline == 0)
		return
	}
	var out string
	markup := false
	if b.Literal {
		out = escape(r.Written(b.At, b.End))
	} else if v, _, ok := r.eval(b.Value, b.At, b.End); !ok {
		out = escape(r.Written(b.At, b.End))
	} else if h, isHTML := v.(template.HTML); isHTML {
		out, markup = string(h), true
	} else if _, isObject := v.(map[string]any); isObject {
		r.diags.Add(diag.Errorf(diag.ExprUnsupported, r.Span(b.At, b.End), "an object cannot be shown as text").Hinted("name one of its members"))
		out = escape(r.Written(b.At, b.End))
	} else {
		out = escape(value.Text(v))
	}
	if isBlock && !markup && out != "" && r.inline == 0 {
		r.line()
		r.raw("<p>" + out + "</p>\n")
		return
	}
	r.raw(out)
	if isBlock {
		r.line()
	}
}
