package highlight

import (
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// The comments that mark lines, as Docusaurus and Gatsby write them: alone on
// a line, or at the end of the line that they mark.
var (
	aloneDirective = onuse.Regexp(`^\s*(?:(?://|#|--|;;?|%|'|rem|REM)\s*(highlight-(?:next-line|start|end))|<!--\s*(highlight-(?:next-line|start|end))\s*-->|\{?/\*\s*(highlight-(?:next-line|start|end))\s*\*/\}?)\s*$`)
	lineDirective  = onuse.Regexp(`[ \t]*(?:(?://|#)[ \t]*highlight-line|<!--[ \t]*highlight-line[ \t]*-->|\{?/\*[ \t]*highlight-line[ \t]*\*/\}?)[ \t]*$`)
	shikiDirective = onuse.Regexp(`[ \t]*(?://|#|--|;;?|%|\{?/\*|<!--)[ \t]*\[!code (\+\+|--|highlight|hl|focus|warning|error)(?::(\d{1,4}))?\][ \t]*(?:\*/\}?|-->)?[ \t]*$`)
)

// shikiMarks are the words of Shiki's comments.
var shikiMarks = map[string]Mark{"++": Inserted, "--": Deleted, "highlight": Marked, "hl": Marked, "focus": Marked, "warning": Marked, "error": Marked}

// directives takes the comments that mark lines out of the code. It returns
// the code that is left and the marks of its lines, or nil.
func directives(code string) (string, []Mark) {
	if !strings.Contains(code, "highlight-") && !strings.Contains(code, "[!code ") {
		return code, nil
	}
	var out strings.Builder
	var found []Mark
	inside, next, left := false, Unmarked, 0
	for line := range strings.Lines(code) {
		text, end := strings.TrimSuffix(line, "\n"), line[len(strings.TrimSuffix(line, "\n")):]
		if m := aloneDirective.FindStringSubmatch(text); m != nil {
			switch m[1] + m[2] + m[3] {
			case "highlight-next-line":
				next, left = Marked, 1
			case "highlight-start":
				inside = true
			default:
				inside = false
			}
			continue
		}
		mark := Unmarked
		if at := lineDirective.FindStringIndex(text); at != nil {
			text, mark = text[:at[0]], Marked
		} else if m := shikiDirective.FindStringSubmatchIndex(text); m != nil {
			next, left = shikiMarks[text[m[2]:m[3]]], 1
			if m[4] >= 0 {
				left, _ = strconv.Atoi(text[m[4]:m[5]])
			}
			if text = text[:m[0]]; strings.TrimSpace(text) == "" {
				continue
			}
		}
		switch {
		case mark != Unmarked:
		case left > 0:
			mark = next
			left--
		case inside:
			mark = Marked
		}
		found = append(found, mark)
		out.WriteString(text + end)
	}
	return out.String(), found
}
