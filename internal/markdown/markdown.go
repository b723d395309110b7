// Package markdown writes CommonMark with the tables of GFM: text that reads as
// it is written, links, code, lists, tables.
//
// It knows no page and no portal: what is written is decided by others. Two
// kinds of text pass through it: plain text, which Text makes harmless, and
// Markdown of one line, which the other functions take and put together.
package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text escapes plain text for one line: what is written is what a reader sees.
// Line breaks and tabs become blanks; control characters and those that turn the direction of text
// become U+FFFD, so that text of others cannot pose as something else.
func Text(text string) string {
	if Harmless(text) {
		return text
	}
	return escaped(text)
}

func escaped(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 8)
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	before := ' '
	for i, r := range text {
		after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			r = ' '
		case hidden(r):
			r = utf8.RuneError
		case special(before, r, after):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// Harmless reports text of ASCII that means nothing in Markdown, as most is.
func Harmless[T string | []byte](text T) bool {
	for i := range len(text) {
		if marked[text[i]] {
			return false
		}
	}
	return true
}

// marked are the bytes that Text has to look at.
var marked = func() (out [256]bool) {
	for c := range out {
		out[c] = c < ' ' || c >= 0x7f || strings.IndexByte("\\`*[]<~|_&", byte(c)) >= 0
	}
	return out
}()

// special reports whether a character means something inside a line of Markdown
// between its neighbours (CommonMark 0.31, section 6; GFM, sections 4.10 and
// 6.5). An underscore inside a word, as in an id, means nothing.
func special(before, r, after rune) bool {
	switch r {
	case '\\', '`', '*', '[', ']', '<', '~', '|':
		return true
	case '_':
		return !word(before) || !word(after)
	case '&':
		return after == '#' || unicode.IsLetter(after)
	}
	return false
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// hidden reports characters that show nothing and change how others show.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f
}

// Paragraph keeps the lines of Markdown from starting a block: a heading, a
// list, a quotation, a rule.
func Paragraph(markdown string) string {
	markdown = strings.TrimSpace(markdown)
	if strings.IndexByte(markdown, '\n') < 0 {
		return kept(markdown)
	}
	lines := strings.Split(markdown, "\n")
	for i, l := range lines {
		lines[i] = kept(strings.TrimLeft(l, " "))
	}
	return strings.Join(lines, "\n")
}

// IsParagraph reports Markdown that Paragraph would leave as it is.
func IsParagraph(markdown []byte) bool {
	n := len(markdown)
	if n == 0 || edge(markdown[0]) || edge(markdown[n-1]) {
		return false
	}
	for len(markdown) > 0 {
		line := markdown
		if end := bytes.IndexByte(markdown, '\n'); end >= 0 {
			line, markdown = markdown[:end], markdown[end+1:]
		} else {
			markdown = nil
		}
		if len(line) == 0 {
			continue
		}
		if c := line[0]; c == ' ' || '0' <= c && c <= '9' || strings.IndexByte("#>+-=", c) >= 0 {
			return false
		}
	}
	return true
}

// edge reports a byte that may be a part of a blank.
func edge(c byte) bool { return c <= ' ' || c >= 0x7f }

// kept returns a line that starts no block.
func kept(l string) string {
	digits := len(l) - len(strings.TrimLeft(l, "0123456789"))
	switch {
	case l == "":
	case strings.IndexByte("#>+-=", l[0]) >= 0:
		return `\` + l
	case digits > 0 && digits < len(l) && (l[digits] == '.' || l[digits] == ')'):
		return l[:digits] + `\` + l[digits:]
	}
	return l
}

// Line makes Markdown one line.
func Line(markdown string) string {
	if isLine(markdown) {
		return markdown
	}
	return joined(markdown)
}

func joined(markdown string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(markdown, "\\\n", " ")), " ")
}

// isLine reports Markdown of ASCII that is one line with single blanks between
// its words.
func isLine(markdown string) bool {
	before := byte(' ')
	for i := range len(markdown) {
		c := markdown[i]
		if c < ' ' || c >= 0x7f || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return markdown == "" || before != ' '
}

// Heading writes a heading; levels above 6 are 6.
func Heading(level int, markdown string) string {
	return strings.Repeat("#", min(max(level, 1), 6)) + " " + Line(markdown)
}

// Link writes a link around Markdown; one without address is the text alone.
func Link(markdown, url string) string {
	if url == "" {
		return markdown
	}
	if strings.TrimSpace(markdown) == "" {
		markdown = Text(url)
	}
	return "[" + markdown + "](" + destination(url) + ")"
}

// Image writes an image with its words and, if it has one, the title that stands
// below it.
func Image(words, url, title string) string {
	if title != "" {
		title = ` "` + quotable.Replace(title) + `"`
	}
	return "![" + Text(words) + "](" + destination(url) + title + ")"
}

// quotable and reachable keep what stands in a title and in an address from
// ending it.
var (
	quotable  = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ")
	reachable = strings.NewReplacer(" ", "%20", "\n", "%0A", "<", "%3C", ">", "%3E", "(", "%28", ")", "%29", `\`, "%5C")
)

// destination writes an address so that it ends where it ends (CommonMark 0.31,
// section 6.3).
func destination(url string) string {
	return reachable.Replace(url)
}

// Bold sets Markdown off; nothing stays nothing.
func Bold(markdown string) string {
	if markdown = strings.TrimSpace(markdown); markdown == "" {
		return ""
	}
	return "**" + markdown + "**"
}

// Code writes plain text as code inside a line.
func Code(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case hidden(r):
			return utf8.RuneError
		}
		return r
	}, text)
	if strings.TrimSpace(text) == "" {
		return ""
	}
	ticks := strings.Repeat("`", longest(text, '`')+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") || strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") {
		text = " " + text + " "
	}
	return ticks + text + ticks
}

// Fence writes plain text as a block of code of a language, which may be "".
func Fence(language, code string) string {
	ticks := strings.Repeat("`", max(longest(code, '`')+1, 3))
	return ticks + strings.Join(strings.Fields(strings.ReplaceAll(language, "`", "")), "-") + "\n" + strings.TrimRight(code, "\n") + "\n" + ticks
}

// longest returns the length of the longest run of a character.
func longest(text string, of rune) int {
	most, run := 0, 0
	for _, r := range text {
		if r != of {
			run = 0
			continue
		}
		run++
		most = max(most, run)
	}
	return most
}

// Indent puts a mark before the first line of Markdown and as many blanks before
// the others, as an item of a list is written.
func Indent(mark, markdown string) string {
	lines := strings.Split(strings.TrimSpace(markdown), "\n")
	for i, l := range lines {
		if i > 0 && l != "" {
			lines[i] = strings.Repeat(" ", len(mark)) + l
		}
	}
	return mark + strings.Join(lines, "\n")
}

// Quote writes Markdown as a quotation.
func Quote(markdown string) string {
	lines := strings.Split(strings.TrimSpace(markdown), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("> "+l, " ")
	}
	return strings.Join(lines, "\n")
}

// List writes items of Markdown as a list, one line apart.
func List(items []string) string {
	out := make([]string, 0, len(items))
	for _, it := range items {
		if strings.TrimSpace(it) != "" {
			out = append(out, Indent("- ", it))
		}
	}
	return strings.Join(out, "\n")
}

// Table writes a table (GFM, section 4.10). Cells are Markdown; rows get as many
// as there are columns. A table without rows is nothing.
func Table(head []string, rows [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	columns := len(head)
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	var b strings.Builder
	b.Grow(tableSize(head, rows, columns))
	line := func(cells []string) {
		for i := range columns {
			b.WriteString("| ")
			if i < len(cells) {
				b.WriteString(cellOf(cells[i]))
			}
			b.WriteByte(' ')
		}
		b.WriteString("|\n")
	}
	line(head)
	for range columns {
		b.WriteString("| --- ")
	}
	b.WriteString("|\n")
	for _, row := range rows {
		line(row)
	}
	return strings.TrimRight(b.String(), "\n")
}

// tableSize returns how many bytes a table takes whose cells need no escaping.
func tableSize(head []string, rows [][]string, columns int) int {
	n := columns*len("| --- ") + (len(rows)+2)*(columns*len("|  ")+len("|\n"))
	for _, cell := range head {
		n += len(cell)
	}
	for _, row := range rows {
		for _, cell := range row {
			n += len(cell)
		}
	}
	return n
}

// cellOf makes Markdown one line in which no bar ends the cell; one after an odd
// number of backslashes is escaped already.
func cellOf(markdown string) string {
	markdown = Line(markdown)
	if strings.IndexByte(markdown, '|') < 0 {
		return markdown
	}
	var b strings.Builder
	slashes := 0
	for _, r := range markdown {
		if r == '|' && slashes%2 == 0 {
			b.WriteByte('\\')
		}
		if slashes++; r != '\\' {
			slashes = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Blocks puts blocks one below the other; empty ones are left out.
func Blocks(blocks ...string) string {
	out := make([]string, 0, len(blocks))
	for _, b := range blocks {
		if b = block(b); b != "" {
			out = append(out, b)
		}
	}
	return strings.Join(out, "\n\n")
}

// WriteBlocks writes what Blocks returns, and ends it with a line break.
func WriteBlocks(to *bytes.Buffer, blocks ...string) {
	p := Begin(to)
	p.Add(blocks...)
	p.End()
}

// Page is a text that is written into a buffer, block by block, as Blocks puts
// them together.
type Page struct {
	to    *bytes.Buffer
	start int
}

// Begin begins a page at the end of a buffer.
func Begin(to *bytes.Buffer) Page { return Page{to, to.Len()} }

// Add writes blocks.
func (p Page) Add(blocks ...string) {
	for _, b := range blocks {
		if b = block(b); b != "" {
			p.gap()
			p.to.WriteString(b)
		}
	}
}

// AddBytes writes a block.
func (p Page) AddBytes(b []byte) {
	if b = bytes.Trim(b, "\n"); len(bytes.TrimSpace(b)) > 0 {
		p.gap()
		p.to.Write(b)
	}
}

// End ends the page with a line break.
func (p Page) End() { p.to.WriteByte('\n') }

// gap keeps a block apart from the one before it.
func (p Page) gap() {
	if p.to.Len() > p.start {
		p.to.WriteString("\n\n")
	}
}

// block returns a block without the lines around it, or "" where it says nothing.
func block(b string) string {
	if b = strings.Trim(b, "\n"); strings.TrimSpace(b) == "" {
		return ""
	}
	return b
}
