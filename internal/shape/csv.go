package shape

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// csv decodes a table. Text whose lines do not agree on a number of columns
// gives nil.
func (p *piece) csv(text []byte) (*Document, error) {
	separator, ok := sniffSeparator(text)
	if !ok {
		return nil, nil
	}
	reader := csvReader(bytes.NewReader(text), separator)
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("the CSV is broken: %w", err)
	}
	if len(header) > maxColumns {
		return nil, tooManyColumns()
	}
	table := newColumns(header)
	rows := []any{}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			doc := document("csv", rows)
			doc.Columns = table.names[:len(header)]
			return doc, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the CSV is broken: %w", err)
		}
		if err := p.count(1 + len(record)); err != nil {
			return nil, err
		}
		if len(record) > maxColumns {
			return nil, tooManyColumns()
		}
		for len(record) > len(table.names) {
			table.add("")
		}
		row := make(map[string]any, len(record))
		for i, cell := range record {
			row[table.names[i]] = cell
		}
		rows = append(rows, row)
	}
}

// maxColumns is how many columns a table may have.
const maxColumns = 4096

func tooManyColumns() error {
	return exceeded("the table holds more than %d columns", maxColumns)
}

func csvReader(r io.Reader, separator rune) *csv.Reader {
	reader := csv.NewReader(r)
	reader.Comma = separator
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	return reader
}

// sniffSeparator finds the separator that splits the first records into one
// number of columns, two or more (three when there is a header only). A row may
// be short; of ten rows one may be long.
func sniffSeparator(text []byte) (rune, bool) {
	best, columns := rune(0), 1
	for _, separator := range ",;\t" {
		if n := agreedColumns(text, separator); n > columns {
			best, columns = separator, n
		}
	}
	return best, best != 0
}

// sampled bounds what is read to find out whether text is a table. A header of
// telling columns or more is one even where rows end in a separator too many,
// or leave out the last cell.
const (
	sampledBytes   = 1 << 20
	sampledRecords = 50
	telling        = 8
)

// agreedColumns returns the number of columns of the header where the records
// below it fit, otherwise 0.
func agreedColumns(text []byte, separator rune) int {
	cut := len(text) > sampledBytes
	reader := csvReader(bytes.NewReader(text[:min(len(text), sampledBytes)]), separator)
	header, err := reader.Read()
	if err != nil || len(header) < 2 || len(header) > maxColumns || !isHeader(header) {
		return 0
	}
	records, fitting := 0, 0
	for records < sampledRecords {
		record, err := reader.Read()
		if err != nil {
			break
		}
		records++
		if n := len(record) - len(header); n == 0 || len(header) >= telling && (n == 1 || n == -1) {
			fitting++
		}
	}
	switch {
	case records == 0 && !cut && len(header) < 3:
		return 0
	case fitting*10 < records*9:
		return 0
	}
	return len(header)
}

// isHeader reports whether cells could name columns: short, on one line, and
// neither sentences nor the start of YAML, XML or a log.
func isHeader(cells []string) bool {
	named := 0
	for i, cell := range cells {
		if utf8.RuneCountInString(cell) > 100 || strings.ContainsAny(cell, "\r\n{}") {
			return false
		}
		if strings.Contains(cell, ": ") && (i == 0 || len(cells) < telling) {
			return false
		}
		if strings.TrimSpace(cell) != "" {
			named++
		}
	}
	return named*2 > len(cells) && !strings.HasPrefix(cells[0], "- ") && !strings.HasPrefix(cells[0], "#!")
}

// columns names the columns of a table: unique, never empty.
type columns struct {
	names []string
	taken map[string]bool // names in the header, and those given since
	last  map[string]int  // the last number behind a name
}

func newColumns(header []string) *columns {
	c := &columns{taken: make(map[string]bool), last: make(map[string]int)}
	seen := make(map[string]bool)
	for _, cell := range header {
		c.taken[strings.TrimSpace(cell)] = true
	}
	for _, cell := range header {
		name := strings.TrimSpace(cell)
		if name != "" && !seen[name] {
			seen[name] = true
			c.names = append(c.names, name)
			continue
		}
		c.add(name)
	}
	return c
}

// add appends a column whose name stands in the table already, or is empty.
func (c *columns) add(name string) {
	n := max(c.last[name], 1) + 1
	if name == "" {
		name, n = "column", len(c.names)+1
	}
	unique := fmt.Sprintf("%s %d", name, n)
	for c.taken[unique] {
		n++
		unique = fmt.Sprintf("%s %d", name, n)
	}
	c.last[name] = n
	c.taken[unique] = true
	c.names = append(c.names, unique)
}
