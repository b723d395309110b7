package build

import (
	"maps"
	"slices"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/resolve"
)

// misnamed gathers what follows from an axis of scope that candor.yaml spells
// wrong: nothing uses it, and what all others use is unknown. It is reported
// once, where it is declared, in place of each use. Where candor.yaml has errors
// and no axis was read from it, which axes there are is unknown, and no use is
// reported.
func misnamed(list diag.List, parts *resolve.Parts) diag.List {
	cfg := parts.Config
	if len(cfg.Scope) == 0 {
		if slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Span.Path() == config.Name }) {
			list = slices.DeleteFunc(list, unknownAxis)
		}
		return list
	}
	used := usedAxes(parts)
	for _, axis := range slices.Sorted(maps.Keys(cfg.Scope)) {
		if used[axis] {
			continue
		}
		first := slices.IndexFunc(list, func(d diag.Diagnostic) bool {
			return unknownAxis(d) && cfg.Scope[d.Subject] == nil && diag.Suggest(d.Subject, []string{axis}) != ""
		})
		if first < 0 {
			continue
		}
		meant := list[first].Subject
		about := func(d diag.Diagnostic) bool { return unknownAxis(d) && d.Subject == meant }
		uses := 0
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

// unknownAxis reports whether something is narrowed by an axis that does not exist.
func unknownAxis(d diag.Diagnostic) bool { return d.Code == diag.ScopeUnknown && d.Subject != "" }

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
