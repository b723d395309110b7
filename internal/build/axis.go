package build

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/resolve"
)

// misnamed gathers what follows from an axis of scope that candor.yaml spells
// wrong: nothing uses it, and what all others use is unknown. It is reported
// once, where it is declared, in place of each use.
func misnamed(list diag.List, parts *resolve.Parts) diag.List {
	cfg := parts.Config
	if len(cfg.Scope) == 0 {
		return list
	}
	used := usedAxes(parts)
	for _, axis := range slices.Sorted(maps.Keys(cfg.Scope)) {
		if used[axis] {
			continue
		}
		meant, uses := "", 0
		about := func(d diag.Diagnostic) bool {
			return (d.Code == diag.ScopeUnknown || d.Code == diag.ScopeValueUnknown) && d.Span.Path() != cfg.ScopeSpans[axis].Path() && strings.Contains(d.Message, strconv.Quote(meant))
		}
		for _, d := range list {
			if d.Code != diag.ScopeUnknown || d.Span.Path() == cfg.ScopeSpans[axis].Path() {
				continue
			}
			_, rest, _ := strings.Cut(d.Message, `axis "`)
			if name, _, ok := strings.Cut(rest, `"`); ok && meant == "" && diag.Suggest(name, []string{axis}) != "" && cfg.Scope[name] == nil {
				meant = name
			}
		}
		if meant == "" {
			continue
		}
		for _, d := range list {
			if about(d) {
				uses++
			}
		}
		if uses < 2 {
			continue // one use is more likely the slip
		}
		list = slices.DeleteFunc(list, about)
		list.Add(diag.Errorf(diag.ScopeUnknown, cfg.ScopeSpans[axis], "the scope axis %q is used nowhere, and %q, which is used in %d places, is not declared", axis, meant, uses).
			Hinted("did you mean %q?", meant))
	}
	return list
}

// usedAxes returns the axes that something is narrowed by.
func usedAxes(parts *resolve.Parts) map[string]bool {
	used := map[string]bool{}
	add := func(scope map[string][]string) {
		for axis := range scope {
			used[axis] = true
		}
	}
	if parts.Catalog != nil {
		for _, c := range parts.Catalog.Controls {
			add(c.Scope)
			for _, n := range c.Needs {
				add(n.Scope)
			}
			for _, o := range c.Overrides {
				add(o.Scope)
			}
		}
		for _, x := range parts.Catalog.Exceptions {
			add(x.Scope)
		}
		for _, s := range parts.Catalog.Subprocessors {
			add(s.Scope)
		}
	}
	for _, e := range parts.Evidence {
		add(e.Scope)
	}
	return used
}
