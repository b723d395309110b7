package schema

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"
)

// Components says how the types of documents that a program writes become the
// named schemas of a description that holds them all.
type Components struct {
	// Base is what a reference to a schema starts with: "#/components/schemas/".
	Base string
	// Name returns the name of a struct type, unique among all.
	Name func(reflect.Type) string
	// Formats are types that are written as text of a format of JSON Schema
	// (draft 2020-12, Validation 7.3), such as "date-time".
	Formats map[reflect.Type]Format
}

// Format is text of a format of JSON Schema, or null where Null says so.
type Format struct {
	Name string
	Null bool
}

// Of returns the schemas of the struct types that roots are made of, by name.
// Fields that are embedded belong to what embeds them; every field is required;
// lists and mappings are never null, pointers may be. An error means that a type
// cannot be written as JSON, or that two types have one name.
func (c Components) Of(roots ...reflect.Type) (map[string]json.RawMessage, error) {
	m := &components{Components: c, names: map[string]reflect.Type{}, known: map[reflect.Type]*jsonschema.Schema{}}
	for t, f := range c.Formats {
		s := &jsonschema.Schema{Type: "string", Format: f.Name}
		if f.Null {
			s.Type, s.Types = "", []string{"null", "string"}
		}
		m.known[t] = s
	}
	for _, t := range roots {
		if err := m.find(t); err != nil {
			return nil, err
		}
	}
	out := make(map[string]json.RawMessage, len(m.found))
	for _, t := range m.found {
		raw, err := m.write(t)
		if err != nil {
			return nil, fmt.Errorf("schema of %s: %w", t, err)
		}
		out[c.Name(t)] = raw
	}
	return out, nil
}

// components collects the named types.
type components struct {
	Components
	names map[string]reflect.Type
	found []reflect.Type
	known map[reflect.Type]*jsonschema.Schema // references to them, and formats
}

// find names every struct type that t is made of.
func (m *components) find(t reflect.Type) error {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		return m.find(t.Elem())
	case reflect.Struct:
	default:
		return nil
	}
	if m.known[t] != nil {
		return nil
	}
	name := m.Name(t)
	if other := m.names[name]; other != nil {
		return fmt.Errorf("schema: %s and %s would both be named %s", other, t, name)
	}
	m.names[name], m.found = t, append(m.found, t)
	m.known[t] = &jsonschema.Schema{Ref: m.Base + name}
	return m.fields(t)
}

// fields finds the types of the fields of a struct.
func (m *components) fields(t reflect.Type) error {
	for f := range t.Fields() {
		embedded := f.Type
		if embedded.Kind() == reflect.Pointer {
			embedded = embedded.Elem()
		}
		var err error
		switch {
		case f.Anonymous && embedded.Kind() == reflect.Struct && f.Tag.Get("json") == "":
			err = m.fields(embedded)
		case jsonName(f) != "":
			err = m.find(f.Type)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// write makes the schema of one struct type.
func (m *components) write(t reflect.Type) (json.RawMessage, error) {
	known := make(map[reflect.Type]*jsonschema.Schema, len(m.known))
	for other, s := range m.known {
		if other != t && !embeds(t, other) {
			known[other] = s
		}
	}
	s, err := jsonschema.ForType(t, &jsonschema.ForOptions{TypeSchemas: known})
	if err != nil {
		return nil, err
	}
	m.settle(t, s)
	return json.Marshal(s)
}

// embeds reports whether a struct embeds another one, which then has no schema
// of its own inside it.
func embeds(t, other reflect.Type) bool {
	for f := range t.Fields() {
		if !f.Anonymous {
			continue
		}
		in := f.Type
		if in.Kind() == reflect.Pointer {
			in = in.Elem()
		}
		if in == other || in.Kind() == reflect.Struct && embeds(in, other) {
			return true
		}
	}
	return false
}

// settle says what the library does not know of documents: that no list and no
// mapping is null, that a pointer to a struct may be, and that readers must
// accept keys that they do not know.
func (m *components) settle(t reflect.Type, s *jsonschema.Schema) {
	s.AdditionalProperties = nil // false
	for _, f := range reflect.VisibleFields(t) {
		p := s.Properties[jsonName(f)]
		if p == nil || f.Anonymous {
			continue
		}
		switch f.Type.Kind() {
		case reflect.Slice, reflect.Map:
			dropNull(p)
			for _, inner := range []*jsonschema.Schema{p.Items, p.AdditionalProperties} {
				if inner != nil {
					filled(f.Type.Elem(), inner)
				}
			}
		case reflect.Pointer:
			if p.Ref != "" {
				*p = jsonschema.Schema{Description: p.Description, AnyOf: []*jsonschema.Schema{{Ref: p.Ref}, {Type: "null"}}}
			}
		}
	}
}

// filled says that what stands in a list or a mapping is not null.
func filled(t reflect.Type, s *jsonschema.Schema) {
	switch {
	case s.Ref != "":
		*s = jsonschema.Schema{Ref: s.Ref}
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Map:
		dropNull(s)
	}
}
