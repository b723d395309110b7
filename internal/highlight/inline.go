package highlight

import (
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// The hints at the language of code among words: `const a{:js}` of
// rehype-pretty-code and `#!js const a` of MkDocs.
var (
	braceHint = onuse.Regexp(`^(.+?)\{:([A-Za-z][\w+#-]*)\}$`)
	bangHint  = onuse.Regexp(`^#!([A-Za-z][\w+#-]*) (.+)$`)
)

// Hint splits code among words into its language and the rest. Without a hint
// at a language that has colours it returns the whole code and "".
func Hint(code string) (lang, rest string) {
	if !strings.HasPrefix(code, "#!") && !strings.HasSuffix(code, "}") {
		return "", code
	}
	if m := braceHint.FindStringSubmatch(code); m != nil && Coloured(strings.ToLower(m[2])) {
		return strings.ToLower(m[2]), m[1]
	}
	if m := bangHint.FindStringSubmatch(code); m != nil && Coloured(strings.ToLower(m[1])) {
		return strings.ToLower(m[1]), m[2]
	}
	return "", code
}
