package lexeme

import "strings"

// The states of the lexer of shells.
const (
	shellRoot     = iota
	shellString   // in a text with something to be replaced
	shellParen    // in $(…)
	shellMath     // in $((…))
	shellBacktick // between backticks
	shellCurly    // in ${…}
)

// shell is a script while it is read.
type shell struct {
	cursor
	stack []uint8
}

// Shell returns the tokens of a script for bash and its relatives, in the room
// of a list that is overwritten. It reports false where the lexer has to be
// asked.
func Shell(room []Token, code string) ([]Token, bool) {
	if !ordinary(code) {
		return room, false
	}
	var states [32]uint8
	s := &shell{cursor: cursor{code: code, out: room[:0]}, stack: append(states[:0], shellRoot)}
	for s.at < len(code) {
		if s.state() {
			continue
		}
		if s.stack[len(s.stack)-1] == shellString {
			if !s.interpolation() {
				s.take(Error, s.at+1)
			}
			continue
		}
		taken, sure := s.basic()
		switch {
		case !sure:
			return room, false
		case taken, s.data(), s.interpolation():
		default:
			s.take(Error, s.at+1)
		}
	}
	return s.out, true
}

func (s *shell) push(kind Kind, to int, state uint8) {
	s.take(kind, to)
	s.stack = append(s.stack, state)
}

func (s *shell) pop(kind Kind, to int) bool {
	s.take(kind, to)
	s.stack = s.stack[:len(s.stack)-1]
	return true
}

// state takes what means something in the state alone that the script is in.
func (s *shell) state() bool {
	b := s.code[s.at]
	switch s.stack[len(s.stack)-1] {
	case shellString:
		if b == '"' {
			return s.pop(Double, s.at+1)
		}
		end := s.quoted(s.at)
		from := s.at
		s.take(Double, end)
		return end > from
	case shellParen:
		if b == ')' {
			return s.pop(Keyword, s.at+1)
		}
	case shellMath:
		return s.math(b)
	case shellBacktick:
		if b == '`' {
			return s.pop(Backtick, s.at+1)
		}
	case shellCurly:
		return s.curly(b)
	}
	return false
}

// quoted returns where the part of a text in double quotes ends that holds
// nothing to be replaced: before a quote, a dollar or a backslash that nothing
// follows.
func (s *shell) quoted(i int) int {
	for i < len(s.code) {
		switch s.code[i] {
		case '"', '$':
			return i
		case '\\':
			if i+1 == len(s.code) {
				return i
			}
			i++
		}
		i++
	}
	return i
}

func (s *shell) math(b byte) bool {
	switch {
	case b == ')' && s.byteAt(s.at+1) == ')':
		return s.pop(Keyword, s.at+2)
	case strings.IndexByte("-+*/%^|&", b) >= 0:
		s.take(Operator, s.at+1)
		return true
	case is[b]&digit == 0:
		return false
	}
	end := s.run(s.at, digit)
	if s.byteAt(end) == '#' {
		if to := s.run(end+1, digit); to > end+1 || s.byteAt(end+1) != ' ' {
			end = to
		}
	}
	s.take(Number, end)
	return true
}

func (s *shell) curly(b byte) bool {
	switch {
	case b == '}':
		return s.pop(Interpolated, s.at+1)
	case b == ':' && s.byteAt(s.at+1) == '-':
		s.take(Keyword, s.at+2)
	case is[b]&word != 0:
		s.take(Variable, s.run(s.at, word))
	case is[b]&inside != 0:
		s.take(Punctuation, s.run(s.at, inside))
	case b == ':':
		s.take(Punctuation, s.at+1)
	default:
		return false
	}
	return true
}

// basic takes words of the language, comments, assignments and operators, and
// the texts that stand below a command.
func (s *shell) basic() (taken, sure bool) {
	b := s.code[s.at]
	if is[b]&word != 0 {
		return s.boundary(s.at) && s.word(), true
	}
	switch b {
	case '#':
		end := s.lineEnd(s.at)
		if s.at == 0 && s.byteAt(1) == '!' && end > 2 && end < len(s.code) {
			s.take(CommentPreproc, end+1)
		} else {
			s.take(CommentLine, end)
		}
	case '\\':
		if s.at+1 == len(s.code) {
			return false, true
		}
		s.take(Escape, s.at+2)
	case '[', ']', '{', '}', '(', ')', '=':
		s.take(Operator, s.at+1)
	case '<':
		if s.has(s.at, "<<<") {
			s.take(Operator, s.at+3)
			return true, true
		}
		return s.document()
	case '&', '|':
		if s.byteAt(s.at+1) != b {
			return false, true
		}
		s.take(Operator, s.at+2)
	case '`':
		s.push(Backtick, s.at+1, shellBacktick)
	default:
		return false, true
	}
	return true, true
}

// shellWords are the words of the language: keywords, and commands that the
// shell itself is.
var shellWords = func() map[string]Kind {
	out := map[string]Kind{}
	for name := range strings.FieldsSeq("if fi else while do done for then return function case select continue until esac elif") {
		out[name] = Keyword
	}
	for name := range strings.FieldsSeq(`alias bg bind break builtin caller cd command compgen complete declare dirs disown echo enable eval exec exit
		export false fc fg getopts hash help history jobs kill let local logout popd printf pushd pwd read readonly set shift shopt source suspend
		test time times trap true type typeset ulimit umask unalias unset wait`) {
		out[name] = Builtin
	}
	return out
}()

// word takes a word of the language, or a name that something is assigned to.
func (s *shell) word() bool {
	end := s.run(s.at, word)
	blank := s.run(end, space)
	next := s.byteAt(blank)
	switch shellWords[s.code[s.at:end]] {
	case Keyword:
		s.take(Keyword, end)
		if is[next]&word != 0 {
			s.take(Text, blank)
		}
		return true
	case Builtin:
		if blank > end || next == ')' || next == '`' {
			s.take(Builtin, end)
			return true
		}
	}
	sign := blank
	if next == '+' {
		sign++
	}
	if s.byteAt(sign) != '=' {
		return false
	}
	s.take(Variable, end)
	s.take(Text, blank)
	s.take(Operator, sign+1)
	return true
}

// document takes a text that stands below a command, up to the word that ends
// it. Without that word the text may end at a part of it.
func (s *shell) document() (taken, sure bool) {
	if s.byteAt(s.at+1) != '<' {
		return false, true
	}
	i := s.at + 2
	if s.byteAt(i) == '-' {
		i++
	}
	i = s.run(i, space)
	if s.byteAt(i) == '\'' {
		i++
	}
	if s.byteAt(i) == '\\' {
		i++
	}
	end := s.run(i, word)
	if end == i {
		return false, true
	}
	if end+1 >= len(s.code) {
		return false, false
	}
	at := strings.Index(s.code[end+1:], s.code[i:end])
	if at < 0 {
		return false, false
	}
	s.take(String, end+1+at+end-i)
	return true, true
}

// data takes texts in quotes, numbers and bare words.
func (s *shell) data() bool {
	b := s.code[s.at]
	switch b {
	case '"':
		if end := s.quoted(s.at + 1); s.byteAt(end) == '"' {
			s.take(Double, end+1)
		} else {
			s.push(Double, s.at+1, shellString)
		}
	case '$':
		return s.dollarQuoted()
	case '\'':
		end := strings.IndexByte(s.code[s.at+1:], '\'')
		if end < 0 {
			return false
		}
		s.take(Single, s.at+1+end+1)
	case ';', '&', '|':
		s.take(Punctuation, s.at+1)
	case '<':
		s.take(Text, s.at+1)
	case ' ', '\t', '\n':
		s.take(Text, s.run(s.at, space))
	default:
		if end := s.run(s.at, digit); end > s.at && (end == len(s.code) || s.code[end] == ' ' || s.code[end] == '\n') {
			s.take(Number, end)
			return true
		}
		end := s.run(s.at, plain)
		if end == s.at {
			return false
		}
		s.take(Text, end)
	}
	return true
}

// dollarQuoted takes a text in quotes with a dollar before it.
func (s *shell) dollarQuoted() bool {
	switch s.byteAt(s.at + 1) {
	case '"':
		if end := s.quoted(s.at + 2); s.byteAt(end) == '"' {
			s.take(Double, end+1)
			return true
		}
	case '\'':
		for i := s.at + 2; i < len(s.code); i++ {
			switch s.code[i] {
			case '\\':
				i++
			case '\'':
				s.take(Single, i+1)
				return true
			}
		}
	}
	return false
}

// interpolation takes what begins with a dollar.
func (s *shell) interpolation() bool {
	if s.code[s.at] != '$' {
		return false
	}
	switch b := s.byteAt(s.at + 1); {
	case b == '(' && s.byteAt(s.at+2) == '(':
		s.push(Keyword, s.at+3, shellMath)
	case b == '(':
		s.push(Keyword, s.at+2, shellParen)
	case b == '{' && s.byteAt(s.at+2) == '#':
		s.push(Interpolated, s.at+3, shellCurly)
	case b == '{':
		s.push(Interpolated, s.at+2, shellCurly)
	case is[b]&digit != 0:
		s.take(Variable, s.run(s.at+1, digit))
	case is[b]&word != 0:
		s.take(Variable, s.run(s.at+1, word))
	case b != 0 && strings.IndexByte("#$?!*@-", b) >= 0:
		s.take(Variable, s.at+2)
	default:
		s.take(Text, s.at+1)
	}
	return true
}
