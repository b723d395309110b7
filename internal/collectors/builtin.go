package collectors

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
)

// takes lists the keys of with that each built-in collector reads, and the one
// that it cannot do without.
var takes = map[string]struct {
	needs string
	reads []string
}{
	"files":        {"globs", []string{"globs", "content"}},
	"tls":          {"endpoints", []string{"endpoints"}},
	"http-headers": {"urls", []string{"urls"}},
	"dns":          {"names", []string{"names", "selectors", "resolver"}},
	"git":          {"", []string{"path"}},
	"lockfile":     {"", []string{"path"}},
}

// builtin reads what a built-in collector looks at.
func (r *reader) builtin(c *Collector, s collector) {
	if c.Builtin == "" {
		if s.With != nil {
			hint(r.fault(diag.CollectorInvalid, s.With.Span, "with is for built-in collectors, and %s has none", c.ID), "remove with, or name a builtin")
		}
		return
	}
	w := with{}
	if s.With != nil {
		w = *s.With
	}
	given := map[string]bool{
		"globs": len(w.Globs) > 0, "content": w.Content, "endpoints": len(w.Endpoints) > 0, "urls": len(w.URLs) > 0,
		"names": len(w.Names) > 0, "selectors": len(w.Selectors) > 0, "resolver": w.Resolver != "", "path": w.Path != "",
	}
	known := takes[c.Builtin]
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if given[key] && !slices.Contains(known.reads, key) {
			_ = r.fault(diag.CollectorInvalid, w.Span, "the built-in collector %s does not read %s, it reads %s", c.Builtin, key, strings.Join(known.reads, ", "))
		}
	}
	if known.needs != "" && !given[known.needs] {
		hint(r.fault(diag.KeyMissing, s.Builtin.Span, "the built-in collector %s needs %s", c.Builtin, known.needs), "add with: {%s: [...]}", known.needs)
	}
	for _, key := range []struct {
		name string
		set  bool
	}{{"env", len(s.Env) > 0}, {"stdin", s.Stdin.Value != ""}, {"produces", s.Produces.Value != ""}, {"findings_exit", len(s.Findings) > 0}, {"verdict", len(s.Verdict) > 0}, {"dir", s.Dir.Value != ""}} {
		if key.set {
			_ = r.fault(diag.CollectorInvalid, s.Builtin.Span, "%s is for programs, and %s is built in", key.name, c.Builtin)
		}
	}
	c.With = With{w.Globs, w.Content, w.Endpoints, w.URLs, w.Names, w.Selectors, w.Resolver, w.Path}
	for _, glob := range w.Globs {
		if _, err := path.Match(strings.ReplaceAll(glob, "**", "*"), "x"); err != nil || strings.HasPrefix(glob, "/") || slices.Contains(strings.Split(glob, "/"), "..") {
			_ = r.fault(diag.ValueInvalid, w.Span, "%q is no pattern of paths below the site", glob)
		}
	}
}
