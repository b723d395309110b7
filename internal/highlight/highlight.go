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

// linesOf splits code into coloured tokens, line by line. The tokens
// together are the code, whatever the lexer does. Code in a language that is
// not known, or that is too long, is one token a line. The lines are those of the
// room until it is used again.
func linesOf(lang, code string, r *room) []Line {
	name := lexerName(lang)
	if name == "" || len(code) > maxCode || longestLine(code) > maxLine {
		return plainLines(code, r)
	}
	if out, ok := quick(name, code, r); ok {
		return out
	}
	return asked(lexerOf(lang), code, r)
}

func plainLines(code string, r *room) []Line {
	r.expect(1, code)
	r.add("", code)
	return r.done()
}

// asked returns the tokens that a lexer of chroma gives, by lines.
func asked(lexer chroma.Lexer, code string, r *room) []Line {
	if lexer == nil {
		return plainLines(code, r)
	}
	tokens := tokenise(lexer, code)
	if chroma.Stringify(tokens...) != code {
		return plainLines(code, r)
	}
	r.expect(len(tokens), code)
	for _, t := range tokens {
		r.add(classOf(t.Type), t.Value)
	}
	return r.done()
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
