// Package givens gathers what assertions are evaluated over: the content of pieces
// of evidence, what is known of them, when they were collected, and parameters.
//
// It gathers what an assertion may read and leaves out what it plainly does not
// name. It judges nothing, and evaluates nothing.
package givens

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/clause"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/trust"
)

// Of returns what expressions read of the pieces of some needs, which are parallel
// to them; a piece may be nil. Facts and times are there where one of the
// expressions names them at all, content where one reads it, or may.
func Of(needs []trust.Need, pieces []*trust.Evidence, expressions ...string) rule.Inputs {
	in := rule.Inputs{Ev: map[string]any{}}
	read, exact := mentions(expressions)
	exact = exact && !slices.ContainsFunc(read, func(id string) bool { // then it is told what there is instead
		return !slices.ContainsFunc(needs, func(n trust.Need) bool { return n.ID == id })
	}) && !slices.Contains(pieces, nil)
	if anyNames(expressions, "facts") {
		in.Facts = make(map[string]any, len(needs))
	}
	if anyNames(expressions, "at") {
		in.At = make(map[string]time.Time, len(needs))
	}
	for i, n := range needs {
		e := pieces[i]
		if e == nil {
			continue
		}
		if !exact || slices.Contains(read, n.ID) {
			in.Ev[n.ID] = e.Tree()
		}
		if in.Facts != nil {
			in.Facts[n.ID] = facts(e)
		}
		if in.At != nil {
			in.At[n.ID] = e.Clocks.CollectedAt
		}
	}
	return in
}

// mentions returns the evidence that expressions name, and whether that is all of
// which they read the content. Where that would be much to look through, it is not.
func mentions(expressions []string) (ids []string, exact bool) {
	const much = 16
	exact = true
	for _, text := range expressions {
		named, all := clause.Mentions(text)
		ids, exact = append(ids, named...), exact && all
	}
	return ids, exact && len(ids) <= much
}

// anyNames reports whether an expression may name a variable: whether the name
// stands in its text, and is no part of another.
func anyNames(expressions []string, name string) bool {
	for _, text := range expressions {
		for at := 0; ; {
			i := strings.Index(text[at:], name)
			if i < 0 {
				break
			}
			from := at + i
			at = from + len(name)
			if (from == 0 || !clause.InName(text[from-1])) && (at == len(text) || !clause.InName(text[at])) {
				return true
			}
		}
	}
	return false
}

// Parameters returns the parameters of all controls, as assertions read them as c.
func Parameters(c *trust.Catalog) map[string]any {
	out := make(map[string]any, len(c.Controls))
	for _, ctl := range c.Controls {
		out[ctl.ID] = Plain(ctl.Parameters)
	}
	return out
}

// Plain returns parameters as assertions read them as p.
func Plain(parameters []trust.Parameter) map[string]any {
	out := make(map[string]any, len(parameters))
	for _, p := range parameters {
		out[p.Name] = p.Value.Raw
	}
	return out
}

// facts is the normalised side of a piece of evidence, as assertions read it.
func facts(e *trust.Evidence) map[string]any {
	scope := map[string]any{"target": e.Target, "version": e.Version}
	for axis, values := range e.Scope {
		list := make([]any, len(values))
		for i, v := range values {
			list[i] = v
		}
		scope[axis] = list
	}
	events := make([]any, 0, len(e.Events))
	for _, ev := range e.Events {
		events = append(events, map[string]any{"type": ev.Type, "key": ev.Key, "at": ev.At})
	}
	params := e.Params
	if params == nil {
		params = map[string]any{}
	}
	return map[string]any{
		"verdict": string(e.Verdict),
		"coverage": map[string]any{
			"examined": e.Coverage.Examined, "skipped": e.Coverage.Skipped,
			"errors": e.Coverage.Errors, "truncated": e.Coverage.Truncated,
		},
		"params": params, "scope": scope, "events": events,
		"tool": map[string]any{"name": e.Tool.Name, "version": e.Tool.Version},
	}
}
