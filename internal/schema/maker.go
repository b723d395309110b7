package schema

import (
	"reflect"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// maker makes the schemas of types that refer to each other.
type maker struct {
	named map[string]*jsonschema.Schema       // shapes with a name
	known map[reflect.Type]*jsonschema.Schema // types that are not taken apart
	enums map[string][]string
}

func newMaker(enums map[string][]string) *maker {
	return &maker{
		named: map[string]*jsonschema.Schema{},
		enums: enums,
		known: map[reflect.Type]*jsonschema.Schema{
			reflect.TypeFor[source.Text](): {Types: []string{"string", "number"}},
			reflect.TypeFor[decode.Node](): {},
		},
	}
}

// of returns the schema of a type.
func (m *maker) of(t reflect.Type) (*jsonschema.Schema, error) {
	if err := m.learn(t); err != nil {
		return nil, err
	}
	s, err := jsonschema.ForType(t, &jsonschema.ForOptions{TypeSchemas: m.known})
	if err != nil {
		return nil, err
	}
	m.finish(t, s)
	return s, nil
}

// learn finds the types below t that say for themselves how they are written.
func (m *maker) learn(t reflect.Type) error {
	if m.known[t] != nil {
		return nil
	}
	if shape, ok := shapeOf(t); ok {
		s, err := m.shaped(shape)
		if err != nil {
			return err
		}
		m.known[t] = s
		return nil
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return m.learn(t.Elem())
	case reflect.Struct:
		for f := range t.Fields() {
			if jsonName(f) == "" && !f.Anonymous {
				continue
			}
			if err := m.learn(f.Type); err != nil {
				return err
			}
		}
	}
	return nil
}

// shaped returns the schema of a shape. One with a name is made once, and
// referred to.
func (m *maker) shaped(shape Shape) (*jsonschema.Schema, error) {
	if shape.Name == "" {
		return m.shapedHere(shape)
	}
	if m.named[shape.Name] == nil {
		m.named[shape.Name] = &jsonschema.Schema{}
		s, err := m.shapedHere(shape)
		if err != nil {
			return nil, err
		}
		m.named[shape.Name] = s
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + shape.Name}, nil
}

func (m *maker) shapedHere(shape Shape) (*jsonschema.Schema, error) {
	s := &jsonschema.Schema{Types: shape.Types, Pattern: shape.Pattern, Description: shape.Text}
	if len(shape.Types) == 1 {
		s.Type, s.Types = shape.Types[0], nil
	}
	for _, t := range shape.AnyOf {
		one, err := m.of(t)
		if err != nil {
			return nil, err
		}
		s.AnyOf = append(s.AnyOf, one)
	}
	if shape.Values != nil {
		values, err := m.of(shape.Values)
		if err != nil {
			return nil, err
		}
		s.Type, s.AdditionalProperties = "object", values
	}
	if len(shape.Keys) > 0 {
		s.PropertyNames = proposal(shape.Keys)
	}
	for _, key := range shape.One {
		s.OneOf = append(s.OneOf, &jsonschema.Schema{Required: []string{key}})
	}
	if len(shape.Words) > 0 {
		s.AnyOf = append(s.AnyOf, proposal(shape.Words).AnyOf...)
	}
	return s, nil
}

// proposal lets editors propose words without refusing others.
func proposal(words []string) *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Enum: plain(words)}, {Type: "string"}}}
}

// finish adds to a schema what the library does not take from a type: the
// enums, the other spellings of keys, and that numbers count as text. It also
// drops null, which no file may hold in place of a value.
func (m *maker) finish(t reflect.Type, s *jsonschema.Schema) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	dropNull(s)
	if words := m.enums[t.Name()]; t.Name() != "" && words != nil {
		s.Enum = plain(words)
	}
	if m.known[t] != nil {
		return
	}
	switch t.Kind() {
	case reflect.String:
		if s.Enum == nil {
			s.Type, s.Types = "", []string{"string", "number"}
		}
	case reflect.Slice:
		m.finish(t.Elem(), s.Items)
	case reflect.Map:
		m.finish(t.Elem(), s.AdditionalProperties)
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(t) {
			if p := s.Properties[jsonName(f)]; p != nil && !f.Anonymous {
				m.finishField(t, f, s, p)
			}
		}
	}
}

func (m *maker) finishField(t reflect.Type, f reflect.StructField, s, p *jsonschema.Schema) {
	m.finish(f.Type, p)
	words := m.enums[t.Name()+"."+f.Name]
	if tag := f.Tag.Get("oneof"); tag != "" {
		words = strings.Fields(tag)
	}
	if words != nil {
		one := p
		if p.Items != nil {
			one = p.Items
		}
		one.Type, one.Types, one.Enum = "string", nil, plain(words)
	}
	if f.Tag.Get("single") == "ok" && p.Items != nil {
		list := *p
		list.Description = ""
		*p = jsonschema.Schema{Description: p.Description, AnyOf: []*jsonschema.Schema{p.Items.CloneSchemas(), &list}}
	}
	for _, alias := range strings.Fields(f.Tag.Get("alias")) {
		if strings.Contains(alias, ".") {
			continue // a path into another key
		}
		s.Properties[alias] = p.CloneSchemas()
		s.PropertyOrder = append(s.PropertyOrder, alias)
	}
}

// dropNull takes null out of the types of a schema.
func dropNull(s *jsonschema.Schema) {
	s.Types = slices.DeleteFunc(s.Types, func(t string) bool { return t == "null" })
	switch len(s.Types) {
	case 0:
		s.Types = nil
	case 1:
		s.Type, s.Types = s.Types[0], nil
	}
}

// jsonName returns the key of a field, or "" where it has none.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "-" || !f.IsExported() {
		return ""
	}
	if name == "" && !f.Anonymous {
		return f.Name
	}
	return name
}

func plain(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}
