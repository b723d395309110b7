// Package jsontext writes values as JSON that programs read and people can: one
// indented document, or one on a line (JSON Lines).
//
// Signs of HTML stand as they are, so nothing of it may be put into a page as it
// is. The package reads nothing.
package jsontext

import (
	"encoding/json"
	"io"
)

// Document writes a value as one document, indented by two spaces, with a line
// break at its end. The error is that of the writer, or that a value has no JSON.
func Document(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// Line writes a value as one line.
func Line(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
