package highlight

import (
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"

	"github.com/candor-site/candor/internal/lexeme"
)

// tokenTypes are what chroma calls the kinds of package lexeme.
var tokenTypes = [lexeme.Kinds]chroma.TokenType{
	lexeme.Text: chroma.Text, lexeme.Space: chroma.TextWhitespace, lexeme.Error: chroma.Error,
	lexeme.Comment: chroma.Comment, lexeme.CommentLine: chroma.CommentSingle, lexeme.CommentPreproc: chroma.CommentPreproc,
	lexeme.Keyword: chroma.Keyword, lexeme.Constant: chroma.KeywordConstant, lexeme.Builtin: chroma.NameBuiltin,
	lexeme.Namespace: chroma.NameNamespace, lexeme.Tag: chroma.NameTag, lexeme.Variable: chroma.NameVariable,
	lexeme.Literal: chroma.Literal, lexeme.Date: chroma.LiteralDate, lexeme.Number: chroma.LiteralNumber,
	lexeme.Float: chroma.LiteralNumberFloat, lexeme.Integer: chroma.LiteralNumberInteger, lexeme.Doc: chroma.LiteralStringDoc,
	lexeme.Double: chroma.LiteralStringDouble, lexeme.Single: chroma.LiteralStringSingle, lexeme.Backtick: chroma.LiteralStringBacktick,
	lexeme.Escape: chroma.LiteralStringEscape, lexeme.Interpolated: chroma.LiteralStringInterpol, lexeme.String: chroma.LiteralString,
	lexeme.Operator: chroma.Operator, lexeme.Punctuation: chroma.Punctuation,
}

// quickLexers are the lexers of chroma that need not be asked for most code, by
// name.
var quickLexers = map[string]func([]lexeme.Token, string) ([]lexeme.Token, bool){
	"JSON": lexeme.JSON, "YAML": lexeme.YAML, "Bash": lexeme.Shell,
}

// rooms are lists that tokens are put into; nothing of one code is left to the
// next.
var rooms = sync.Pool{New: func() any { return new([]lexeme.Token) }}

// quick returns the tokens of code by lines if that can be had without the
// lexer of that name.
func quick(name, code string) ([][]Token, bool) {
	tokenise := quickLexers[name]
	if tokenise == nil {
		return nil, false
	}
	room := rooms.Get().(*[]lexeme.Token)
	defer func() {
		clear(*room)
		rooms.Put(room)
	}()
	tokens, ok := tokenise(*room, code)
	*room = tokens
	if !ok {
		return nil, false
	}
	out := newLines(len(tokens), code)
	for _, t := range tokens {
		out.add(classOf(tokenTypes[t.Kind]), t.Text)
	}
	return out.done(), true
}

// classOf returns the class of a type of tokens in the stylesheet.
func classOf(t chroma.TokenType) string {
	if t == chroma.Text || t == chroma.TextWhitespace || t == chroma.Error {
		return ""
	}
	return chroma.StandardTypes[t]
}

// lines puts tokens together line by line.
type lines struct {
	out    [][]Token
	tokens []Token
	from   int // where the line starts among the tokens
}

// newLines makes room for some tokens of a code.
func newLines(tokens int, code string) *lines {
	breaks := strings.Count(code, "\n")
	return &lines{out: make([][]Token, 0, breaks+1), tokens: make([]Token, 0, tokens+breaks)}
}

// add adds a token, of which every line becomes one.
func (l *lines) add(class, text string) {
	for text != "" {
		end := strings.IndexByte(text, '\n') + 1
		if end == 0 {
			l.tokens = append(l.tokens, Token{Class: class, Text: text})
			return
		}
		l.tokens = append(l.tokens, Token{Class: class, Text: text[:end]})
		l.end()
		text = text[end:]
	}
}

func (l *lines) end() {
	if len(l.tokens) > l.from {
		l.out = append(l.out, slices.Clip(l.tokens[l.from:]))
		l.from = len(l.tokens)
	}
}

func (l *lines) done() [][]Token {
	l.end()
	return l.out
}
