// Package plaintext makes a page of text that has no markup: what reads as a
// title, a heading, a list, a sample or a table for certain becomes one. The
// rest is escaped, so that it reads as before, and doubts are marked.
//
// It changes no word.
package plaintext

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/frontmatter"
	"github.com/candor-site/candor/internal/onuse"
)

// block is a run of lines of plain text without a blank one.
type block struct {
	lines []string
	gap   int // blank lines above
}

// writer writes the page that plain text becomes.
type writer struct {
	d      *draft.Page
	out    bytes.Buffer
	blocks []block
	at     int // the block that is being written

	headings int
	kind     string // of what was written last: text, list, heading, sample
	numbered struct {
		last int  // the number of the last item of the list that was written last
		mark byte // behind its numbers
	}
}

var underline = onuse.Regexp(`^[ \t]*(={3,}|-{3,})[ \t]*$`)

// Rewrite makes a page of text: what reads as a heading, a list, a sample or a
// table becomes one, and everything else is escaped so that it reads as before.
func Rewrite(d *draft.Page) {
	w := &writer{d: d, blocks: readBlocks(string(d.Buf))}
	w.front()
	for ; w.at < len(w.blocks); w.at++ {
		w.block(w.blocks[w.at])
	}
	d.Buf = append(bytes.TrimRight(w.out.Bytes(), "\n"), '\n')
}

func readBlocks(text string) (blocks []block) {
	gap, open := 0, false
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(strings.ReplaceAll(line, "\u00a0", " "), " \t")
		switch {
		case line == "":
			gap++
			open = false
		case open:
			b := &blocks[len(blocks)-1]
			b.lines = append(b.lines, line)
		default:
			blocks = append(blocks, block{lines: []string{line}, gap: gap})
			gap, open = 0, true
		}
	}
	return blocks
}

// front takes the title from the first line, and the lead from a line by
// itself below it.
func (w *writer) front() {
	if len(w.blocks) < 2 || len(w.blocks[0].lines) > 2 {
		return
	}
	title := strings.TrimSpace(w.blocks[0].lines[0])
	if len(w.blocks[0].lines) == 2 && !underline.MatchString(w.blocks[0].lines[1]) || utf8.RuneCountInString(title) > 100 || endMark(title) != "" || isItem(title) {
		return
	}
	w.out.WriteString("---\ntitle: " + frontmatter.Quote(title) + "\n")
	w.change("the first line", "title")
	w.at = 1
	lead := ""
	if b := w.blocks[1]; len(w.blocks) > 2 && len(b.lines) == 1 && isLead(b.lines[0]) && w.heading(2) {
		lead = strings.TrimSpace(b.lines[0])
	} else if len(w.blocks) > 2 && len(b.lines) == 1 && isLead(b.lines[0]) && endMark(b.lines[0]) == "" {
		lead = strings.TrimSpace(b.lines[0])
	}
	if lead != "" {
		w.out.WriteString("description: " + frontmatter.Quote(lead) + "\n")
		w.change(draft.Clip([]byte(lead)), "description")
		w.at = 2
	}
	w.out.WriteString("---\n\n")
	if lead != "" {
		w.doubt("the second line became the description, which is shown below the title")
	}
}

// isLead reports whether a line below the title can be a lead: a short
// sentence, or a heading that is too long for one.
func isLead(line string) bool {
	words := len(strings.Fields(line))
	return words >= 5 && utf8.RuneCountInString(line) <= 160 && !isItem(line) && (endMark(line) == "." || endMark(line) == "" && words <= 12)
}

func (w *writer) change(what, becomes string) {
	w.d.Change(w.out.Len(), what, becomes)
}

// doubt writes a comment on a line of its own above what comes next.
func (w *writer) doubt(message string) {
	w.out.WriteString(draft.Remark(message) + "\n")
	w.d.Note(w.out.Len(), message)
}

// next returns the block behind the one that is being written.
func (w *writer) next() *block {
	if w.at+1 < len(w.blocks) {
		return &w.blocks[w.at+1]
	}
	return nil
}

// block writes one block.
func (w *writer) block(b block) {
	if b.gap >= 2 && w.at > 0 {
		w.doubt(draft.Plural(b.gap, "blank line", "blank lines") + " stood here; something may be lost, such as a heading or an image")
	}
	switch {
	case isSample(b.lines):
		w.sample(b)
	case w.heading(w.at):
		w.writeHeading(b)
	case tableOf(b.lines) != nil:
		w.table(tableOf(b.lines))
	case isTerms(b.lines):
		w.terms(b.lines)
	default:
		w.prose(b.lines)
	}
}

// prose writes lines of text with the lists among them.
func (w *writer) prose(lines []string) {
	for i := 0; i < len(lines); {
		if items, n := w.readList(lines[i:]); n > 0 {
			w.list(items)
			i += n
			continue
		}
		from := i
		for i++; i < len(lines); i++ {
			if _, n := w.readList(lines[i:]); n > 0 {
				break
			}
		}
		w.paragraph(lines[from:i], i < len(lines))
	}
}

// paragraph writes lines of text.
func (w *writer) paragraph(lines []string, listFollows bool) {
	last := strings.TrimSpace(lines[len(lines)-1])
	if next := w.next(); strings.HasSuffix(last, ":") && !listFollows && next != nil {
		if _, n := w.readList(next.lines); n == 0 && !isSample(next.lines) && tableOf(next.lines) == nil && !isTerms(next.lines) {
			w.doubt("this ends in a colon, and no list follows; something may be lost")
		}
	}
	for _, line := range lines {
		w.out.WriteString(escapeLine(strings.TrimSpace(line)) + "\n")
	}
	w.out.WriteString("\n")
	w.kind = "text"
}

var termLine = onuse.Regexp(`^([A-Z][\w /&()-]{0,40}):[ \t]+(\S.*)$`)

// isTerms reports whether each of several lines is a term, a colon and text.
func isTerms(lines []string) bool {
	for _, line := range lines {
		if !termLine.MatchString(line) {
			return false
		}
	}
	return len(lines) >= 2
}

// terms writes a list of terms with their text.
func (w *writer) terms(lines []string) {
	w.change(draft.Plural(len(lines), "line", "lines")+" of the form term: text", "a list")
	for _, line := range lines {
		m := termLine.FindStringSubmatch(line)
		w.out.WriteString("- **" + escapeWords(m[1]) + ":** " + escapeWords(m[2]) + "\n")
	}
	w.out.WriteString("\n")
	w.kind = "list"
}
