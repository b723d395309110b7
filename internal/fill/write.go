package fill

import (
	"io"

	"github.com/candor-site/candor/internal/amend"
	"github.com/candor-site/candor/internal/delimited"
	"github.com/candor-site/candor/internal/opc"
)

// Write writes the questionnaire, whose bytes are given, with its answers. Every
// byte that is no part of an answer stays.
func (f *Filling) Write(w io.Writer, data []byte) error {
	if t := f.Questionnaire.Table; t != nil {
		var changes []delimited.Change
		for _, c := range f.Changes {
			changes = append(changes, delimited.Change{Row: c.Row, Column: c.Column, Text: c.Text})
		}
		return t.Write(w, changes)
	}
	if len(f.Changes) == 0 {
		_, err := w.Write(data)
		return err
	}
	pack, err := opc.Open(data, opc.Limits{})
	if err != nil {
		return err
	}
	book, err := amend.Open(pack)
	if err != nil {
		return err
	}
	var changes []amend.Change
	for _, c := range f.Changes {
		changes = append(changes, amend.Change{Sheet: c.Sheet, Cell: c.Cell, Text: c.Text})
	}
	return book.Write(w, changes)
}
