package theme

import (
	"errors"
	"html/template"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/forme"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/stencil"
)

// parse parses every template: partials into one set, then each layout and each
// component into a set of its own with copies of those that it leads to. A template
// is called by its file name without extension.
func (t *Theme) parse(set *fileSet, d *declarations) diag.List {
	funcs := functions(t.words)
	bare := template.New("").Funcs(funcs).Option("missingkey=error")
	root, list := t.partials(bare, set)
	names, files := set.templates("layouts/")
	for _, name := range names {
		tmpl, ds := t.one(bare, root, "layouts/"+name, files[name])
		list.Add(ds...)
		t.layouts[name] = nil
		if tmpl != nil {
			t.layouts[name] = newPress(tmpl, funcs)
		}
	}
	names, files = set.templates("components/")
	for _, name := range names {
		tmpl, ds := t.one(bare, root, "components/"+name, files[name])
		list.Add(ds...)
		if tmpl != nil {
			t.templates[name] = newPress(tmpl, funcs)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.components)) {
		from := d.template[name]
		if files[from] == nil {
			list.Add(diag.Errorf(diag.ThemeInvalid, d.span[name], "component %s has no template components/%s.html", name, from).
				Hinted("%s", diag.DidYouMean(from, names)))
			delete(d.components, name)
			continue
		}
		if tmpl := t.templates[from]; tmpl != nil {
			t.templates[name] = tmpl
		}
	}
	return slices.Clip(list)
}

// prepare is parse for templates that are known to be right: each is parsed when
// a page needs it, unless what html/template makes of it is known, too.
func (t *Theme) prepare(set *fileSet, d *declarations) {
	funcs := functions(t.words)
	bare := template.New("").Funcs(funcs).Option("missingkey=error")
	root := sync.OnceValue(func() *template.Template { root, _ := t.partials(bare, set); return root })
	ready := sync.OnceValue(func() (r readied) {
		if r.set = forme.Of(set.digest()); r.set != nil {
			r.compiler = newCompiler(r.set.Tree, funcs)
		}
		return r
	})
	add := func(to map[string]*press, folder string) {
		names, files := set.templates(folder)
		for _, name := range names {
			tmpl := sync.OnceValue(func() *template.Template {
				tmpl, list := t.one(bare, root(), folder+name, files[name])
				if len(list) > 0 {
					panic("theme: the theme of the program is broken: " + list[0].Message)
				}
				return tmpl
			})
			to[name] = &press{tmpl, sync.OnceValue(func() *stencil.Program {
				r := ready()
				if r.set == nil {
					return newPress(tmpl(), funcs).program()
				}
				p, _ := r.compiler.Compile(r.set.Root(folder + name))
				return p
			})}
		}
	}
	add(t.layouts, "layouts/")
	add(t.templates, "components/")
	for name := range d.components {
		t.templates[name] = t.templates[d.template[name]]
	}
}

// readied are templates of which the trees are known.
type readied struct {
	set      *forme.Set // nil: they are not
	compiler *stencil.Compiler
}

// definition is where a layout defines a template for the partials that it
// calls, such as "main" for base.
var definition = onuse.Regexp(`\{\{-?\s*(?:define|block)\s+"([^"]+)"`)

// partials parses the partials. One that does not parse, or that does not exist
// and is called by another, is empty, so that a mistake is reported once and not
// for each layout that leads to it.
func (t *Theme) partials(bare *template.Template, set *fileSet) (*template.Template, diag.List) {
	var list diag.List
	root := template.Must(bare.Clone())
	names, files := set.templates("partials/")
	var empty []string
	for _, name := range names {
		if _, err := root.New(name).Parse(string(files[name].Data)); err != nil {
			list.Add(t.diagnose(err, nil))
			empty = append(empty, name)
		}
	}
	defined := []string{"main"} // what base calls
	_, layouts := set.templates("layouts/")
	for _, f := range layouts {
		for _, m := range definition.FindAllSubmatch(f.Data, -1) {
			defined = append(defined, string(m[1]))
		}
	}
	for _, name := range names {
		ds, called := missing(files[name], name, root, append(defined, names...))
		list.Add(ds...)
		empty = append(empty, called...)
	}
	for _, name := range empty {
		template.Must(root.New(name).Parse("{{/* reported */}}"))
	}
	return root, list
}

// one parses one template together with the partials that it leads to, and lets
// html/template work out its contexts now, so that a mistake does not wait for
// the first page. A template with a mistake is nil.
func (t *Theme) one(bare, root *template.Template, name string, f *source.File) (*template.Template, diag.List) {
	set, err := bare.Clone()
	if err != nil {
		return nil, diag.List{t.diagnose(err, nil)}
	}
	tmpl, err := set.New(name).Parse(string(f.Data))
	if err != nil {
		return nil, diag.List{t.diagnose(err, nil)}
	}
	if err := reach(set, root); err != nil {
		return nil, diag.List{t.diagnose(err, nil)}
	}
	if list, _ := missing(f, name, set, namesOf(root)); len(list) > 0 {
		return nil, list
	}
	var bad *template.Error
	if err := tmpl.Execute(&capped{w: io.Discard}, nil); errors.As(err, &bad) {
		return nil, diag.List{t.diagnose(err, nil)}
	}
	return tmpl, nil
}
