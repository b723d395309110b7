package theme

import (
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/forme"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/stencil"
)

// Plain returns a theme like another that html/template alone runs.
func Plain(t *Theme) *Theme {
	family := &family{set: t.family.set, declared: t.family.declared, catalog: t.family.catalog, in: make(map[string]*Theme)}
	for _, lang := range append(t.Messages().Languages(), t.words.Language()) {
		own := *t.In(lang)
		own.family = family
		own.layouts, own.templates = plainly(own.layouts), plainly(own.templates)
		family.in[lang] = &own
	}
	return family.in[t.words.Language()]
}

func plainly(set map[string]*press) map[string]*press {
	out := make(map[string]*press)
	for name, p := range set {
		out[name] = p
		if p != nil {
			out[name] = &press{tmpl: p.tmpl, program: func() *stencil.Program { return nil }}
		}
	}
	return out
}

// Slow returns the layouts and components that html/template alone can run.
func Slow(t *Theme) []string {
	var out []string
	for _, set := range []map[string]*press{t.layouts, t.templates} {
		for name, p := range set {
			if p == nil || p.program() == nil {
				out = append(out, name)
			}
		}
	}
	return out
}

// Check reports what is wrong with a theme of the program, as it would be
// reported of the same files in a site.
func Check(name string) diag.List {
	set := merge(builtin(name))
	declared, list := declare(set)
	_, ds := (&family{set: set, declared: declared, in: make(map[string]*Theme)}).check()
	return append(list, ds...)
}

// Formes returns what html/template makes of the templates of the themes of the
// program, as package forme keeps it, and what is known of one of them that is not
// so: nothing where all is.
func Formes() (all []byte, odd []string) {
	w := forme.NewWriter()
	for _, theme := range Builtin() {
		t, _, err := Load(nil, source.Text{Value: theme})
		if err != nil {
			panic(err)
		}
		digest := t.family.set.digest()
		known := forme.Of(digest)
		files := maps.Clone(t.files)
		maps.DeleteFunc(files, func(name string, _ *source.File) bool { return !strings.Contains(name, "/") })
		w.Theme(digest, len(files))
		for _, name := range slices.Sorted(maps.Keys(files)) {
			folder, below, _ := strings.Cut(name, "/")
			set := map[string]map[string]*press{"layouts": t.layouts, "components": t.templates}[folder]
			trees := treesOf(set[below].tmpl())
			w.Add(name, trees, name)
			if known == nil || !alike(trees, name, known, known.Root(name), map[string]bool{}) {
				odd = append(odd, theme+" "+name)
			}
		}
	}
	return w.Bytes(), odd
}

// alike reports whether a tree, and those that it leads to, say what those of a set
// say.
func alike(trees map[string]*parse.Tree, name string, set *forme.Set, other string, seen map[string]bool) bool {
	if seen[name] {
		return true
	}
	seen[name] = true
	mine, theirs := trees[name], set.Tree(other)
	if mine == nil || theirs == nil {
		return mine == nil && theirs == nil
	}
	var called []*parse.TemplateNode
	collect := func(n parse.Node) {
		if c, ok := n.(*parse.TemplateNode); ok {
			called = append(called, c)
		}
	}
	walkNodes(theirs.Root, collect)
	those := called
	called = nil
	root := mine.Root.CopyList()
	walkNodes(root, collect)
	if len(those) != len(called) {
		return false
	}
	for i, c := range called {
		if !alike(trees, c.Name, set, those[i].Name, seen) {
			return false
		}
		c.Name = those[i].Name
	}
	return root.String() == theirs.Root.String()
}
