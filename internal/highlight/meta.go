package highlight

import (
	"strconv"
	"strings"
)

// Meta is what stands behind the language of a fence.
type Meta struct {
	Title   string
	Lines   [][2]int // highlighted, both ends included
	Numbers bool
}

// ReadMeta reads title="…", {1,3-5} and showLineNumbers, and their spellings
// in other generators.
func ReadMeta(info []byte) Meta {
	var m Meta
	s := string(info)
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] == '{' {
			body, rest, ok := strings.Cut(s[1:], "}")
			if !ok {
				return m
			}
			m.Lines = append(m.Lines, lineRanges(body)...)
			s = rest
			continue
		}
		n := strings.IndexAny(s, "= \t{")
		if n < 0 {
			n = len(s)
		}
		key := strings.ToLower(s[:n])
		s = s[n:]
		value := ""
		if strings.HasPrefix(s, "=") {
			value, s = metaValue(s[1:])
		} else if n == 0 {
			s = s[1:]
		}
		switch key {
		case "title", "filename":
			m.Title = value
		case "highlight", "hl_lines", "linehighlight", "mark":
			m.Lines = append(m.Lines, lineRanges(strings.Trim(value, "{}"))...)
		case "showlinenumbers", "linenums", "linenumbers", "numberlines":
			m.Numbers = value != "false"
		}
	}
	return m
}

// metaValue reads a value, quoted or bare.
func metaValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	if q := s[0]; q == '"' || q == '\'' || q == '{' {
		end := q
		if q == '{' {
			end = '}'
		}
		if n := strings.IndexByte(s[1:], end); n >= 0 {
			return s[1 : n+1], s[n+2:]
		}
	}
	n := strings.IndexAny(s, " \t")
	if n < 0 {
		return s, ""
	}
	return s[:n], s[n:]
}

// lineRanges reads "1,3-5" or "1 3-5".
func lineRanges(s string) [][2]int {
	var out [][2]int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		from, to, isRange := strings.Cut(part, "-")
		a, err := strconv.Atoi(from)
		if err != nil {
			continue
		}
		b := a
		if isRange {
			if b, err = strconv.Atoi(to); err != nil {
				continue
			}
		}
		out = append(out, [2]int{a, b})
	}
	return out
}

// Marked reports whether a line, counted from 1, is highlighted.
func (m Meta) Marked(line int) bool {
	for _, r := range m.Lines {
		if line >= r[0] && line <= r[1] {
			return true
		}
	}
	return false
}
