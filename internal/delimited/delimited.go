// Package delimited reads tables of delimited text (CSV as in RFC 4180, and its
// relatives) in the encodings and with the separators that spreadsheet programs
// write, and replaces single fields of them. Every other byte stays as it is.
//
// A table comes from a stranger and is read under limits. What is written gets
// an apostrophe in front where a spreadsheet program could take it for a formula.
// The package knows nothing of what fields mean.
package delimited

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Limits of a table.
const (
	MaxBytes  = 32 << 20
	maxRows   = 200_000
	maxFields = 2_000_000 // of all rows
	maxWidth  = 2_000     // fields of one row
)

// Refused says why a table is not read. Its text is for people, in lower case and
// without a full stop.
type Refused struct {
	Reason string
	Hint   string // what to do about it
}

// Error implements error.
func (r *Refused) Error() string { return r.Reason }

// Table is a table that was read.
type Table struct {
	Encoding Encoding
	Comma    rune   // what parts fields
	Newline  string // how its first line ends; \n where it has one line
	rows     []row
	text     string // the file in UTF-8, without a byte order mark
}

// row is a record with the place where it ends, before its line end.
type row struct {
	fields []field
	end    int
}

// field is one field with the bytes that it stands in, its quotes among them.
type field struct {
	text     string
	from, to int
	quoted   bool
}

// Read reads a table. What cannot be read safely is a *Refused.
func Read(data []byte) (*Table, error) {
	if len(data) > MaxBytes {
		return nil, &Refused{Reason: fmt.Sprintf("the file has %d MiB, the limit is %d", len(data)>>20, MaxBytes>>20)}
	}
	t := &Table{Newline: "\n"}
	var err error
	if t.Encoding, t.text, err = decode(data); err != nil {
		return nil, err
	}
	start := 0
	if rest, ok := strings.CutPrefix(t.text, "sep="); ok { // what Excel reads as the separator
		line, _, _ := strings.Cut(rest, "\n")
		if line = strings.TrimSuffix(line, "\r"); len(line) == 1 {
			t.Comma = rune(line[0])
			start = len("sep=") + len(line)
		}
	}
	if t.Comma == 0 {
		t.Comma = separator(t.text)
	}
	p := &parser{text: t.text, comma: t.Comma, at: start}
	if err := p.run(); err != nil {
		return nil, err
	}
	t.rows = p.rows
	if p.newline != "" {
		t.Newline = p.newline
	}
	return t, nil
}

// Rows returns what the fields say, row by row. Line ends in fields are \n.
func (t *Table) Rows() [][]string {
	out := make([][]string, len(t.rows))
	for i, r := range t.rows {
		for _, f := range r.fields {
			out[i] = append(out[i], f.text)
		}
	}
	return out
}

// Change is what one field is to say. Row and Column count from 1; a row may be
// made longer, but the row must be there.
type Change struct {
	Row, Column int
	Text        string
}

// Fits says why a field cannot hold a text, as the end of a sentence about it, or
// nothing.
func (t *Table) Fits(text string) error {
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == 0xFFFD {
			return fmt.Errorf("has the character U+%04X", r)
		}
		if !t.Encoding.holds(r) {
			return fmt.Errorf("has the character %q, which the encoding of the file (%s) does not", r, t.Encoding)
		}
	}
	return nil
}

// Write writes the table with fields replaced.
func (t *Table) Write(w io.Writer, changes []Change) error {
	changes = slices.Clone(changes)
	slices.SortFunc(changes, func(a, b Change) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	var b bytes.Buffer
	at := 0
	for i, c := range changes {
		if err := t.check(c); err != nil {
			return err
		}
		if i > 0 && changes[i-1].Row == c.Row && changes[i-1].Column == c.Column {
			return fmt.Errorf("row %d, column %d is changed twice", c.Row, c.Column)
		}
		r := t.rows[c.Row-1]
		if c.Column <= len(r.fields) {
			f := r.fields[c.Column-1]
			b.WriteString(t.text[at:f.from])
			b.WriteString(t.written(c.Text, f.quoted))
			at = f.to
			continue
		}
		have := len(r.fields)
		if i > 0 && changes[i-1].Row == c.Row {
			have = max(have, changes[i-1].Column)
		}
		b.WriteString(t.text[at:r.end])
		at = r.end
		b.WriteString(strings.Repeat(string(t.Comma), c.Column-have))
		b.WriteString(t.written(c.Text, false))
	}
	b.WriteString(t.text[at:])
	_, err := w.Write(t.Encoding.encode(b.String()))
	return err
}

// check refuses a change that has no place.
func (t *Table) check(c Change) error {
	if c.Row < 1 || c.Row > len(t.rows) || c.Column < 1 || c.Column > maxWidth {
		return fmt.Errorf("there is no row %d with a column %d", c.Row, c.Column)
	}
	if err := t.Fits(c.Text); err != nil {
		return fmt.Errorf("what row %d, column %d should say %w", c.Row, c.Column, err)
	}
	return nil
}

// written is a text as a field of the file.
func (t *Table) written(text string, quoted bool) string {
	text = Stored(text)
	if !quoted && !strings.ContainsAny(text, "\",;\t|\n") && !strings.ContainsRune(text, t.Comma) && text == strings.TrimSpace(text) {
		return text
	}
	text = strings.ReplaceAll(text, `"`, `""`)
	return `"` + strings.ReplaceAll(text, "\n", t.Newline) + `"`
}
