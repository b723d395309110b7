package amend

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// edit replaces some bytes of a part.
type edit struct {
	from, to int64
	text     string
}

// target is one change at its place.
type target struct {
	Change
	row, column int // from 1
}

// patch changes cells in the XML of a sheet (ECMA-376 part 1, 18.3.1). Bytes that
// belong to no changed cell stay as they are.
func patch(data []byte, changes []Change) ([]byte, error) {
	targets, err := place(changes)
	if err != nil {
		return nil, err
	}
	p := &patcher{scan: newScan(data), left: targets}
	if err := p.run(); err != nil {
		return nil, err
	}
	return apply(data, p.edits), nil
}

// place reads where changes go, sorted by row and column.
func place(changes []Change) ([]*target, error) {
	out := make([]*target, 0, len(changes))
	for _, c := range changes {
		column, row, ok := position(c.Cell)
		if !ok {
			return nil, fmt.Errorf("%q is no cell", c.Cell)
		}
		if err := writable(c); err != nil {
			return nil, err
		}
		out = append(out, &target{Change: c, row: row, column: column})
	}
	slices.SortFunc(out, func(a, b *target) int { return cmp.Or(a.row-b.row, a.column-b.column) })
	for i := 1; i < len(out); i++ {
		if out[i].row == out[i-1].row && out[i].column == out[i-1].column {
			return nil, fmt.Errorf("cell %s is changed twice", out[i].Cell)
		}
	}
	return out, nil
}

// patcher walks the rows of a sheet and collects edits. Rows and cells stand in
// order, so that each change has one place.
type patcher struct {
	*scan
	left  []*target // those that have no place yet
	edits []edit
	space string // prefix of the names, with its colon
	spans []Span // columns that have a style
	style string // of missing cells of the row, "" for that of their column
}

// run finds sheetData and patches it.
func (p *patcher) run() error {
	for {
		t, err := p.next()
		if errors.Is(err, io.EOF) {
			return errors.New("the sheet holds no data")
		}
		if err != nil {
			return err
		}
		e, ok := t.Token.(xml.StartElement)
		if ok && e.Name.Local == "col" {
			p.span(e)
		}
		if !ok || e.Name.Local != "sheetData" {
			continue
		}
		if e.Name.Space != "" {
			p.space = e.Name.Space + ":"
		}
		return p.rows(t)
	}
}

// span notes the style of a run of columns, which missing cells of them have.
func (p *patcher) span(e xml.StartElement) {
	from, err1 := strconv.Atoi(attr(e, "min"))
	to, err2 := strconv.Atoi(attr(e, "max"))
	style, err3 := strconv.Atoi(attr(e, "style"))
	if err1 == nil && err2 == nil && err3 == nil && style > 0 && len(p.spans) < maxSpans {
		p.spans = append(p.spans, Span{from, to, style})
	}
}

// rows walks the rows of sheetData, which starts with a token.
func (p *patcher) rows(start token) error {
	last := 0
	for {
		t, err := p.next()
		if err != nil {
			return unexpected(err)
		}
		switch e := t.Token.(type) {
		case xml.StartElement:
			if e.Name.Local != "row" {
				return fmt.Errorf("a %s stands between the rows", tag(e.Name))
			}
			if last, err = number(attr(e, "r"), last); err != nil {
				return err
			}
			p.before(last, t.from)
			if err := p.row(t, e, last); err != nil {
				return err
			}
		case xml.EndElement:
			return p.end(start, t)
		}
	}
}

// number reads the number of a row, which is the next one where none is given.
func number(given string, last int) (int, error) {
	if given == "" {
		return last + 1, nil
	}
	n, err := strconv.Atoi(given)
	if err != nil || n <= last || n > maxRows || given[0] == '+' {
		return 0, fmt.Errorf("row %q follows row %d", given, last)
	}
	return n, nil
}

// before writes the rows that are missing before a row.
func (p *patcher) before(row int, at int64) {
	if text := p.newRows(row); text != "" {
		p.edits = append(p.edits, edit{at, at, text})
	}
}

// end writes the rows that are missing at the end of sheetData.
func (p *patcher) end(start, end token) error {
	text := p.newRows(maxRows + 1)
	switch {
	case text == "":
	case end.from == end.to: // <sheetData/>
		name := p.space + "sheetData"
		p.edits = append(p.edits, edit{start.to - int64(len("/>")), start.to, ">" + text + "</" + name + ">"})
	default:
		p.edits = append(p.edits, edit{end.from, end.from, text})
	}
	return nil
}

// newRows writes rows for what is left above a row.
func (p *patcher) newRows(below int) string {
	var b strings.Builder
	for len(p.left) > 0 && p.left[0].row < below {
		row := p.left[0].row
		p.style = ""
		fmt.Fprintf(&b, `<%srow r="%d">`, p.space, row)
		b.WriteString(p.missing(p.take(row), maxColumns+1))
		fmt.Fprintf(&b, "</%srow>", p.space)
	}
	return b.String()
}

// take takes the targets of a row from those that are left.
func (p *patcher) take(row int) *[]*target {
	n := 0
	for n < len(p.left) && p.left[n].row == row {
		n++
	}
	mine := p.left[:n]
	p.left = p.left[n:]
	return &mine
}

// row walks the cells of one row.
func (p *patcher) row(start token, e xml.StartElement, row int) error {
	mine := p.take(row)
	last := 0
	if p.style = ""; set(e, "customFormat") {
		p.style = attr(e, "s")
	}
	for {
		t, err := p.next()
		if err != nil {
			return unexpected(err)
		}
		switch c := t.Token.(type) {
		case xml.StartElement:
			if c.Name.Local != "c" {
				if err := p.skip(); err != nil {
					return err
				}
				continue
			}
			column, err := p.column(attr(c, "r"), row, last)
			if err != nil {
				return err
			}
			last = column
			if text := p.missing(mine, column); text != "" {
				p.edits = append(p.edits, edit{t.from, t.from, text})
			}
			if err := p.existing(mine, t, c, column); err != nil {
				return err
			}
		case xml.EndElement:
			text := p.missing(mine, maxColumns+1)
			switch {
			case text == "":
			case t.from == t.to: // <row r="3"/>
				p.edits = append(p.edits, edit{start.to - int64(len("/>")), start.to, ">" + text + "</" + tag(e.Name) + ">"})
			default:
				p.edits = append(p.edits, edit{t.from, t.from, text})
			}
			return nil
		}
	}
}

// column reads where a cell stands, which is beside the last one where it does
// not say.
func (p *patcher) column(given string, row, last int) (int, error) {
	if given == "" {
		return last + 1, nil
	}
	column, its, ok := position(given)
	if !ok || its != row || column <= last {
		return 0, fmt.Errorf("cell %q stands in row %d after column %d", given, row, last)
	}
	return column, nil
}

// missing writes the cells that a row lacks before a column.
func (p *patcher) missing(mine *[]*target, column int) string {
	var b strings.Builder
	for len(*mine) > 0 && (*mine)[0].column < column {
		b.WriteString(p.cell((*mine)[0], nil))
		*mine = (*mine)[1:]
	}
	return b.String()
}

// existing rewrites a cell that is there.
func (p *patcher) existing(mine *[]*target, start token, e xml.StartElement, column int) error {
	end, formula, err := p.body()
	if err != nil || len(*mine) == 0 || (*mine)[0].column != column {
		return err
	}
	t := (*mine)[0]
	*mine = (*mine)[1:]
	if formula {
		return fmt.Errorf("cell %s holds a formula", t.Cell)
	}
	p.edits = append(p.edits, edit{start.from, end, p.cell(t, &e)})
	return nil
}

// body reads to the end of an element and reports whether a formula is in it.
func (p *patcher) body() (end int64, formula bool, err error) {
	for depth := 1; depth > 0; {
		t, err := p.next()
		if err != nil {
			return 0, false, unexpected(err)
		}
		switch e := t.Token.(type) {
		case xml.StartElement:
			depth++
			formula = formula || e.Name.Local == "f"
		case xml.EndElement:
			depth--
		}
		end = t.to
	}
	return end, formula, nil
}

// skip reads to the end of an element that is of no interest.
func (p *patcher) skip() error {
	_, _, err := p.body()
	return err
}

// cell writes the element of a target. Of a cell that is there, the style and
// what else it says of itself stay.
func (p *patcher) cell(t *target, was *xml.StartElement) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<%sc r="%s"`, p.space, t.Cell)
	if was != nil {
		for _, a := range was.Attr {
			if a.Name.Space == "" && slices.Contains([]string{"r", "t", "cm", "vm"}, a.Name.Local) {
				continue // what it held, and the metadata of that
			}
			fmt.Fprintf(&b, ` %s="%s"`, tag(a.Name), escaped(a.Value))
		}
	}
	if was == nil {
		b.WriteString(p.inherited(t.column))
	}
	if t.Number {
		fmt.Fprintf(&b, "><%[1]sv>%[2]s</%[1]sv></%[1]sc>", p.space, t.Text)
	} else {
		fmt.Fprintf(&b, ` t="inlineStr"><%[1]sis><%[1]st xml:space="preserve">%[2]s</%[1]st></%[1]sis></%[1]sc>`, p.space, escaped(t.Text))
	}
	return b.String()
}

// inherited is the style of a cell that was missing: what people saw there was
// that of its row or column.
func (p *patcher) inherited(column int) string {
	if _, err := strconv.Atoi(p.style); err == nil {
		return fmt.Sprintf(` s="%s"`, p.style)
	}
	for _, s := range p.spans {
		if column >= s.From && column <= s.To {
			return fmt.Sprintf(` s="%d"`, s.Style)
		}
	}
	return ""
}

// escaped writes text for XML.
func escaped(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}

// apply makes edits, which stand in order and do not overlap.
func apply(data []byte, edits []edit) []byte {
	var b bytes.Buffer
	at := int64(0)
	for _, e := range edits {
		b.Write(data[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.Write(data[at:])
	return b.Bytes()
}

// unexpected names an end that comes too early.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
