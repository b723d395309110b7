package migrate

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/foreign"
	"github.com/candor-site/candor/internal/onuse"
)

var (
	brokenTitle = onuse.Regexp(`(\]\([^\s()]+)[ \t]+"#[\w-]+="([^"\n]*)""\)`)
	htmlLink    = onuse.Regexp(`\]\(([\w./-]+)\.html(#[\w-]*)?\)`)
	slotTag     = onuse.Regexp(`(?m)^([ \t]*)<([A-Z]\w*)\b([^<>\n]*?)[ \t]+slots="([^"\n]*)"([^<>\n]*?)[ \t]*/>[ \t]*$`)
	spacingTags = onuse.Regexp(`[ \t]*(?:<p>[ \t]*</p>|<p[ \t]*/>)(?:[ \t]*<br[ \t]*/?>)*[ \t]*`)
	breakLine   = onuse.Regexp(`(?m)^[ \t]*(?:<br[ \t]*/?>[ \t]*)+$`)
	boldLine    = onuse.Regexp(`(?m)^\*\*([^*\n]{2,100})\*\*[ \t]*$`)
)

// maxLink is the longest wikilink, in bytes.
const maxLink = 512

// wikilinks rewrites [[page]] and [[page|text]] to links.
func (d *page) wikilinks() {
	hidden := draft.Mask(d.Buf, d.Indented)
	lower := bytes.ToLower(hidden)
	for at := len(d.Front()); at < len(hidden); {
		n := bytes.Index(hidden[at:], []byte("[["))
		if n < 0 {
			break
		}
		at += n
		c, inner, ok := foreign.Wikilink(hidden[at:min(len(hidden), at+maxLink)])
		if !ok || at > 0 && (hidden[at-1] == '\\' || hidden[at-1] == '!' || hidden[at-1] == '[') || bytes.ContainsAny(inner, "\n\x01") || isReference(lower, inner) {
			at += 2
			continue
		}
		to, text, found := strings.Cut(string(inner), "|")
		if !found {
			text = to
		}
		d.Rewrite(at, at+c.Length, "["+text+"]("+wikiPath(to)+")", "a link to "+wikiPath(to))
		at += c.Length
	}
	d.Flush()
}

// isReference reports whether the page defines a link reference of that name.
func isReference(lower, label []byte) bool {
	return bytes.Contains(lower, append(append([]byte("\n["), bytes.ToLower(label)...), "]:"...))
}

// wikiPath is the file that a wikilink names.
func wikiPath(to string) string {
	name, anchor, found := strings.Cut(strings.TrimSpace(to), "#")
	name = strings.ReplaceAll(strings.ToLower(name), " ", "-")
	if name != "" && !strings.Contains(name, ".") {
		name += ".md"
	}
	if found {
		name += "#" + strings.ReplaceAll(strings.ToLower(anchor), " ", "-")
	}
	return name
}

// imageTitles mends titles such as "#title="x"".
func (d *page) imageTitles() {
	for _, m := range brokenTitle.FindAllSubmatchIndex(draft.Mask(d.Buf, true), -1) {
		d.Change(m[3], draft.Clip(d.Buf[m[3]:m[1]]), "a title")
		d.Replace(m[3], m[1], ` "`+string(d.Buf[m[4]:m[5]])+`")`)
	}
	d.Flush()
}

// htmlLinks lets relative links to .html lead to the pages that they were made
// from.
func (d *page) htmlLinks() {
	for _, m := range htmlLink.FindAllSubmatchIndex(draft.Mask(d.Buf, true), -1) {
		anchor := ""
		if m[4] >= 0 {
			anchor = string(d.Buf[m[4]:m[5]])
		}
		to := string(d.Buf[m[2]:m[3]]) + ".md" + anchor
		d.Change(m[2], string(d.Buf[m[2]:m[1]-1]), to)
		d.Replace(m[2], m[1]-1, to)
	}
	d.Flush()
}

// slots lets components that take the blocks behind them hold these blocks
// instead: as many as slots names.
func (d *page) slots() {
	if !d.MDX && d.kind != Gatsby {
		return
	}
	for _, m := range slotTag.FindAllSubmatchIndex(draft.Mask(d.Buf, true), -1) {
		part := func(i int) string { return string(d.Buf[m[2*i]:m[2*i+1]]) }
		indent, name, rest, number := part(1), part(2), part(3)+part(5), strings.Count(part(4), ",")+1
		open := name
		if name == "InlineAlert" {
			open, rest = "Callout", strings.ReplaceAll(rest, "variant=", "type=")
			name = open
		}
		end := m[1]
		for range number {
			end = blockEnd(d.Buf, end)
		}
		d.Rewrite(m[0], m[1], indent+"<"+open+rest+">", "<"+open+"> around the next blocks")
		d.Replace(end, end, "\n"+indent+"</"+name+">")
	}
	d.Flush()
}

// blockEnd returns the end of the next run of lines that are not blank.
func blockEnd(b []byte, at int) int {
	for at < len(b) && (b[at] == '\n' || b[at] == ' ' || b[at] == '\t') {
		at++
	}
	if n := bytes.Index(b[at:], []byte("\n\n")); n >= 0 {
		return at + n
	}
	return len(bytes.TrimRight(b, " \t\n"))
}

// spacing removes empty paragraphs and line breaks that only make room. A text
// line that follows starts a paragraph of its own.
func (d *page) spacing() {
	hidden := draft.Mask(d.Buf, true)
	number, first := 0, -1
	for _, pattern := range []*onuse.Pattern{spacingTags, breakLine} {
		for _, m := range pattern.FindAllIndex(hidden, -1) {
			if inTable(hidden, m[0]) {
				continue
			}
			text := ""
			if m[1] < len(hidden) && hidden[m[1]] == '\n' && !nextBlank(hidden, m[1]+1) && m[0] > 0 && hidden[m[0]-1] != '\n' {
				text = "\n"
			} else if m[1] < len(hidden) && hidden[m[1]] != '\n' && m[0] > 0 && hidden[m[0]-1] != '\n' {
				text = "\n\n"
			}
			if number++; first < 0 || m[0] < first {
				first = m[0]
			}
			d.Replace(m[0], m[1], text)
		}
	}
	if number > 0 {
		d.Change(first, "spacing in "+draft.Plural(number, "place", "places"), "nothing")
	}
	d.Flush()
}

func nextBlank(b []byte, at int) bool {
	if at >= len(b) {
		return true
	}
	_, end := draft.LineAt(b, at)
	return len(bytes.TrimSpace(b[at:end])) == 0
}

func inTable(b []byte, at int) bool {
	start, _ := draft.LineAt(b, at)
	return bytes.HasPrefix(bytes.TrimLeft(b[start:], " \t"), []byte("|"))
}

// boldLines offers lines in bold as headings; those below an image are
// captions.
func (d *page) boldLines() {
	hidden := draft.Mask(d.Buf, true)
	level, last := 2, 0
	for _, m := range boldLine.FindAllSubmatchIndex(hidden, -1) {
		for _, h := range anyHeading.FindAllSubmatchIndex(hidden[last:m[0]], -1) {
			level = min(h[3]-h[2]+1, 6)
		}
		last = m[0]
		before := bytes.TrimSpace(d.Buf[:m[0]])
		above, _ := draft.LineAt(before, len(before))
		after := bytes.TrimSpace(d.Buf[m[1]:])
		caption := bytes.HasPrefix(before[above:], []byte("![")) &&
			(bytes.Contains(before[above:], append([]byte(`"`), d.Buf[m[2]:m[3]]...)) || len(after) == 0 || after[0] == '#' || bytes.HasPrefix(after, []byte("![")))
		beside := bytes.TrimSpace(lineBefore(d.Buf, m[0]))
		if caption || len(beside) > 0 && !bytes.HasSuffix(beside, []byte("-->")) || !nextBlank(d.Buf, m[1]+1) {
			continue
		}
		text := string(d.Buf[m[2]:m[3]])
		if d.opt.Headings {
			d.Rewrite(m[0], m[1], strings.Repeat("#", level)+" "+text+"\n", strings.Repeat("#", level)+" heading")
			continue
		}
		d.Doubt(m[0], "a line in bold; if it is a heading, write %s %s", strings.Repeat("#", level), text)
	}
	d.Flush()
}

var anyHeading = onuse.Regexp(`(?m)^(#{1,6})[ \t]`)

func lineBefore(b []byte, at int) []byte {
	if at == 0 {
		return nil
	}
	start, end := draft.LineAt(b, at-1)
	return b[start:end]
}
