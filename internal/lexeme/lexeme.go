// Package lexeme splits JSON, YAML and shell scripts into the tokens that the
// lexers of chroma give them, without their regular expressions.
//
// It knows those lexers rule by rule, and never guesses: where it is not sure
// what they would do, it says so, and they are to be asked. Package highlight
// does that, and holds both to one another.
package lexeme

// Kind is what a token is.
type Kind uint8

// The kinds of tokens that the three lexers know.
const (
	Text Kind = iota
	Space
	Error
	Comment
	CommentLine
	CommentPreproc
	Keyword
	Constant
	Builtin
	Namespace
	Tag
	Variable
	Literal
	Date
	Number
	Float
	Integer
	Doc
	Double
	Single
	Backtick
	Escape
	Interpolated
	String
	Operator
	Punctuation
	Kinds // how many there are
)

// Token is a piece of code.
type Token struct {
	Kind Kind
	Text string
}

// longest is the length from which on a token is not lengthened by one of the
// same kind that follows.
const longest = 8192

// cursor goes through code once.
type cursor struct {
	code string
	at   int
	out  []Token
}

// take makes the code up to a place a token. It lengthens the one before if
// that is of the same kind.
func (c *cursor) take(kind Kind, to int) {
	if to == c.at {
		return
	}
	if n := len(c.out) - 1; n >= 0 && c.out[n].Kind == kind && len(c.out[n].Text) < longest {
		c.out[n].Text = c.code[c.at-len(c.out[n].Text) : to]
	} else {
		c.out = append(c.out, Token{kind, c.code[c.at:to]})
	}
	c.at = to
}

// byteAt returns the byte at a place, or 0 behind the end.
func (c *cursor) byteAt(i int) byte {
	if i < len(c.code) {
		return c.code[i]
	}
	return 0
}

// has reports whether the code goes on with a text at a place.
func (c *cursor) has(i int, text string) bool {
	return len(c.code)-i >= len(text) && c.code[i:i+len(text)] == text
}

// boundary reports whether a word begins or ends at a place.
func (c *cursor) boundary(i int) bool {
	return (i > 0 && is[c.code[i-1]]&word != 0) != (is[c.byteAt(i)]&word != 0)
}

// run returns where the bytes of a class that begin at a place end.
func (c *cursor) run(i int, class uint8) int {
	for i < len(c.code) && is[c.code[i]]&class != 0 {
		i++
	}
	return i
}

// lineEnd returns where the line ends in which a place is, before its line feed.
func (c *cursor) lineEnd(i int) int {
	for i < len(c.code) && c.code[i] != '\n' {
		i++
	}
	return i
}

// The classes of bytes.
const (
	word   uint8 = 1 << iota // of [A-Za-z0-9_]
	digit                    // of [0-9]
	space                    // blanks, tabs and line feeds
	solid                    // no space
	plain                    // what may stand in a bare word of a shell
	inside                   // what may stand in ${…} by itself
	hex                      // of [0-9a-f]
	value                    // what a bare value of YAML may begin with
)

// is holds the classes of each byte.
var is = func() (out [256]uint8) {
	in := func(c byte, set string) bool {
		for i := range len(set) {
			if set[i] == c {
				return true
			}
		}
		return false
	}
	for i := range out {
		c := byte(i)
		set := func(class uint8, on bool) {
			if on {
				out[i] |= class
			}
		}
		number, blank := c >= '0' && c <= '9', in(c, " \t\n")
		set(word, number || c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z')
		set(digit, number)
		set(space, blank)
		set(solid, !blank)
		set(plain, !blank && !in(c, "=[]{}()$\"'`\\<&|;"))
		set(inside, !in(c, "}:\"'`$\\"))
		set(hex, number || c >= 'a' && c <= 'f')
		set(value, !in(c, "{}[]?,:!-*&@"))
	}
	return out
}()

// ordinary reports code of ASCII whose only spaces are blanks, tabs and line
// feeds. Expressions see other bytes in ways of their own.
func ordinary(code string) bool {
	for i := range len(code) {
		if c := code[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}
