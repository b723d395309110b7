package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/onuse"
)

var (
	bareLink  = onuse.Regexp(`https?://[^\s<>"'` + "`" + `\\]+[^\s<>"'` + "`" + `\\.,;:!?)\]}]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
	lineStart = onuse.Regexp(`^(?:#{1,6}(?:[ \t]|$)|>|[-+*](?:[ \t]|$)|={2,}|-{2,}|\+{3}|:|!!!|\?\?\?|~~~)`)
	startsNum = onuse.Regexp(`^(\d{1,9})([.)])(?:[ \t]|$)`)
	isEntity  = onuse.Regexp(`^&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)
)

// escapeLine keeps a line of text from being read as syntax; addresses become
// links.
func escapeLine(line string) string {
	text := escapeWords(line)
	switch {
	case lineStart.MatchString(text):
		return `\` + text
	case startsNum.MatchString(text):
		n := strings.IndexAny(text, ".)")
		return text[:n] + `\` + text[n:]
	}
	return text
}

// escapeWords is escapeLine for words that start no line.
func escapeWords(line string) string {
	var out strings.Builder
	at := 0
	for _, m := range bareLink.FindAllStringIndex(line, -1) {
		if strings.ContainsAny(line[m[0]:m[1]], "{[*") {
			continue
		}
		out.WriteString(escapeText(line[at:m[0]], line, at) + "<" + line[m[0]:m[1]] + ">")
		at = m[1]
	}
	out.WriteString(escapeText(line[at:], line, at))
	return out.String()
}

// escapeText escapes a piece of a line that starts at offset at of it.
func escapeText(s, line string, at int) string {
	var out strings.Builder
	for i, r := range s {
		before, _ := utf8.DecodeLastRuneInString(line[:at+i])
		after, _ := utf8.DecodeRuneInString(line[at+i+utf8.RuneLen(r):])
		if escapes(r, before, after) || r == '&' && isEntity.MatchString(s[i:]) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// escapes reports whether a character between two others is syntax.
func escapes(r, before, after rune) bool {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	switch r {
	case '\\':
		return after < utf8.RuneSelf && (unicode.IsPunct(after) || unicode.IsSymbol(after))
	case '`', '[', '{', '~':
		return true
	case '*':
		return !unicode.IsSpace(before) && before != utf8.RuneError || !unicode.IsSpace(after) && after != utf8.RuneError
	case '_':
		return !word(before) || !word(after)
	case '<':
		return word(after) || after == '/' || after == '!' || after == '>' || after == '?'
	case '|':
		return true
	}
	return false
}
