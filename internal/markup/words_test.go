package markup

import (
	"html"
	"regexp"
	"strings"
	"unicode"
)

// wordsOf splits text into words of letters and digits.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

var (
	ownAttribute = regexp.MustCompile(`<a class="anchor"[^>]*></a>| (id|class|aria-label|data-lang|data-component|rel|scope|role|tabindex|loading)="[^"]*"`)
	codeToken    = regexp.MustCompile(`</?span( class="[^"]*")?>`)
	anyMarkup    = regexp.MustCompile(`<[^>]*>`)
	linkTarget   = regexp.MustCompile(`\]\([^)]*\)`)
	comment      = regexp.MustCompile(`(?s)<!--.*?-->|\{/\*.*?\*/\}`)
	statement    = regexp.MustCompile(`(?m)^(import|export) (.|\n.)*$`)
	binding      = regexp.MustCompile(`\$?\{\s*[A-Za-z_$][\w$]*(\.[\w$]+)*\s*\}`)
	linkLabel    = regexp.MustCompile(`\]\[[^\]\n]*\n?[^\]\n]*\]`)
	noteLabel    = regexp.MustCompile(`\[\^[^\]\s]+\]`)
	fenceLine    = regexp.MustCompile("(?m)^[ \t>]*(```|~~~).*$")
	codeBlock    = regexp.MustCompile("(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$|`[^`\n]*`")
	directive    = regexp.MustCompile(`(?m)^[ \t]*:::+ *[a-z]+(\{[^}]*\})?`)
	definition   = regexp.MustCompile(`(?m)^[ \t>]*\[[^\]^][^\]]*\]:[ \t]*\n?.*$`)
	chosenID     = regexp.MustCompile(`\{#[^}]*\}`)
)

// visibleWords returns the words of a source page that a reader must see, in
// order: without front matter, statements, comments, tags and link targets.
func visibleWords(text string) []string {
	text = text[bodyOf(text):]
	text = statement.ReplaceAllString(text, "")
	text = binding.ReplaceAllString(text, " ")
	text = comment.ReplaceAllString(text, "")
	text = fenceLine.ReplaceAllString(text, "")
	text = withoutTags(text)
	text = definition.ReplaceAllString(text, "")
	text = linkLabel.ReplaceAllString(text, "] ")
	text = noteLabel.ReplaceAllString(text, " ")
	text = linkTarget.ReplaceAllString(text, "] ")
	text = directive.ReplaceAllString(text, "")
	text = chosenID.ReplaceAllString(text, "")
	return wordsOf(html.UnescapeString(text))
}

// withoutTags takes the tags out of a page, with all that their attributes hold:
// strings, and expressions in braces with tags of their own.
func withoutTags(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		if n := tagLength(text[i:]); n > 0 {
			out.WriteByte(' ')
			i += n
			continue
		}
		out.WriteByte(text[i])
		i++
	}
	return out.String()
}

var tagStart = regexp.MustCompile(`^</?([A-Za-z][\w.:-]*[\s/>]|>)`)

// tagLength returns the length of the tag that starts text, or 0. A blank line
// outside braces ends what is no tag.
func tagLength(text string) int {
	if !tagStart.MatchString(text[:min(len(text), 80)]) {
		return 0
	}
	depth, quote := 0, byte(0)
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' && depth == 0 || c == '`' && depth > 0:
			quote = c
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '>' && depth == 0:
			return i + 1
		case c == '<' && depth == 0, depth == 0 && strings.HasPrefix(text[i:], "\n\n"):
			return 0
		}
	}
	return 0
}

// shownWords returns the words that a reader of the output sees, in order.
func shownWords(out string) []string {
	return wordsOf(html.UnescapeString(anyMarkup.ReplaceAllString(imageAlt.ReplaceAllString(out, "$1"), " ")))
}

var imageAlt = regexp.MustCompile(`<img [^>]*alt="([^"]*)"[^>]*>`)

// lostInOrder returns the first word of want that is not in got behind the
// words before it.
func lostInOrder(want, got []string) (string, int) {
	k := 0
	for i, w := range want {
		for k < len(got) && got[k] != w {
			k++
		}
		if k == len(got) {
			return w, i
		}
		k++
	}
	return "", -1
}

// lostWords returns the words that stand less often in the output, attributes
// included, than in the source.
func lostWords(source, out string) []string {
	count := map[string]int{}
	for _, w := range wordsOf(html.UnescapeString(ownAttribute.ReplaceAllString(codeToken.ReplaceAllString(out, ""), " "))) {
		count[strings.ToLower(w)]++
	}
	var lost []string
	for _, w := range visibleWords(source) {
		if count[strings.ToLower(w)]--; count[strings.ToLower(w)] < 0 && len([]rune(w)) > 2 {
			lost = append(lost, w)
		}
	}
	return lost
}
