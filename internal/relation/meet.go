package relation

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/trust"
)

// meeting is two values that met.
type meeting struct {
	row
	leftOf, rightOf     *trust.Control
	leftValue, rightVal trust.Parameter
	where               string // " where plan is enterprise", or "" where they always meet
	holds               bool
	why                 string // they cannot be compared
}

// inferred reports whether one of the values is no published claim.
func (m meeting) inferred() bool { return m.leftValue.Value.Inferred || m.rightVal.Value.Inferred }

// meet compares the values that rows name, in each scope in which both controls
// hold with one set of values each.
func meet(left, right *trust.Control, rows []row) []meeting {
	var out []meeting
	for _, r := range rows {
		for _, joint := range joints(left, right) {
			l, ok := pick(left.Effective(joint.scope), r.left.parameter)
			if !ok {
				continue
			}
			v, ok := pick(right.Effective(joint.scope), r.right.parameter)
			if !ok || slices.ContainsFunc(out, func(m meeting) bool {
				return m.row == r && m.leftValue.Span == l.Span && m.rightVal.Span == v.Span
			}) {
				continue
			}
			m := meeting{row: r, leftOf: left, rightOf: right, leftValue: l, rightVal: v, where: joint.said}
			m.holds, m.why = parameter.Holds(l.Value, r.op, v.Value)
			out = append(out, m)
		}
	}
	return out
}

func pick(list []trust.Parameter, name string) (trust.Parameter, bool) {
	for _, p := range list {
		if p.Name == name {
			return p, true
		}
	}
	return trust.Parameter{}, false
}

// joint is a scope in which two controls hold at once.
type joint struct {
	scope trust.Scope
	said  string // " where plan is enterprise", where an override made it
}

// joints are the scopes in which both controls hold: their own scopes as far as
// they meet, and those of their overrides.
func joints(a, b *trust.Control) []joint {
	var out []joint
	for _, x := range parts(a) {
		for _, y := range parts(b) {
			if x.scope.Meets(y.scope) {
				out = append(out, joint{intersect(x.scope, y.scope), where(x.by, y.by)})
			}
		}
	}
	return out
}

// part is a scope in which one set of values holds.
type part struct {
	scope trust.Scope
	by    trust.Scope // of the override that sets them; nil for the control's own
}

func parts(c *trust.Control) []part {
	out := []part{{scope: c.Scope}}
	for _, o := range c.Overrides {
		if o.Scope.Meets(c.Scope) {
			out = append(out, part{intersect(c.Scope, o.Scope), o.Scope})
		}
	}
	return out
}

// intersect returns the scope that lies in both of two scopes which meet.
func intersect(a, b trust.Scope) trust.Scope {
	out := trust.Scope{}
	for axis, values := range a {
		out[axis] = values
	}
	for axis, values := range b {
		if mine, ok := out[axis]; ok {
			values = slices.DeleteFunc(slices.Clone(mine), func(v string) bool { return !slices.Contains(values, v) })
		}
		out[axis] = values
	}
	return out
}

// where says for which overrides values hold.
func where(scopes ...trust.Scope) string {
	var said []string
	for _, s := range scopes {
		for _, axis := range s.Axes() {
			text := axis + " is " + parameter.Enumerate(s[axis], "or")
			if !slices.Contains(said, text) {
				said = append(said, text)
			}
		}
	}
	if len(said) == 0 {
		return ""
	}
	return " where " + strings.Join(said, " and ")
}
