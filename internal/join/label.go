package join

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/selection"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Keys that a label gets within an item.
const (
	keyLabel  = "label"
	keyLabels = "labels"
)

// maxNamed bounds how many items a message names.
const maxNamed = 10

// label gives the items of one sort of evidence their labels.
type label struct {
	evidence   source.Text
	each       selection.Pointer
	key        selection.Field
	as         string
	exact      map[string]map[string]any // name of an item -> what it gets
	patterns   []pattern                 // in the order of the file
	from       selection.Field
	unlabelled string
}

// pattern is a name with * or ? in it.
type pattern struct {
	text string
	gets map[string]any
}

func (p *Plan) addLabel(f *labelFile, list *diag.List) {
	if !validID(f.Evidence, list) || f.Each.IsZero() || f.Key.IsZero() {
		return
	}
	l := &label{
		evidence: f.Evidence, each: f.Each, key: f.Key, as: cmp.Or(f.As.Value, keyLabel),
		exact: map[string]map[string]any{}, from: f.From, unlabelled: cmp.Or(f.Unlabelled, "error"),
	}
	if len(f.Map) == 0 && f.From.IsZero() {
		list.Add(diag.Errorf(diag.KeyMissing, f.Span, "the labels of %s have neither map nor from, so no item gets one", f.Evidence.Value).
			Hinted("add map, from names to labels, or from, a pointer such as /Tags[Key=purpose]/Value"))
		return
	}
	for _, e := range f.Map {
		gets, bad := l.gets(e.Value)
		if list.Add(bad...); gets == nil {
			continue
		}
		if !strings.ContainsAny(e.Key.Value, "*?[") {
			l.exact[e.Key.Value] = gets
			continue
		}
		if _, err := path.Match(e.Key.Value, ""); err != nil {
			list.Add(diag.Errorf(diag.ValueInvalid, e.Key.Span, "%q is not a pattern such as logs-*", e.Key.Value))
			continue
		}
		l.patterns = append(l.patterns, pattern{e.Key.Value, gets})
	}
	p.labels[f.Evidence.Value] = append(p.labels[f.Evidence.Value], l)
}

// gets returns the keys that a value of the map gives an item.
func (l *label) gets(n *decode.Node) (map[string]any, diag.List) {
	switch n.Kind {
	case decode.Null:
		return nil, diag.List{diag.Errorf(diag.ValueType, n.Span, "expected a label, a list of labels or a mapping, found nothing")}
	case decode.Map:
		gets, _ := n.Plain().(map[string]any)
		return gets, nil
	case decode.List:
		for _, item := range n.Items {
			if item.Kind == decode.List || item.Kind == decode.Map || item.Kind == decode.Null {
				return nil, diag.List{diag.Errorf(diag.ValueType, item.Span, "expected a label, found %s", item.Kind)}
			}
		}
		list, _ := n.Plain().([]any)
		return l.named(list), nil
	}
	return l.named([]any{n.Plain()}), nil
}

// named returns the keys that labels give an item: the first one as label and
// all as labels or, under a key of its own, the one label or the list.
func (l *label) named(labels []any) map[string]any {
	switch {
	case len(labels) == 0:
		return map[string]any{l.as: labels}
	case l.as == keyLabel:
		return map[string]any{keyLabel: labels[0], keyLabels: labels}
	case len(labels) == 1:
		return map[string]any{l.as: labels[0]}
	}
	return map[string]any{l.as: labels}
}

// of returns what an item gets, nil when nothing labels it.
func (l *label) of(name string, item any) map[string]any {
	if gets := l.exact[name]; gets != nil {
		return gets
	}
	for _, p := range l.patterns {
		if ok, _ := path.Match(p.text, name); ok {
			return p.gets
		}
	}
	if l.from.IsZero() {
		return nil
	}
	var tags []any
	for _, tag := range l.from.Values(item) {
		tags = append(tags, tag)
	}
	if len(tags) == 0 {
		return nil
	}
	return l.named(tags)
}

// apply labels the items of one piece. The items that nothing labels are
// reported, as many of the others stay as they are; what a tool wrote is never
// written over.
func (l *label) apply(e *trust.Evidence) diag.List {
	var without, taken []string
	e.Body = l.each.Rewrite(e.Tree(), func(item any) any {
		fields, ok := item.(map[string]any)
		name := strings.Join(l.key.Values(item), " ")
		if !ok || name == "" {
			without = append(without, cmp.Or(name, "one without a name"))
			return item
		}
		gets := l.of(name, item)
		if gets == nil {
			without = append(without, name)
			return item
		}
		out := maps.Clone(fields)
		for _, key := range slices.Sorted(maps.Keys(gets)) {
			if _, has := fields[key]; has {
				taken = append(taken, name+" ("+key+")")
				continue
			}
			out[key] = gets[key]
		}
		return out
	})
	var list diag.List
	if len(taken) > 0 {
		list.Add(diag.Warningf(diag.LabelMissing, l.evidence.Span, "items of %s (%s) have the key already that their label would get: %s", e.ID, e.Path, listed(taken)).
			Hinted("give the label another key with as"))
	}
	if len(without) == 0 || l.unlabelled == "ignore" {
		return list
	}
	d := diag.Errorf(diag.LabelMissing, l.evidence.Span, "items of %s (%s) have no label: %s", e.ID, e.Path, listed(without)).
		Hinted("add them to map, tag them at their source, or write unlabelled: ignore")
	if l.unlabelled == "warning" {
		d.Severity = diag.Warning
	}
	list.Add(d)
	return list
}

// listed names items in order, the first of many.
func listed(names []string) string {
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > maxNamed {
		return strings.Join(names[:maxNamed], ", ") + ", ..."
	}
	return strings.Join(names, ", ")
}
