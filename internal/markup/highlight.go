package markup

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
)

// maxHighlight is the most text, in bytes, that is coloured; longer code is
// shown plain.
const maxHighlight = 256 << 10

// plainLanguages are names for code that has no colours.
var plainLanguages = map[string]bool{
	"text": true, "txt": true, "plain": true, "plaintext": true, "none": true, "output": true,
	"console-output": true, "log": true, "math": true, "mermaid": true,
}

// knownLanguage reports whether code in a language gets colours, or is known
// to have none.
func knownLanguage(lang string) bool { return plainLanguages[lang] || lexerOf(lang) != nil }

// lexerOf returns the lexer of a language, or nil.
func lexerOf(lang string) chroma.Lexer {
	if lang == "" || plainLanguages[lang] {
		return nil
	}
	return lexers.Get(lang)
}

// token is a piece of code of one colour.
type token struct {
	class string // in the stylesheet; "" has no colour
	text  string
}

// codeLines splits code into coloured tokens, line by line. The tokens
// together are the code, whatever the lexer does. Code in a language that is
// not known, or that is too long, is one token a line.
func codeLines(lang, code string) [][]token {
	var out [][]token
	for _, line := range tokenLines(lang, code) {
		tokens := make([]token, len(line))
		for i, t := range line {
			tokens[i].text = t.Value
			if t.Type != chroma.Text && t.Type != chroma.TextWhitespace {
				tokens[i].class = chroma.StandardTypes[t.Type]
			}
		}
		out = append(out, tokens)
	}
	return out
}

func tokenLines(lang, code string) [][]chroma.Token {
	plain := chroma.SplitTokensIntoLines([]chroma.Token{{Type: chroma.Text, Value: code}})
	lexer := lexerOf(lang)
	if lexer == nil || len(code) > maxHighlight {
		return plain
	}
	it, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return plain
	}
	tokens := it.Tokens()
	if text := chroma.Stringify(tokens...); text != code {
		if strings.TrimRight(text, "\n") != strings.TrimRight(code, "\n") {
			return plain
		}
	}
	return chroma.SplitTokensIntoLines(tokens)
}

// codeStyles returns the stylesheet of highlighted code, light and dark.
func codeStyles() string {
	var out strings.Builder
	f := chromahtml.New(chromahtml.WithClasses(true))
	_ = f.WriteCSS(&out, styles.Get("github"))
	out.WriteString("@media (prefers-color-scheme: dark) {\n")
	_ = f.WriteCSS(&out, styles.Get("github-dark"))
	out.WriteString("}\n")
	return out.String()
}
