package theme

import (
	"github.com/candor-site/candor/internal/diag"
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
