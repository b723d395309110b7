package redact

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// cell is one cell of CSV: its bytes, with its quotes.
type cell struct{ start, end int }

// column returns the cells below a header.
func column(data []byte, name string) ([]piece, error) {
	start := 0
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		start = 3
	}
	first, _, _ := bytes.Cut(data[start:], []byte("\n"))
	separator := byte(',')
	for _, c := range []byte{';', '\t'} {
		if bytes.Count(first, []byte{c}) > bytes.Count(first, []byte{separator}) {
			separator = c
		}
	}
	header, at := row(data, start, separator)
	var wanted []int
	var names []string
	for i, c := range header {
		title := strings.TrimSpace(plain(data[c.start:c.end]))
		if names = append(names, title); title == name {
			wanted = append(wanted, i)
		}
	}
	if len(header) == 0 {
		return nil, errors.New("the output is empty")
	}
	if len(wanted) == 0 {
		return nil, fmt.Errorf("the output has no such column, it has %s", strings.Join(names, ", "))
	}
	var found []piece
	for at < len(data) {
		var cells []cell
		cells, at = row(data, at, separator)
		for _, i := range wanted {
			if i < len(cells) && cells[i].start < cells[i].end {
				found = append(found, piece{cells[i].start, cells[i].end, Marker})
			}
		}
	}
	return found, nil
}

// row splits the row at an offset (RFC 4180; a quote inside a cell that does
// not start with one is text) and returns where the next one starts.
func row(data []byte, at int, separator byte) (cells []cell, next int) {
	for {
		c := cell{start: at}
		if at < len(data) && data[at] == '"' {
			for at++; at < len(data); at++ {
				if data[at] != '"' {
					continue
				}
				if at+1 < len(data) && data[at+1] == '"' {
					at++
					continue
				}
				at++
				break
			}
		}
		for at < len(data) && data[at] != separator && data[at] != '\n' {
			at++
		}
		c.end = at
		if c.end > c.start && data[c.end-1] == '\r' {
			c.end--
		}
		cells = append(cells, c)
		if at >= len(data) || data[at] == '\n' {
			return cells, min(at+1, len(data))
		}
		at++
	}
}

// plain is the text of a cell.
func plain(raw []byte) string {
	if len(raw) > 1 && raw[0] == '"' && raw[len(raw)-1] == '"' {
		return strings.ReplaceAll(string(raw[1:len(raw)-1]), `""`, `"`)
	}
	return string(raw)
}
