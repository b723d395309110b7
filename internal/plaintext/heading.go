package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

var headingNumber = onuse.Regexp(`^(\d{1,2}(?:\.\d{1,2})*)\.?[ \t]+\S`)

// endMark returns the mark that ends a line, or "".
func endMark(line string) string {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(line))
	if strings.ContainsRune(".:;,!?…", r) {
		return string(r)
	}
	return ""
}

// heading reports whether the block reads as a heading: underlined, or one
// short line without an end mark, in title case or with a number, and with text
// behind it.
func (w *writer) heading(at int) bool {
	if at+1 >= len(w.blocks) {
		return false
	}
	lines := w.blocks[at].lines
	if len(lines) == 2 && underline.MatchString(lines[1]) {
		return utf8.RuneCountInString(lines[0]) <= 100
	}
	if len(lines) != 1 || utf8.RuneCountInString(lines[0]) > 80 || draft.Indentation([]byte(lines[0])) > 3 {
		return false
	}
	line := strings.TrimSpace(lines[0])
	words := len(strings.Fields(line))
	switch end := endMark(line); {
	case end == "?":
		return words <= 12 && unicode.IsUpper(firstRune(line))
	case end != "" || words > 12:
		return false
	}
	if n := headingNumber.FindStringSubmatch(line); n != nil {
		rest := strings.TrimLeft(line[len(n[1]):], ". \t")
		return lines[0] == line && titleCase(rest) && !w.continues(at)
	}
	if isItem(line) || titleCase(line) {
		return !isItem(line)
	}
	next := w.blocks[at+1].lines
	return words <= 4 && unicode.IsUpper(firstRune(line)) && !isItem(next[0]) && !isSample(next) && tableOf(next) == nil
}

// continues reports whether the next block is the next item of a numbered list.
func (w *writer) continues(at int) bool {
	n := orderedItem.FindStringSubmatch(w.blocks[at].lines[0])
	m := orderedItem.FindStringSubmatch(w.blocks[at+1].lines[0])
	return n != nil && m != nil
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// titleCase reports whether the words of a line that carry weight start with
// capitals.
func titleCase(line string) bool {
	heavy, capital := 0, 0
	for i, word := range strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' }) {
		if utf8.RuneCountInString(word) < 4 && i > 0 {
			continue
		}
		heavy++
		if r := firstRune(word); unicode.IsUpper(r) || unicode.IsDigit(r) {
			capital++
		}
	}
	return heavy > 0 && capital*4 >= heavy*3
}

// writeHeading writes a heading. The text does not tell the levels, unless by
// numbers or by the character below.
func (w *writer) writeHeading(b block) {
	line := strings.TrimSpace(b.lines[0])
	level := 2
	if n := headingNumber.FindStringSubmatch(line); n != nil {
		level = min(2+strings.Count(n[1], "."), 6)
	} else if len(b.lines) == 2 && strings.Contains(b.lines[1], "-") {
		level = 3
	}
	if w.headings++; w.headings == 1 && len(b.lines) == 1 {
		w.doubt("headings are guessed from short lines that stand alone, all of one level; set the levels")
	}
	switch {
	case len(b.lines) == 2:
	case endMark(line) == "?":
		w.doubt("a question that stands alone became a heading")
	case !titleCase(line):
		w.doubt("a short line became a heading; it may be text")
	}
	w.change("the line "+draft.Clip([]byte(line)), "heading")
	w.out.WriteString(strings.Repeat("#", level) + " " + strings.TrimRight(escapeWords(line), "#") + "\n\n")
	w.kind = "heading"
}
