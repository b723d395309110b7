// Package schema makes JSON Schemas (draft 2020-12) of the files that people
// write, from the Go types that decode them, so that editors complete and
// check what Candor reads. It also holds the ways of writing that several of
// those files share: mappings with free keys, one value or a list of them,
// scalars of any kind.
//
// It reads no files and knows no vocabulary.
package schema

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/candor-site/candor/internal/jsontext"
)

// draft is the version of JSON Schema that Of writes.
const draft = "https://json-schema.org/draft/2020-12/schema"

// Options add what the types do not say.
type Options struct {
	ID, Title, Description string
	// Enums gives the allowed words of a field, by "Type.Field" or by Go type name.
	Enums map[string][]string
	// Open lets the outermost mapping have keys that the type does not name.
	Open bool
}

// Of returns the JSON Schema of a type, indented, with a final newline.
//
// Properties follow the fields and their json tags, described by their
// jsonschema tags; one without "omitempty" or "omitzero" is required, others
// are refused, unless opt says otherwise. A oneof tag becomes an enum, an alias tag further properties.
// Types that implement Shaped say for themselves how they are written. An
// error means that a type cannot be written as JSON.
func Of(t reflect.Type, opt Options) ([]byte, error) {
	m := newMaker(opt.Enums)
	s, err := m.of(t)
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", t, err)
	}
	s.Schema, s.ID, s.Title, s.Description = draft, opt.ID, opt.Title, opt.Description
	if opt.Open {
		s.AdditionalProperties = nil
	}
	if len(m.named) > 0 {
		s.Defs = m.named
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", t, err)
	}
	return append(jsontext.Indent(nil, raw), '\n'), nil
}

// Check reports the first way in which a plain tree breaks a JSON Schema that
// Of made.
func Check(schema []byte, value any) error {
	var s jsonschema.Schema
	if err := json.Unmarshal(schema, &s); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	resolved, err := s.Resolve(nil)
	if err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	return resolved.Validate(value)
}
