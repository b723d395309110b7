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

// lists are what tokens are put into; nothing of one code is left to the
// next.
var lists = sync.Pool{New: func() any { return new([]lexeme.Token) }}

// quick returns the tokens of code by lines if that can be had without the
// lexer of that name.
func quick(name, code string, r *room) ([]Line, bool) {
	tokenise := quickLexers[name]
	if tokenise == nil {
		return nil, false
	}
	list := lists.Get().(*[]lexeme.Token)
	defer func() {
		clear(*list)
		lists.Put(list)
	}()
	tokens, ok := tokenise(*list, code)
	*list = tokens
	if !ok {
		return nil, false
	}
	r.expect(len(tokens), code)
	for _, t := range tokens {
		r.add(classOf(tokenTypes[t.Kind]), t.Text)
	}
	return r.done(), true
}

// classOf returns the class of a type of tokens in the stylesheet.
func classOf(t chroma.TokenType) string {
	if t == chroma.Text || t == chroma.TextWhitespace || t == chroma.Error {
		return ""
	}
	return chroma.StandardTypes[t]
}

// room is where the lines of a code are put together.
type room struct {
	lines  []Line
	pieces []Piece
	from   int // where the line starts among the pieces
}

// idle are rooms that no block has.
var idle = sync.Pool{New: func() any { return &room{} }}

// expect makes room for some tokens of a code, and takes out what was there.
func (r *room) expect(tokens int, code string) {
	breaks := strings.Count(code, "\n")
	r.lines, r.pieces, r.from = slices.Grow(r.lines[:0], breaks+1), slices.Grow(r.pieces[:0], tokens+breaks), 0
}

// add adds a token, of which every line becomes one.
func (r *room) add(class, text string) {
	for text != "" {
		end := strings.IndexByte(text, '\n') + 1
		if end == 0 {
			r.pieces = append(r.pieces, Piece{Token: Token{Class: class, Text: text}})
			return
		}
		r.pieces = append(r.pieces, Piece{Token: Token{Class: class, Text: text[:end]}})
		r.end()
		text = text[end:]
	}
}

func (r *room) end() {
	if len(r.pieces) > r.from {
		r.lines = append(r.lines, Line{Pieces: slices.Clip(r.pieces[r.from:])})
		r.from = len(r.pieces)
	}
}

func (r *room) done() []Line {
	r.end()
	return r.lines
}

// free leaves a room empty, for another block.
func (r *room) free() {
	clear(r.lines[:cap(r.lines)])
	clear(r.pieces[:cap(r.pieces)])
	idle.Put(r)
}
