package highlight

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/onuse"
)

// metaValue reads a value: quoted, in brackets, or up to a blank.
func metaValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	switch s[0] {
	case '"', '\'', '/':
		if text, rest, ok := quoted(s); ok {
			return text, rest
		}
	case '{', '[':
		return braced(s)
	}
	n := 0
	for n < len(s) && s[n] != ' ' && s[n] != '\t' && !endsOption(s[n:]) {
		n++
	}
	return s[:n], s[n:]
}

// endsOption reports whether s starts with a comma behind which another option
// follows, and not another number.
func endsOption(s string) bool {
	return s[0] == ',' && (len(s) == 1 || s[1] < '0' || s[1] > '9')
}

// quoted reads a text between two quotes or slashes; a backslash takes the
// meaning from the quote that follows.
func quoted(s string) (text, rest string, ok bool) {
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == s[0]:
			i++
			out.WriteByte(s[i])
		case s[i] == s[0]:
			return out.String(), s[i+1:], true
		default:
			out.WriteByte(s[i])
		}
	}
	return "", s, false
}

// braced reads what stands between a bracket and the one that closes it. A
// bracket that is never closed takes nothing but itself.
func braced(s string) (body, rest string) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', '\'':
			if _, after, ok := quoted(s[i:]); ok {
				i = len(s) - len(after) - 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return s[1:i], s[i+1:]
			}
		}
	}
	return "", s[1:]
}

// labels are the names that Expressive Code gives to ranges: {"1. Setup":3-5}.
var labels = onuse.Regexp(`"[^"]*"\s*:|'[^']*'\s*:`)

// mark reads the value of mark, ins, del and their like: lines, or words.
func (m *Meta) mark(value string, mark Mark) {
	text := strings.TrimSpace(strings.Trim(strings.TrimSpace(value), "{}"))
	switch {
	case text == "":
	case strings.ContainsFunc(labels.ReplaceAllString(text, ""), unicode.IsLetter):
		m.Words = append(m.Words, Word{Text: value, Mark: mark})
	default:
		m.lines(text, mark)
	}
}

// lines reads "1,3-5", "1 3-5" or `"2-4",7`.
func (m *Meta) lines(s string, mark Mark) {
	s = labels.ReplaceAllString(s, "")
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(", {}[]\"'", r) }) {
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
		m.Lines = append(m.Lines, Range{From: a, To: b, Mark: mark})
	}
}

// MarkOf returns the mark of a line, counted from 1. Where several hold, the
// last one counts.
func (m Meta) MarkOf(line int) Mark {
	found := Unmarked
	for _, r := range m.Lines {
		if line >= r.From && line <= r.To {
			found = r.Mark
		}
	}
	return found
}

// SplitInfo splits the info string of a fence into the name of its language
// and its meta: "js {1}", "js:title=a.js", "rust,ignore", "{.yaml .no-copy}".
func SplitInfo(info string) (lang, meta string) {
	info = strings.TrimSpace(info)
	if strings.HasPrefix(info, "{") {
		body, rest := braced(info)
		first, more, _ := strings.Cut(strings.TrimSpace(body), " ")
		if strings.HasPrefix(first, ".") {
			return strings.ToLower(first[1:]), "{." + more + "}" + rest
		}
		return "", info
	}
	n := strings.IndexAny(info, " \t{,:=")
	switch {
	case n < 0:
		lang = info
	case info[n] == '=' || info[n] == ':' && n == 0:
		return "", info
	case info[n] == ' ' || info[n] == '\t' || info[n] == '{':
		lang, meta = info[:n], info[n:]
	default:
		lang, meta = info[:n], info[n+1:]
	}
	lang = strings.ToLower(strings.TrimPrefix(lang, "."))
	lang = strings.TrimPrefix(strings.TrimPrefix(lang, "language-"), "lang-")
	if strings.ContainsAny(lang, `"'/`) {
		return "", info
	}
	return lang, meta
}
