package rule

import (
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/clause"
)

// nameNear returns the bytes of a name that belongs to the node at offset:
// the offset of a variable is its name's, that of a selection its dot's, that
// of a call its parenthesis's.
func nameNear(s string, offset int, name string) (from, to int) {
	if name == "" {
		return clause.TokenAt(s, offset)
	}
	after := offset + len(s[offset:]) - len(strings.TrimLeft(s[offset:], ".?[ \t\r\n"))
	if strings.HasPrefix(s[after:], name) {
		return after, after + len(name)
	}
	before := strings.TrimRightFunc(s[:offset], unicode.IsSpace)
	if strings.HasSuffix(before, name) {
		return len(before) - len(name), len(before)
	}
	return clause.TokenAt(s, offset)
}
