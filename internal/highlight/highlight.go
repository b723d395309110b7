// Package highlight splits code into coloured tokens, and reads what stands
// behind the language of a fence.
//
// It never adds or loses a byte of the code, and emits classes only, no styles.
package highlight

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

// Known reports whether code in a language gets colours, or is known
// to have none.
func Known(lang string) bool { return plainLanguages[lang] || lexerOf(lang) != nil }

// lexerOf returns the lexer of a language, or nil.
func lexerOf(lang string) chroma.Lexer {
	if lang == "" || plainLanguages[lang] {
		return nil
	}
	return lexers.Get(lang)
}

// Token is a piece of code of one colour.
type Token struct {
	Class string // in the stylesheet; "" has no colour
	Text  string
}

// Lines splits code into coloured tokens, line by line. The tokens
// together are the code, whatever the lexer does. Code in a language that is
// not known, or that is too long, is one token a line.
func Lines(lang, code string) [][]Token {
	var out [][]Token
	for _, line := range tokenLines(lang, code) {
		tokens := make([]Token, len(line))
		for i, t := range line {
			tokens[i].Text = t.Value
			if t.Type != chroma.Text && t.Type != chroma.TextWhitespace {
				tokens[i].Class = chroma.StandardTypes[t.Type]
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

// Styles returns the stylesheet of highlighted code, light and dark.
func Styles() string {
	var out strings.Builder
	f := chromahtml.New(chromahtml.WithClasses(true))
	_ = f.WriteCSS(&out, styles.Get("github"))
	out.WriteString("@media (prefers-color-scheme: dark) {\n")
	_ = f.WriteCSS(&out, styles.Get("github-dark"))
	out.WriteString("}\n")
	return out.String()
}
