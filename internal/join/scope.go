package join

import (
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// Scopes gives evidence the axes of the site that follow from those which it
// states, such as an environment from an account, as the site file maps them.
// Lines of the log get those of the pieces that they are about. Evidence that
// states another value for such an axis keeps it, and is reported.
func Scopes(cfg *site.Config, evidence []*trust.Evidence, log []trust.LogEntry) (list diag.List) {
	if len(cfg.ScopeMap) == 0 {
		return nil
	}
	mapped := map[string][]*trust.Evidence{}
	for _, e := range evidence {
		gets := implied(cfg.ScopeMap, e.Scope)
		for _, axis := range gets.Axes() {
			stated, ok := e.Scope[axis]
			if !ok {
				e.Scope = merge(e.Scope, trust.Scope{axis: gets[axis]})
				continue
			}
			if !slices.ContainsFunc(stated, func(v string) bool { return slices.Contains(gets[axis], v) }) {
				list.Add(diag.Warningf(diag.ScopeConflict, e.Span, "evidence %q is of the %s %s, and scope_map gives what else it states (%s) the %s %s",
					e.ID, axis, strings.Join(stated, ", "), statedBy(cfg.ScopeMap, e.Scope), axis, strings.Join(gets[axis], ", ")).
					Hinted("correct the envelope, or scope_map in candor.yaml"))
			}
		}
		if len(gets) > 0 {
			mapped[e.ID] = append(mapped[e.ID], e)
		}
	}
	for i := range log {
		l := &log[i]
		if l.Scope = merge(implied(cfg.ScopeMap, l.Scope), l.Scope); len(mapped[l.ID]) > 0 {
			l.Scope = merge(agreed(mapped[l.ID], l.Scope, cfg.ScopeMap), l.Scope)
		}
	}
	return list
}

// implied returns what follows from the values that a scope states.
func implied(table map[string]map[string]map[string][]string, scope trust.Scope) trust.Scope {
	out := trust.Scope{}
	for _, axis := range scope.Axes() {
		for _, value := range scope[axis] {
			for target, values := range table[axis][value] {
				for _, v := range values {
					if !slices.Contains(out[target], v) {
						out[target] = append(out[target], v)
					}
				}
			}
		}
	}
	return out
}

// agreed returns the mapped axes on which all pieces agree that a line of the
// log may be about.
func agreed(pieces []*trust.Evidence, line trust.Scope, table map[string]map[string]map[string][]string) trust.Scope {
	var out trust.Scope
	for _, e := range pieces {
		if !e.Scope.Meets(line) {
			continue
		}
		gets := implied(table, e.Scope)
		if out == nil {
			out = gets
			continue
		}
		maps.DeleteFunc(out, func(axis string, values []string) bool { return !slices.Equal(values, gets[axis]) })
	}
	return out
}

// statedBy names the values that a map knows.
func statedBy(table map[string]map[string]map[string][]string, scope trust.Scope) string {
	var parts []string
	for _, axis := range scope.Axes() {
		if table[axis] != nil {
			parts = append(parts, axis+" "+strings.Join(scope[axis], ", "))
		}
	}
	return strings.Join(parts, ", ")
}

// merge returns a scope with that of another laid over it.
func merge(under, over trust.Scope) trust.Scope {
	out := make(trust.Scope, len(under)+len(over))
	maps.Copy(out, under)
	maps.Copy(out, over)
	return out
}
