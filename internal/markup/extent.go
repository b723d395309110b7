package markup

// extent finds where a tag or an expression ends without understanding it:
// strings, templates, comments, brackets and tags inside expressions are
// followed by a stack of contexts. It is fed line by line and never looks back.
type extent struct {
	stack []byte
	last  byte // the last significant byte of a tag or an expression
	loose bool // attribute values without quotes are allowed, as in HTML
	void  bool // the tag ended with "/>"
}

// The contexts of an extent. Brackets stand for themselves.
const (
	inTag       = 'T'
	inTagDouble = '"'
	inTagSingle = '\''
	inBareValue = 'U'
	inCloseTag  = 'K'
	inChildren  = 'C'
	inDouble    = 'D'
	inSingle    = 'S'
	inTemplate  = '`'
	inRemark    = '*'
	inLineNote  = '/'
	inModule    = 'M'
)

// maxBrackets limits how deeply contexts nest.
const maxBrackets = 200

// progress is what feeding one line came to.
type progress int

const (
	unfinished progress = iota // the end is on a later line
	finished
	malformed
)

// tagExtent follows a tag whose name has been read.
func tagExtent(loose bool) *extent {
	return &extent{stack: []byte{inTag}, last: 'n', loose: loose}
}

// braceExtent follows an expression whose brace has been read.
func braceExtent() *extent { return &extent{stack: []byte{'{'}} }

// moduleExtent follows import and export statements; it never finishes.
func moduleExtent() *extent { return &extent{stack: []byte{inModule}} }

// balanced reports whether a module stands between two statements.
func (e *extent) balanced() bool { return len(e.stack) == 1 }

// feed reads on. It returns the number of bytes up to and including the end,
// or up to the byte that cannot stand there.
func (e *extent) feed(b []byte) (int, progress) {
	for i := 0; i < len(b); i++ {
		var next byte
		if i+1 < len(b) {
			next = b[i+1]
		}
		skip, ok := e.step(b[i], next)
		if !ok || len(e.stack) > maxBrackets {
			return i, malformed
		}
		i += skip
		if len(e.stack) == 0 {
			return min(i+1, len(b)), finished
		}
	}
	return len(b), unfinished
}

// elementLength returns the length of the tag that starts b, with all that is
// inside it up to its closing tag, or -1.
func elementLength(b []byte) int {
	e := &extent{stack: []byte{'(', inTag}, last: 'n'}
	for i := 1; i < len(b); i++ {
		var next byte
		if i+1 < len(b) {
			next = b[i+1]
		}
		skip, ok := e.step(b[i], next)
		if !ok || len(e.stack) > maxBrackets {
			return -1
		}
		i += skip
		if len(e.stack) == 1 {
			return i + 1
		}
	}
	return -1
}

func (e *extent) push(c byte) { e.stack = append(e.stack, c) }

func (e *extent) pop(last byte) {
	e.stack = e.stack[:len(e.stack)-1]
	e.last = last
}

// step reads one byte and returns how many more it consumed.
func (e *extent) step(c, next byte) (int, bool) {
	switch top := e.stack[len(e.stack)-1]; top {
	case inTag:
		return 0, e.tag(c, next)
	case inTagDouble, inTagSingle:
		if c == top {
			e.pop('"')
		}
	case inBareValue:
		if c == '"' || c == '\'' || c == '<' || c == '=' || c == '`' {
			return 0, false
		}
		if isSpace(next) || next == '>' || next == 0 {
			e.pop('n')
		}
	case inCloseTag:
		if c == '>' {
			e.pop(')')
		}
	case inChildren:
		return e.children(c, next)
	case inDouble, inSingle:
		return e.quoted(c, top)
	case inTemplate:
		return e.template(c, next)
	case inRemark:
		if c == '*' && next == '/' {
			e.pop(e.last)
			return 1, true
		}
	case inLineNote:
		if c == '\n' {
			e.pop(e.last)
		}
	default:
		return e.expression(c, next, top)
	}
	return 0, true
}

func (e *extent) tag(c, next byte) bool {
	base := len(e.stack) == 1
	switch {
	case c == '>':
		void := e.last == '/'
		switch {
		case base:
			e.void = void
			e.pop('>')
		case void:
			e.pop(')')
		default:
			e.stack[len(e.stack)-1] = inChildren
		}
	case isSpace(c):
	case e.last == '/':
		return false
	case c == '/' && (next == '>' || next == 0):
		e.last = '/'
	case c == '/' && e.last == '=' && e.loose:
		e.push(inBareValue)
	case c == '"' || c == '\'':
		if e.last != '=' {
			return false
		}
		e.push(c)
	case c == '{':
		e.push('{')
		e.last = 0
	case c == '=':
		if e.last != 'n' {
			return false
		}
		e.last = '='
	case e.last == '=':
		if !e.loose || c == '<' || c == '`' {
			return false
		}
		if isSpace(next) || next == '>' || next == 0 {
			e.last = 'n'
			return true
		}
		e.push(inBareValue)
	case isNameByte(c) || c == ':' || c == '.' && !base:
		e.last = 'n'
	default:
		return false
	}
	return true
}

func (e *extent) children(c, next byte) (int, bool) {
	switch {
	case c == '{':
		e.push('{')
		e.last = 0
	case c == '<' && next == '/':
		e.stack[len(e.stack)-1] = inCloseTag
		return 1, true
	case c == '<' && (isLetter(next) || next == '>'):
		e.push(inTag)
		e.last = 'n'
	}
	return 0, true
}

func (e *extent) quoted(c, top byte) (int, bool) {
	switch {
	case c == '\\':
		return 1, true
	case c == '\n':
		return 0, false
	case c == '"' && top == inDouble || c == '\'' && top == inSingle:
		e.pop('"')
	}
	return 0, true
}

func (e *extent) template(c, next byte) (int, bool) {
	switch {
	case c == '\\':
		return 1, true
	case c == '`':
		e.pop('"')
	case c == '$' && next == '{':
		e.push('{')
		e.last = 0
		return 1, true
	}
	return 0, true
}

// closers are the brackets that end a context.
var closers = map[byte]byte{'}': '{', ')': '(', ']': '['}

func (e *extent) expression(c, next, top byte) (int, bool) {
	switch c {
	case '}', ')', ']':
		if top != closers[c] {
			return 0, false
		}
		e.pop(c)
	case '{', '(', '[':
		e.push(c)
		e.last = 0
	case '"':
		e.push(inDouble)
	case '\'':
		e.push(inSingle)
	case '`':
		e.push(inTemplate)
	case '/':
		if next == '*' || next == '/' {
			e.push(next)
			return 1, true
		}
		e.last = c
	case '<':
		if e.operand() && (isLetter(next) || next == '>') {
			e.push(inTag)
			e.last = 'n'
			return 0, true
		}
		e.last = c
	default:
		if !isSpace(c) {
			e.last = c
		}
	}
	return 0, true
}

// operand reports whether a value, and so a tag, may start here.
func (e *extent) operand() bool {
	switch e.last {
	case 0, '(', '[', '{', ',', '?', ':', '&', '|', '=', '>', '!':
		return true
	}
	return false
}
