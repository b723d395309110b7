package decode

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// plan is what Into knows about a struct type.
type plan struct {
	fields []planField
	names  []string       // every key, without aliases, in the order of the struct
	byKey  map[string]int // keys and aliases to positions in fields
	span   []int          // index of the field Span, or nil
}

// planField is one field of a struct that has a key.
type planField struct {
	key      string
	index    []int
	required bool
	oneof    []string
	single   bool
}

// plans caches the plan of each type: map[reflect.Type]*plan.
var plans sync.Map

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{byKey: make(map[string]int)}
	p.add(t, nil)
	plans.Store(t, p)
	return p
}

// add gathers the fields of t, which lies at index inside the planned struct.
func (p *plan) add(t reflect.Type, index []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(append([]int(nil), index...), i)
		tag, tagged := f.Tag.Lookup("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			p.add(f.Type, at)
			continue
		case f.Name == "Span" && f.Type == spanType && name == "-":
			p.span = at
			continue
		case !f.IsExported() || name == "-":
			continue
		case name == "":
			name = f.Name
		}
		field := planField{
			key:      name,
			index:    at,
			required: !tagged || !strings.Contains(","+options+",", ",omitempty,") && !strings.Contains(","+options+",", ",omitzero,"),
			oneof:    strings.Fields(f.Tag.Get("oneof")),
			single:   f.Tag.Get("single") == "ok",
		}
		if len(field.oneof) == 0 {
			field.oneof = nil
		}
		for _, key := range append([]string{name}, strings.Fields(f.Tag.Get("alias"))...) {
			p.byKey[key] = len(p.fields)
		}
		p.names = append(p.names, name)
		p.fields = append(p.fields, field)
	}
}

// structure stores a mapping in a struct.
func (s *store) structure(n *Node, v reflect.Value, p place) {
	if n.Kind != Map {
		s.mistyped(n, p, Map.String(), "write it as lines of the form key: value")
		return
	}
	plan := planOf(v.Type())
	if plan.span != nil {
		*v.FieldByIndex(plan.span).Addr().Interface().(*source.Span) = n.Span
	}
	var room [32]*Field
	given := append(room[:0], make([]*Field, len(plan.fields))...)
	var misspelt []string
	for i := range n.Fields {
		f := &n.Fields[i]
		at, ok := plan.byKey[f.Key]
		switch {
		case !ok:
			misspelt = append(misspelt, diag.Suggest(f.Key, plan.names))
			s.list.Add(unknownKey(f, plan.names, p))
		case given[at] != nil:
			s.list.Add(diag.Errorf(diag.KeyDuplicate, f.KeySpan, "the keys %q and %q mean the same", f.Key, given[at].Key).
				Hinted("remove one of the two").Also(given[at].KeySpan, "first here"))
		default:
			given[at] = f
			s.field(f, v, plan.fields[at])
		}
	}
	for i, field := range plan.fields {
		if field.required && given[i] == nil && !slices.Contains(misspelt, field.key) {
			s.list.Add(missingKey(n, field.key, p))
		}
	}
}

// field stores the value of one key.
func (s *store) field(f *Field, v reflect.Value, field planField) {
	target := v.FieldByIndex(field.index)
	if f.Value.Kind != Null || target.Type() == nodeType || target.Addr().Type().Implements(decoderType) || target.Kind() == reflect.Interface {
		s.value(f.Value, target, place{name: f.Key, key: true, oneof: field.oneof, single: field.single})
	} else if field.required {
		s.list.Add(diag.Errorf(diag.KeyMissing, f.KeySpan, "the key %q has no value", f.Key).Hinted("add the value"))
	}
}

func unknownKey(f *Field, known []string, p place) diag.Diagnostic {
	d := diag.Errorf(diag.KeyUnknown, f.KeySpan, "%s has no key %q", p, Excerpt(f.Key))
	d.Hint = diag.DidYouMean(f.Key, known)
	if d.Hint == "" && len(known) > 0 && len(known) <= 12 {
		d.Hint = "the keys are " + strings.Join(known, ", ")
	}
	return d
}

// missingKey reports a required key at the first key of its mapping.
func missingKey(n *Node, key string, p place) diag.Diagnostic {
	at := n.Span
	if len(n.Fields) > 0 {
		at = n.Fields[0].KeySpan
	}
	return diag.Errorf(diag.KeyMissing, at, "%s lacks the key %q", p, key).Hinted("add the key %q", key)
}
