package draft

import (
	"regexp"
	"strings"
)

// Icon is the code of an icon of MkDocs, with its attributes.
var Icon = regexp.MustCompile(`:(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:(?:\{[^}\n]*\})?[ \t]?`)

// SummaryHead is the start of a details element, up to its content.
func SummaryHead(open, title string) string {
	if title == "" {
		title = "Details"
	}
	return "<details" + open + ">\n<summary>" + EscapeTags(title) + "</summary>\n"
}

// EscapeTags keeps < and { of text from being read as syntax.
func EscapeTags(s string) string { return strings.NewReplacer("<", `\<`, "{", `\{`).Replace(s) }

// boxKinds are the types of admonitions by the colours and words of themes.
var boxKinds = map[string]string{
	"note": "note", "primary": "note", "secondary": "note", "light": "note", "dark": "note",
	"info": "info", "tip": "tip", "success": "tip", "hint": "tip", "check": "tip",
	"warning": "warning", "attention": "warning", "caution": "caution", "important": "important", "danger": "danger", "error": "danger",
}

// IsBox reports whether a word stands for a type of admonition.
func IsBox(word string) bool { return boxKinds[strings.ToLower(word)] != "" }

// BoxKind returns the type of admonition that a word stands for, or "note".
func BoxKind(word string) string {
	for _, w := range strings.Fields(strings.ToLower(word)) {
		if kind := boxKinds[w]; kind != "" {
			return kind
		}
	}
	return "note"
}

// Include shows a file, which is for the author to bring along.
func (d *Page) Include(at int, file string) string {
	d.Change(at, "the file "+file, "<Include>")
	d.Doubt(at, "put the file %s below content/, so that Include finds it", file)
	return "<Include" + Props("file", file) + " />"
}

// LineEnd moves behind the blanks and the line feed that follow a place, if
// nothing else does.
func LineEnd(b []byte, at int) int {
	if end := SkipBlanks(b, at, len(b)); end < len(b) && b[end] == '\n' {
		return end + 1
	}
	return at
}

// SkipBlanks moves over blanks.
func SkipBlanks(b []byte, from, to int) int {
	for from < to && (b[from] == ' ' || b[from] == '\t') {
		from++
	}
	return from
}

// FirstLine is the first line that is not empty.
func FirstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimLeft(s, "\n"), "\n")
	return s
}
