package theme

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"strings"
	"sync"
	"text/template/parse"

	"github.com/candor-site/candor/internal/stencil"
)

// press is a template with what runs it: html/template, which has the last word
// and says what is wrong, and a program of the same meaning, which is several
// times as fast.
type press struct {
	tmpl    func() *template.Template
	program func() *stencil.Program // compiled on first use; nil where only html/template will do
}

// newPress prepares a template whose contexts html/template has worked out.
func newPress(tmpl *template.Template, funcs template.FuncMap) *press {
	return &press{func() *template.Template { return tmpl }, sync.OnceValue(func() *stencil.Program {
		trees := treesOf(tmpl)
		p, _ := newCompiler(func(name string) *parse.Tree { return trees[name] }, funcs).Compile(tmpl.Name())
		return p
	})}
}

// treesOf returns the trees of a template and of those that stand beside it.
func treesOf(tmpl *template.Template) map[string]*parse.Tree {
	trees := make(map[string]*parse.Tree)
	for _, t := range tmpl.Templates() {
		trees[t.Name()] = t.Tree
	}
	return trees
}

// newCompiler returns what compiles trees in which html/template has put escapers.
func newCompiler(tree func(name string) *parse.Tree, funcs template.FuncMap) *stencil.Compiler {
	return stencil.NewCompiler(stencil.Set{Tree: tree, Funcs: funcs, Texts: texts, Print: printer, Markup: markups, Raw: reflect.TypeFor[template.HTML](), Max: MaxOutput, Steady: ofPortal})
}

// run writes the template over data. undo takes back what a first try did to
// data before it was given up; same is as for Execute.
func (p *press) run(w io.Writer, data any, undo func(), same any) error {
	if program := p.program(); program != nil {
		if done, err := program.Execute(w, data, same); done {
			return err
		}
		if undo != nil {
			undo()
		}
	}
	return p.tmpl().Execute(&capped{w: w, left: MaxOutput}, data)
}

// markups are the types of text that html/template tells from plain text.
var markups = map[reflect.Type]bool{
	reflect.TypeFor[template.CSS](): true, reflect.TypeFor[template.HTML](): true, reflect.TypeFor[template.HTMLAttr](): true, reflect.TypeFor[template.JS](): true,
	reflect.TypeFor[template.JSStr](): true, reflect.TypeFor[template.Srcset](): true, reflect.TypeFor[template.URL](): true,
}

// printer returns how html/template writes a value with escapers behind it, or
// nil for escapers at no place of samples.
func printer(escapers []string) stencil.Printer { return printers()[strings.Join(escapers, " ")] }

// samples are places of a page in which values stand.
var samples = []struct{ before, after string }{
	{"", ""}, {`<p title="`, `">`}, {"<title>", "</title>"}, {`<a href="`, `">`}, {`<a href="/`, `">`}, {`<a href="/?q=`, `">`}, {`<img srcset="`, `">`},
	{`<p style="width: `, `">`}, {`<script type="application/json">`, "</script>"},
}

// printers are templates that write one value, by the escapers that
// html/template has put behind it.
var printers = sync.OnceValue(func() map[string]stencil.Printer {
	out := make(map[string]stencil.Printer)
	for _, s := range samples {
		tmpl := template.Must(template.New("value").Parse(s.before + "{{.}}" + s.after))
		if tmpl.Execute(io.Discard, nil) != nil {
			continue
		}
		var names []string
		walkNodes(tmpl.Tree.Root, func(n parse.Node) {
			if cmd, ok := n.(*parse.CommandNode); ok && len(cmd.Args) == 1 {
				if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
					names = append(names, id.Ident)
				}
			}
		})
		out[strings.Join(names, " ")] = func(w io.Writer, v any) error {
			var b bytes.Buffer
			if err := tmpl.Execute(&b, v); err != nil {
				return err
			}
			_, err := w.Write(b.Bytes()[len(s.before) : b.Len()-len(s.after)])
			return err
		}
	}
	return out
})
