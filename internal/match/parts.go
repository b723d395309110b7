package match

import "strings"

// joints are where one question ends inside of a sentence and the next begins.
var joints = []string{", and ", "; and ", "; ", " and ", ", or "}

// split cuts a sentence where a second question begins: behind ", and how" or
// "and are".
func (m *Matcher) split(sentence string) []string {
	lower := strings.ToLower(sentence)
	for _, joint := range joints {
		for from := 0; ; {
			at := strings.Index(lower[from:], joint)
			if at < 0 {
				break
			}
			at += from
			rest := sentence[at+len(joint):]
			if list := words(rest); len(list) > 1 && m.begins(list, joint) && len(words(sentence[:at])) > 2 {
				return append([]string{strings.TrimSpace(sentence[:at]) + "?"}, m.split(rest)...)
			}
			from = at + len(joint)
		}
	}
	return []string{strings.TrimSpace(sentence)}
}

// begins reports whether words begin a question of their own.
func (m *Matcher) begins(list []string, joint string) bool {
	switch {
	case !m.openers[list[0]]:
		return false
	case list[0] == "how" || list[0] == "when" || list[0] == "who" || list[0] == "what" || list[0] == "where":
		return joint != " and " || list[0] != "what"
	case list[0] == "which" || list[0] == "why" || list[0] == "whom":
		return joint == ", and " || joint == "; "
	}
	return m.pronouns[list[1]] || joint == ", and " && !m.pronouns[list[0]] && list[0] != "is" && list[0] != "are" && list[0] != "has" && list[0] != "have" && list[0] != "was" && list[0] != "were"
}
