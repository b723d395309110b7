// Package schema makes JSON Schemas (draft 2020-12) of the files that people
// write, from the Go types that decode them, so that editors complete and
// check what Candor reads.
package schema

import "reflect"

// Options add what the types do not say.
type Options struct {
	ID, Title, Description string
	// Enums gives the allowed words of a field, by "Type.Field" or by Go type name.
	Enums map[string][]string
}

// Of returns the JSON Schema of a type, indented, with a final newline.
func Of(t reflect.Type, opt Options) ([]byte, error) { panic("schema") }
