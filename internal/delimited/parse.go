package delimited

import (
	"fmt"
	"strings"
)

// parser cuts text into records (RFC 4180, section 2). Beyond that it takes line
// ends of \n and \r, and text behind a closing quote.
type parser struct {
	text    string
	comma   rune
	at      int
	line    int // of where it is, from 1
	rows    []row
	fields  int
	newline string
	most    int // rows to read; 0: all
}

// run reads all records.
func (p *parser) run() error {
	p.line = 1
	for p.at < len(p.text) && (p.most == 0 || len(p.rows) < p.most) {
		if err := p.record(); err != nil {
			return err
		}
		if len(p.rows) > maxRows || p.fields > maxFields {
			return &Refused{Reason: fmt.Sprintf("the table has more than %d rows or %d fields", maxRows, maxFields)}
		}
	}
	return nil
}

// record reads one record and the line end behind it.
func (p *parser) record() error {
	var r row
	for {
		f, err := p.field()
		if err != nil {
			return err
		}
		r.fields = append(r.fields, f)
		if p.fields++; len(r.fields) > maxWidth {
			return &Refused{Reason: fmt.Sprintf("line %d has more than %d fields", p.line, maxWidth)}
		}
		if p.at < len(p.text) && rune(p.text[p.at]) == p.comma {
			p.at++
			continue
		}
		break
	}
	r.end = p.at
	if end := lineEnd(p.text[p.at:]); end != "" {
		if p.newline == "" {
			p.newline = end
		}
		p.at += len(end)
		p.line++
	}
	p.rows = append(p.rows, r)
	return nil
}

// lineEnd returns the line end that a text starts with, or "".
func lineEnd(text string) string {
	switch {
	case strings.HasPrefix(text, "\r\n"):
		return "\r\n"
	case strings.HasPrefix(text, "\n"):
		return "\n"
	case strings.HasPrefix(text, "\r"):
		return "\r"
	}
	return ""
}

// field reads one field up to what parts it from the next.
func (p *parser) field() (field, error) {
	f := field{from: p.at}
	var b strings.Builder
	if p.at < len(p.text) && p.text[p.at] == '"' {
		f.quoted = true
		if err := p.quoted(&b); err != nil {
			return f, err
		}
	}
	from := p.at
	for p.at < len(p.text) && rune(p.text[p.at]) != p.comma && p.text[p.at] != '\n' && p.text[p.at] != '\r' {
		p.at++
	}
	b.WriteString(p.text[from:p.at])
	f.to, f.text = p.at, b.String()
	return f, nil
}

// quoted reads what stands in quotes, from the first to the last.
func (p *parser) quoted(b *strings.Builder) error {
	line := p.line
	for p.at++; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"' && p.at+1 < len(p.text) && p.text[p.at+1] == '"':
			b.WriteByte('"')
			p.at++
		case c == '"':
			p.at++
			return nil
		case c == '\r' && p.at+1 < len(p.text) && p.text[p.at+1] == '\n':
		case c == '\r', c == '\n':
			b.WriteByte('\n')
			p.line++
		default:
			b.WriteByte(c)
		}
	}
	return &Refused{Reason: fmt.Sprintf("the quote in line %d is never closed", line), Hint: "close it, or save the table anew"}
}

// separators are what parts fields, the most likely first.
const separators = ",;\t|"

// sampled is how many records decide what parts fields.
const sampled = 100

// separator finds what parts fields: what cuts the most records into the same
// number of fields, more than one.
func separator(text string) rune {
	best, most := rune(separators[0]), 0
	for _, comma := range separators {
		p := &parser{text: text, comma: comma, most: sampled}
		err := p.run() // a quote that is never closed cuts short what is seen
		widths := map[int]int{}
		for _, r := range p.rows {
			widths[len(r.fields)]++
		}
		score := 0
		for width, n := range widths {
			if width > 1 {
				score = max(score, 4*n+min(width, 12))
			}
		}
		if err != nil {
			score /= 2
		}
		if score > most {
			best, most = comma, score
		}
	}
	return best
}
