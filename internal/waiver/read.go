package waiver

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

var (
	comment = onuse.Regexp(`(?s)<!--\s*candor:\s*allow\b(.*?)-->|\{\s*/\*\s*candor:\s*allow\b(.*?)\*/\s*\}`)
	remark  = onuse.Regexp(`(?:^|\s)(#\s*candor:\s*allow\b)(.*)$`)
	fence   = onuse.Regexp("^[ \t]*(?:(?:>|[-*+]|\\d{1,9}[.)])[ \t]+|>)*(`{3,}|~{3,})")
	word    = onuse.Regexp(`^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$`)
	key     = onuse.Regexp(`^((?:\s*-\s+)*\s*)(?:[\w.-]+|"[^"]*"|'[^']*'):[ \t]+(\S.*)$`)
)

// Read returns the waivers of a file by its kind: YAML, or a page with its
// front matter. A comment that is shown as code is none. What a comment lacks
// is reported, and such a comment allows nothing.
func Read(f *source.File, waivable func(diag.Code) bool) ([]Waiver, diag.List) {
	var may bool
	f.Use(func(data []byte) { may = mentioned(data) })
	if !may {
		return nil, nil
	}
	data := f.Bytes()
	r := &reader{file: f, data: data, waivable: waivable, lines: strings.Split(string(data), "\n")}
	switch path.Ext(f.Path) {
	case ".yaml", ".yml":
		r.yaml(0, len(r.lines))
	case ".md", ".mdx", ".html":
		body := frontEnd(r.lines)
		r.yaml(0, body)
		r.page(body)
	}
	return r.found, r.wrong
}

// mentioned reports whether a file holds "candor:", by its colons, which are
// rarer than what stands before them.
func mentioned(data []byte) bool {
	for {
		i := bytes.IndexByte(data, ':')
		if i < 0 {
			return false
		}
		if bytes.HasSuffix(data[:i], []byte("candor")) {
			return true
		}
		data = data[i+1:]
	}
}

type reader struct {
	file     *source.File
	data     []byte // of the file
	waivable func(diag.Code) bool
	lines    []string
	found    []Waiver
	wrong    diag.List
}

// frontEnd returns the number of lines of the front matter.
func frontEnd(lines []string) int {
	if strings.TrimRight(lines[0], " \t\r") != "---" {
		return 0
	}
	for i, line := range lines[1:] {
		if strings.TrimRight(line, " \t\r") == "---" {
			return i + 2
		}
	}
	return 0
}

// page reads the comments of Markdown from a line on.
func (r *reader) page(from int) {
	start := 0
	for _, line := range r.lines[:from] {
		start += len(line) + 1
	}
	text := string(r.data[min(start, len(r.data)):])
	hidden := code(text)
	for _, m := range comment.FindAllStringSubmatchIndex(text, -1) {
		if hidden(m[0]) {
			continue
		}
		at, end := m[2], m[3]
		if at < 0 {
			at, end = m[4], m[5]
		}
		span := r.file.Span(start+m[0], start+m[1])
		w := Waiver{Span: span, From: span.Position().Line, To: span.EndPosition().Line}
		alone := strings.TrimSpace(lineBefore(text, m[0])) == "" && strings.TrimSpace(lineAfter(text, m[1])) == ""
		if alone {
			w.To = r.next(w.To)
		}
		r.add(w, r.file.Span(start+at, start+end))
	}
}

// yaml reads the comments of YAML on the lines [from, to), counted from 0.
func (r *reader) yaml(from, to int) {
	start, block := 0, -1 // block is the indentation of the key whose text goes on
	for i, line := range r.lines[:to] {
		offset := start
		start += len(line) + 1
		line = strings.TrimRight(line, "\r")
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if blank := strings.TrimSpace(line) == ""; block >= 0 && (blank || indent > block) {
			continue
		}
		block = blockOf(line)
		m := remark.FindStringSubmatchIndex(line)
		if i < from || m == nil || quoted(line[:m[2]]) {
			continue
		}
		w := Waiver{Span: r.file.Span(offset+m[2], offset+len(line)), From: i + 1, To: i + 1}
		covers := i
		if strings.TrimSpace(line[:m[2]]) == "" {
			covers = r.next(i+1) - 1
		}
		w.To = r.goesOn(covers) + 1
		r.add(w, r.file.Span(offset+m[4], offset+m[5]))
	}
}

// blockOf returns the indentation of the key that opens a block of text on the
// line, or -1.
func blockOf(line string) int {
	m := key.FindStringSubmatch(line)
	if m == nil || !strings.ContainsAny(m[2][:1], "|>") {
		return -1
	}
	return len(m[1])
}

// goesOn returns the last line of the text that a key on the line holds, all
// counted from 0.
func (r *reader) goesOn(line int) int {
	if line >= len(r.lines) {
		return line
	}
	m := key.FindStringSubmatch(strings.TrimRight(r.lines[line], "\r"))
	if m == nil || strings.HasPrefix(m[2], "#") {
		return line
	}
	last := line
	for i := line + 1; i < len(r.lines); i++ {
		text := strings.TrimRight(r.lines[i], " \t\r")
		switch {
		case text == "":
		case len(text)-len(strings.TrimLeft(text, " ")) > len(m[1]):
			last = i
		default:
			return last
		}
	}
	return last
}

// next returns the next line that holds something, counted from 1, or the line
// itself where nothing follows.
func (r *reader) next(line int) int {
	for i := line; i < len(r.lines); i++ {
		if strings.TrimSpace(r.lines[i]) != "" {
			return i + 1
		}
	}
	return line
}

// add checks what a comment says: codes, a colon, a reason.
func (r *reader) add(w Waiver, said source.Span) {
	const form = "write allow CODE: and why that is right here"
	codes, reason, colon := strings.Cut(said.Text(), ":")
	w.Reason = strings.Join(strings.Fields(reason), " ")
	bad := func(at source.Span, hint, format string, args ...any) {
		r.wrong.Add(diag.Errorf(diag.WaiverInvalid, at, format, args...).Hinted("%s", hint))
	}
	if strings.TrimSpace(codes) == "" {
		bad(w.Span, form, "a comment allows something, and names no code")
		return
	}
	at := 0
	for part := range strings.SplitSeq(codes, ",") {
		name := strings.TrimSpace(part)
		from := at + strings.Index(part, name)
		at += len(part) + 1
		place := said.Sub(from, from+len(name))
		switch {
		case !word.MatchString(name):
			bad(place, form, "%q is not the name of a code, as link-vague is", name)
			return
		case !r.waivable(diag.Code(name)):
			bad(place, r.suggest(name), "%s is not the code of a lint, and cannot be allowed", name)
			return
		}
		w.Codes = append(w.Codes, Code{diag.Code(name), place})
	}
	if !colon || strings.Trim(w.Reason, ".-–— ") == "" {
		bad(w.Span, form, "%s is allowed without a reason", strings.TrimSpace(codes))
		return
	}
	r.found = append(r.found, w)
}

func (r *reader) suggest(name string) string {
	var names []string
	for _, code := range diag.Lints() {
		if r.waivable(code) {
			names = append(names, string(code))
		}
	}
	if hint := diag.DidYouMean(name, names); hint != "" {
		return hint
	}
	return "remove the comment, and mend what it is about"
}

// lines names the lines that a waiver covers.
func (w Waiver) lines() string {
	if w.From == w.To {
		return fmt.Sprintf("line %d", w.From)
	}
	return fmt.Sprintf("lines %d to %d", w.From, w.To)
}

// code returns what tells whether a place is inside a fence or inline code.
func code(text string) func(at int) bool {
	var ranges [][2]int
	open, mark := -1, ""
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		m := fence.FindStringSubmatch(line)
		switch {
		case open < 0 && m != nil:
			open, mark = at, m[1]
		case open >= 0 && m != nil && strings.HasPrefix(m[1], mark):
			ranges, open = append(ranges, [2]int{open, at + len(line)}), -1
		}
		at += len(line)
	}
	if open >= 0 {
		ranges = append(ranges, [2]int{open, len(text)})
	}
	return func(at int) bool {
		for _, r := range ranges {
			if r[0] <= at && at < r[1] {
				return true
			}
		}
		return strings.Count(lineBefore(text, at), "`")%2 == 1
	}
}

func lineBefore(text string, at int) string {
	return text[strings.LastIndexByte(text[:at], '\n')+1 : at]
}

func lineAfter(text string, at int) string {
	line, _, _ := strings.Cut(text[at:], "\n")
	return line
}

// quoted reports whether a quote is open at the end of a piece of YAML.
func quoted(before string) bool {
	return strings.Count(before, `"`)%2 == 1 || strings.Count(strings.ReplaceAll(before, "'s ", ""), "'")%2 == 1
}
