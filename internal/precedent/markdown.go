package precedent

import (
	"strconv"
	"strings"
)

// Markdown reads a questionnaire that was answered in Markdown: below a heading
// with its id, each question, answer and comment starts with its name in bold:
//
//	### DOCU-01
//	**Q:** Do you have a plan?
//	**Answer:** Yes.
//	**Additional Information:** It is tested yearly.
func Markdown(text string) []Given {
	var out []Given
	var g Given
	var to *string
	section := ""
	for n, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		level := len(line) - len(strings.TrimLeft(line, "#"))
		if level > 0 && strings.HasPrefix(line[level:], " ") || strings.TrimSpace(line) == "---" {
			out, to = ended(out, g), nil
			g = Given{Section: section}
			if title := strings.TrimSpace(line[level:]); level > 0 && isName(title) {
				g.ID = title
			} else if level > 0 {
				section, g.Section = title, title
			}
			continue
		}
		if name, rest, ok := labelled(line); ok {
			to = nil
			switch name {
			case "q", "question":
				g.Question, to = rest, &g.Question
				if g.Place = g.ID; g.Place == "" {
					g.Place = "line " + strconv.Itoa(n+1)
				}
			case "a", "answer", "response":
				g.Answer, to = rest, &g.Answer
			case "additional information", "comment", "comments", "notes", "explanation":
				g.Comment, to = rest, &g.Comment
			}
			continue
		}
		if to != nil {
			*to = strings.TrimSpace(*to + "\n" + line)
		}
	}
	return ended(out, g)
}

// ended keeps a question that was answered.
func ended(out []Given, g Given) []Given {
	if g.Question == "" || g.Answer == "" {
		return out
	}
	if n := len(out); n > 0 && out[n-1].Section == g.Section {
		g.Previous = out[n-1].Question
	}
	return append(out, g)
}

// labelled reads a line that starts with a name in bold and a colon.
func labelled(line string) (name, rest string, ok bool) {
	rest, bold := strings.CutPrefix(strings.TrimSpace(line), "**")
	if !bold {
		return "", "", false
	}
	name, rest, ok = strings.Cut(rest, "**")
	label, colon := strings.CutSuffix(name, ":")
	if after, found := strings.CutPrefix(rest, ":"); !colon && found {
		rest, colon = after, true
	}
	return strings.ToLower(label), strings.TrimSpace(rest), ok && colon && len(name) < 40
}

// isName reports whether a heading is the id of a question.
func isName(title string) bool {
	return title != "" && len(title) <= 24 && !strings.Contains(title, " ") && strings.ContainsAny(title, "0123456789")
}
