// Package highlight splits code into coloured tokens, and reads what stands
// behind the language of a fence.
//
// It never adds or loses a byte of the code, except the comments that mark
// lines (see Read), and emits classes only, no styles. The same code gives the
// same tokens on every machine.
package highlight

import (
	"math"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
)

// Longer code is shown plain: the expressions of a lexer may take time that
// grows with the square of what they read.
const (
	maxCode = 16 << 10 // bytes of one fence
	maxLine = 2 << 10  // bytes of one line
)

// forever is no limit at all for an expression.
const forever = time.Duration(math.MaxInt64)

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
			if t.Type != chroma.Text && t.Type != chroma.TextWhitespace && t.Type != chroma.Error {
				tokens[i].Class = chroma.StandardTypes[t.Type]
			}
		}
		out = append(out, tokens)
	}
	return out
}

func tokenLines(lang, code string) [][]chroma.Token {
	if lexer := lexerOf(lang); lexer != nil && len(code) <= maxCode && longestLine(code) <= maxLine {
		if tokens := tokenise(lexer, code); chroma.Stringify(tokens...) == code {
			return chroma.SplitTokensIntoLines(tokens)
		}
	}
	return chroma.SplitTokensIntoLines([]chroma.Token{{Type: chroma.Text, Value: code}})
}

// tokenise runs a lexer. Some lexers add a line feed at the end, which is
// taken off again.
func tokenise(lexer chroma.Lexer, code string) []chroma.Token {
	it, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return nil
	}
	var out []chroma.Token
	rest := len(code)
	for _, t := range it.Tokens() {
		if t.Type == chroma.Generic {
			out = append(out, body(t)...)
			rest -= len(t.Value)
			continue
		}
		t.Value = t.Value[:min(len(t.Value), max(rest, 0))]
		rest -= len(t.Value)
		if t.Value != "" {
			out = append(out, t)
		}
	}
	return out
}

// body colours the body of an HTTP message, which the lexer of HTTP leaves as
// one token, by how it starts.
func body(t chroma.Token) []chroma.Token {
	var name string
	switch text := strings.TrimSpace(t.Value); {
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		name = "json"
	case strings.HasPrefix(text, "<"):
		name = "xml"
	default:
		return []chroma.Token{{Type: chroma.Text, Value: t.Value}}
	}
	if tokens := tokenise(lexerOf(name), t.Value); chroma.Stringify(tokens...) == t.Value {
		return tokens
	}
	return []chroma.Token{{Type: chroma.Text, Value: t.Value}}
}

func longestLine(code string) int {
	longest := 0
	for line := range strings.Lines(code) {
		longest = max(longest, len(line))
	}
	return longest
}
