package disclose

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/value"
)

// Within reports whether a control holds in a scope, which is axis to value or
// to a list of values: on every axis that both name, they share a value.
func (c *Control) Within(scope map[string]any) bool { return within(c.Scope, scope) }

func within(axes []Axis, scope map[string]any) bool {
	for axis, wanted := range scope {
		i := slices.IndexFunc(axes, func(a Axis) bool { return a.Name == axis })
		if i >= 0 && !slices.ContainsFunc(value.Texts(wanted), func(v string) bool { return slices.Contains(axes[i].Values, v) }) {
			return false
		}
	}
	return true
}

// Count returns how many controls a summary counts in a state.
func (s Summary) Count(state string) int {
	for _, c := range s.States {
		if c.Name == state {
			return c.N
		}
	}
	return 0
}

// AllIDs returns the ids of every control.
func (v *View) AllIDs() []string {
	out := make([]string, len(v.Controls))
	for i, c := range v.Controls {
		out[i] = c.ID
	}
	return out
}

// ExceptionsOf returns the exceptions within a scope that waive a control, or
// any.
func (v *View) ExceptionsOf(control string, scope map[string]any) []*Exception {
	return keep(v.Exceptions, func(x *Exception) bool { return (control == "" || x.Control == control) && within(x.Scope, scope) })
}

// SubprocessorsIn returns the subprocessors within a scope.
func (v *View) SubprocessorsIn(scope map[string]any) []*Subprocessor {
	return keep(v.Subprocessors, func(s *Subprocessor) bool { return within(s.Scope, scope) })
}

// MappedTo returns those of some controls that bear on a framework; all, when
// it is "".
func (v *View) MappedTo(framework string, controls []*Control) []*Control {
	return keep(controls, func(c *Control) bool {
		return framework == "" || slices.ContainsFunc(c.Mappings, func(m Mapping) bool { return m.Framework == framework })
	})
}

// ActedOnBy returns those of some controls for which somebody must act:
// provider, customer, shared or inherited; all, when it is "".
func (v *View) ActedOnBy(who string, controls []*Control) []*Control {
	return keep(controls, func(c *Control) bool { return who == "" || who == c.Responsibility })
}

// Group is some controls under one title.
type Group struct {
	Title    string
	Controls []*Control
}

// ByKind groups controls by kind, in the order of the vocabulary; within a
// kind they keep their order.
func (v *View) ByKind(controls []*Control) []Group {
	var out []Group
	for _, k := range v.Kinds {
		if of := keep(controls, func(c *Control) bool { return c.Kind == k.ID }); len(of) > 0 {
			out = append(out, Group{k.Title, of})
		}
	}
	return out
}

// Updates returns the written pages below a folder with one of some tags, if
// any are given; the newest first, those without a date last. At most limit,
// if that is not 0.
func (v *View) Updates(under string, tags []any, limit int64) []*Page {
	root := "/" + strings.Trim(under, "/") + "/"
	if root == "//" {
		root = "/"
	}
	out := keep(v.Pages, func(p *Page) bool { return strings.HasPrefix(p.Route, root) && p.Route != root && tagged(p.Tags, tags) })
	slices.SortStableFunc(out, func(a, b *Page) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Route, b.Route))
	})
	if limit > 0 && int64(len(out)) > limit {
		out = out[:limit]
	}
	return out
}

// DocumentsIn returns the documents at or below a folder, or all, with one of
// some tags, if any are given.
func (v *View) DocumentsIn(folder string, tags []any) []*Document {
	folder = strings.Trim(folder, "/")
	return keep(v.Documents, func(d *Document) bool {
		return (folder == "" || d.Folder == folder || strings.HasPrefix(d.Folder, folder+"/")) && tagged(d.Tags, tags)
	})
}

// Held reports whether a document was still valid at the instant of the build.
func (v *View) Held(d *Document) bool { return d.ValidEnds.IsZero() || d.ValidEnds.After(v.AsOf) }

// tagged reports whether one of the wanted tags is among some; none wanted is
// always so.
func tagged(tags []string, wanted []any) bool {
	return len(wanted) == 0 || slices.ContainsFunc(value.Texts(wanted), func(t string) bool { return slices.Contains(tags, t) })
}

// AnswersTo returns the answers of a topic, or of ids in their order, or all.
// A topic or an id that the view does not hold is an error of the page that
// names it.
func (v *View) AnswersTo(topic string, ids []any) ([]*Answer, error) {
	if len(ids) == 0 {
		out := keep(v.Answers, func(a *Answer) bool { return topic == "" || a.Topic == topic })
		if topic != "" && len(out) == 0 {
			return nil, v.unknown("answer about the topic", topic, func(a *Answer) string { return a.Topic })
		}
		return out, nil
	}
	var out []*Answer
	for _, id := range value.Texts(ids) {
		a := find(v.Answers, func(a *Answer) bool { return a.ID == id })
		if a == nil {
			return nil, v.unknown("answer", id, func(a *Answer) string { return a.ID })
		}
		out = append(out, a)
	}
	return out, nil
}

// unknown reports a name that no answer bears.
func (v *View) unknown(what, name string, of func(*Answer) string) error {
	var known []string
	for _, a := range v.Answers {
		known = append(known, of(a))
	}
	slices.Sort(known)
	return diag.Errorf(diag.ValueUnknown, source.Span{}, "there is no %s %q in this portal", what, name).
		Hinted("%s", diag.DidYouMean(name, slices.Compact(known)))
}

// keep returns the items that hold, in a list of their own.
func keep[T any](items []T, holds func(T) bool) []T {
	var out []T
	for _, it := range items {
		if holds(it) {
			out = append(out, it)
		}
	}
	return out
}

// Since returns the instant some days before the build.
func (v *View) Since(days int64) time.Time { return v.AsOf.AddDate(0, 0, -int(days)) }
