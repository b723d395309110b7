// Package jsontext writes values as JSON that programs read and people can: one
// indented document, or one on a line (JSON Lines).
//
// Signs of HTML stand as they are, unless they are escaped on request, so nothing
// of it may be put into a page as it is. The package reads nothing.
package jsontext

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
)

// Document writes a value as one document, indented by two spaces, with a line
// break at its end. The error is that of the writer, or that a value has no JSON.
func Document(w io.Writer, v any) error {
	d := desks.Get().(*desk)
	defer d.clear()
	if err := d.set(v, false); err != nil {
		return err
	}
	_, err := w.Write(d.lines)
	return err
}

// Escaped returns a value as one document like Document, in which the signs of
// HTML are escaped.
func Escaped(v any) ([]byte, error) {
	d := desks.Get().(*desk)
	defer d.clear()
	err := d.set(v, true)
	return bytes.Clone(d.lines), err
}

// Line writes a value as one line.
func Line(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// desk is where a value is set out, which takes more room than it needs in the end.
type desk struct {
	compact bytes.Buffer
	lines   []byte
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// set sets a value out.
func (d *desk) set(v any, escape bool) error {
	d.compact.Reset()
	d.lines = d.lines[:0]
	enc := json.NewEncoder(&d.compact)
	enc.SetEscapeHTML(escape)
	if err := enc.Encode(v); err != nil {
		return err
	}
	d.lines = Indent(d.lines, d.compact.Bytes())
	return nil
}

// clear leaves the room to the next value, unless this was a very large one.
func (d *desk) clear() {
	const large = 1 << 20
	if cap(d.lines) <= large {
		desks.Put(d)
	}
}
