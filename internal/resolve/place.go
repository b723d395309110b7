package resolve

import (
	"strings"

	"github.com/candor-site/candor/internal/source"
)

// place returns where a name stands in an expression as a whole word, or the
// whole expression.
func place(text source.Text, name string) source.Span {
	for from := 0; ; {
		i := strings.Index(text.Value[from:], name)
		if i < 0 {
			return text.Span
		}
		start, end := from+i, from+i+len(name)
		if !inWord(text.Value, start-1) && !inWord(text.Value, end) {
			return text.At(start, end)
		}
		from = end
	}
}

func inWord(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i]
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
