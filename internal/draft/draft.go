// Package draft is a page of Markdown that is being rewritten: edits, and marks
// that keep their place through them, comments for the author, and what of the
// page is code and to be left alone.
//
// It knows no construct of any generator.
package draft

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Page is a page that is being rewritten. A pass reads Buf, asks for edits, and
// ends with Flush; marks keep their place through all passes.
type Page struct {
	Name string // its path, for what depends on it
	MDX  bool   // tags and braces are syntax
	// Indented tells that lines indented by four are code.
	Indented bool
	Buf      []byte // UTF-8 with line feeds
	Marks    []Mark

	edits []edit
}

// Mark is a change or a doubt at a place of Buf.
type Mark struct {
	At            int
	Doubt         bool
	What, Becomes string
}

// edit replaces the bytes [from, to) of Buf. Of those at one place, the first
// come first.
type edit struct {
	from, to int
	text     string
	first    bool
}

// Replace asks for an edit: the bytes [from, to) become text.
func (d *Page) Replace(from, to int, text string) {
	d.edits = append(d.edits, edit{from: from, to: to, text: text})
}

// Change notes what was rewritten.
func (d *Page) Change(at int, what, becomes string) {
	d.Marks = append(d.Marks, Mark{At: at, What: what, Becomes: becomes})
}

// Rewrite replaces a range and notes it, in the words of the page.
func (d *Page) Rewrite(from, to int, text, becomes string) {
	d.Change(from, Clip(d.Buf[from:to]), becomes)
	d.Replace(from, to, text)
}

// Note marks a doubt whose comment stands in the page already.
func (d *Page) Note(at int, message string) {
	d.Marks = append(d.Marks, Mark{At: at, Doubt: true, What: message})
}

// Before puts text before a place, ahead of all other edits there.
func (d *Page) Before(at int, text string) {
	d.edits = append(d.edits, edit{at, at, text, true})
}

// Pending reports whether there are edits to carry out.
func (d *Page) Pending() bool { return len(d.edits) > 0 }

// Flush carries out the edits. Of two that overlap, the first is carried out.
func (d *Page) Flush() {
	if len(d.edits) == 0 {
		return
	}
	slices.SortStableFunc(d.edits, func(a, b edit) int {
		if c := cmp.Compare(a.from, b.from); c != 0 || a.first == b.first {
			return c
		} else if a.first {
			return -1
		}
		return 1
	})
	slices.SortStableFunc(d.Marks, func(a, b Mark) int { return cmp.Compare(a.At, b.At) })
	var out bytes.Buffer
	out.Grow(len(d.Buf) + 64*len(d.edits))
	at, next := 0, 0
	for _, e := range d.edits {
		if e.from < at {
			continue
		}
		for next < len(d.Marks) && (d.Marks[next].At < e.from || d.Marks[next].At == e.from && e.to > e.from) {
			d.Marks[next].At = out.Len() + max(d.Marks[next].At-at, 0)
			next++
		}
		out.Write(d.Buf[at:e.from])
		out.WriteString(e.text)
		for next < len(d.Marks) && d.Marks[next].At < e.to {
			d.Marks[next].At = out.Len()
			next++
		}
		at = e.to
	}
	for ; next < len(d.Marks); next++ {
		d.Marks[next].At = out.Len() + max(d.Marks[next].At-at, 0)
	}
	out.Write(d.Buf[at:])
	d.Buf, d.edits = out.Bytes(), nil
}

// Remark is the comment of a doubt.
func Remark(message string) string {
	message = strings.NewReplacer("--", "- -", "|", "/", "\n", " ").Replace(message)
	return "<!-- candor: " + strings.TrimRight(message, "-") + " -->"
}

// Doubt marks a place for the author: a comment right before it, which no
// reader sees, and a line of the report. A place that carries the same comment
// already gets no second one.
func (d *Page) Doubt(at int, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	d.Marks = append(d.Marks, Mark{At: at, Doubt: true, What: message})
	remark := Remark(message)
	before := bytes.TrimRight(d.Buf[:at], " \t\n")
	if bytes.HasSuffix(before, []byte(remark)) || bytes.HasSuffix(bytes.TrimRight(before, " \t\n>"), []byte(remark[:len(remark)-1])) {
		return
	}
	start := bytes.LastIndexByte(d.Buf[:at], '\n') + 1
	prefix := d.Buf[start:at]
	if len(bytes.Trim(prefix, " \t")) == 0 && ownLine(d.Buf[at:]) {
		d.Before(start, string(prefix)+remark+"\n")
		return
	}
	d.Before(at, remark+" ")
}

// ownLine reports whether a comment before rest needs its own line, because
// rest starts a block by its first characters.
func ownLine(rest []byte) bool {
	for _, start := range []string{"```", "~~~", ":::", "<", "{", "#", "|", ">", "import ", "export ", "![", "**", "!!!", "???", "===", "--8<--", "$$"} {
		if bytes.HasPrefix(rest, []byte(start)) {
			return true
		}
	}
	return false
}

// LineAt returns where the line that holds a place starts and ends, without its
// line feed.
func LineAt(b []byte, at int) (start, end int) {
	start = bytes.LastIndexByte(b[:at], '\n') + 1
	if n := bytes.IndexByte(b[at:], '\n'); n >= 0 {
		return start, at + n
	}
	return start, len(b)
}

// Margin returns what the further lines of a block start with whose first line
// has prefix before it: quote marks stay, list markers become blanks. own tells
// whether the block has its line to itself.
func Margin(prefix []byte) (rest string, own bool) {
	own = true
	var out strings.Builder
	for _, f := range listMarker.FindAllIndex(prefix, -1) {
		prefix = append(append(bytes.Clone(prefix[:f[0]]), bytes.Repeat([]byte(" "), f[1]-f[0])...), prefix[f[1]:]...)
	}
	for _, c := range prefix {
		if c != ' ' && c != '\t' && c != '>' {
			own = false
			break
		}
		out.WriteByte(c)
	}
	return out.String(), own
}

// Clip shortens a piece of the page for a message, on one line.
func Clip(b []byte) string {
	s := strings.Join(strings.Fields(string(bytes.TrimSpace(b))), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

// Plural formats a number of things.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
