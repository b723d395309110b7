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
	"slices"
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

// Escaped writes a value as one document like Document, in which the signs of HTML are
// escaped. An empty buffer gets a large one without a copy.
func Escaped(to *bytes.Buffer, v any) error {
	d := desks.Get().(*desk)
	defer d.clear()
	err := d.set(v, true)
	if cap(d.lines) > large && to.Len() == 0 { // nobody else gets them
		*to = *bytes.NewBuffer(d.lines)
		return err
	}
	to.Write(d.lines)
	return err
}

// Line writes a value as one line.
func Line(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// desk is where a value is set out, which takes more room than it needs in the end.
type desk struct{ lines []byte }

var desks = sync.Pool{New: func() any { return new(desk) }}

// large is how much room a desk may take that is left to the next value.
const large = 1 << 20

// set sets a value out.
func (d *desk) set(v any, escape bool) error {
	d.lines = d.lines[:0]
	enc := json.NewEncoder(d)
	enc.SetEscapeHTML(escape)
	return enc.Encode(v)
}

// Write sets out what an encoder wrote, which hands a value on as a whole.
func (d *desk) Write(compact []byte) (int, error) {
	if n := len(d.lines) + len(compact)*3/2; n > large {
		d.lines = slices.Grow(d.lines, n)
	}
	d.lines = Indent(d.lines, compact)
	return len(compact), nil
}

// clear leaves the room to the next value, unless this was a very large one.
func (d *desk) clear() {
	if cap(d.lines) <= large {
		desks.Put(d)
	}
}
