package excerpt

// Extent finds where a tag or an expression ends without understanding it:
// strings, templates, comments, brackets and tags inside expressions are
// followed by a stack of contexts. It is fed line by line and never looks back.
type Extent struct {
	stack []byte
	last  byte // the last significant byte of a tag or an expression
	loose bool // as in HTML: values may stand without quotes, and a blank stands behind quotes
	Void  bool // the tag ended with "/>"
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

// Progress is what feeding one line came to.
type Progress int

// How far an extent is.
const (
	Unfinished Progress = iota // the end is on a later line
	Finished
	Malformed // what stands next cannot stand there
)

// TagExtent follows a tag whose name has been read.
func TagExtent(loose bool) *Extent {
	return &Extent{stack: []byte{inTag}, last: 'n', loose: loose}
}

// BraceExtent follows an expression whose brace has been read.
func BraceExtent() *Extent { return &Extent{stack: []byte{'{'}} }

// StatementExtent follows import and export statements; it never finishes.
func StatementExtent() *Extent { return &Extent{stack: []byte{inModule}} }

// Balanced reports whether the extent stands between two statements.
func (e *Extent) Balanced() bool { return len(e.stack) == 1 }

// Feed reads on. It returns the number of bytes up to and including the end,
// or up to the byte that cannot stand there.
func (e *Extent) Feed(b []byte) (int, Progress) {
	for i := 0; i < len(b); i++ {
		var next byte
		if i+1 < len(b) {
			next = b[i+1]
		}
		skip, ok := e.step(b[i], next)
		if !ok || len(e.stack) > maxBrackets {
			return i, Malformed
		}
		i += skip
		if len(e.stack) == 0 {
			return min(i+1, len(b)), Finished
		}
	}
	return len(b), Unfinished
}

// ElementLength returns the length of the tag that starts b, with all that is
// inside it up to its closing tag, or -1.
func ElementLength(b []byte) int {
	e := &Extent{stack: []byte{'(', inTag}, last: 'n'}
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

func (e *Extent) push(c byte) { e.stack = append(e.stack, c) }

func (e *Extent) pop(last byte) {
	e.stack = e.stack[:len(e.stack)-1]
	e.last = last
}

// step reads one byte and returns how many more it consumed.
func (e *Extent) step(c, next byte) (int, bool) {
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
		if IsSpace(next) || next == '>' || next == 0 {
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

func (e *Extent) tag(c, next byte) bool {
	base := len(e.stack) == 1
	switch {
	case c == '>':
		void := e.last == '/'
		switch {
		case base:
			e.Void = void
			e.pop('>')
		case void:
			e.pop(')')
		default:
			e.stack[len(e.stack)-1] = inChildren
		}
	case IsSpace(c):
		if e.last == '"' {
			e.last = ' '
		}
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
		if IsSpace(next) || next == '>' || next == 0 {
			e.last = 'n'
			return true
		}
		e.push(inBareValue)
	case e.loose && e.last == '"':
		return false
	case IsNameByte(c) || c == ':' || c == '.' && !base:
		e.last = 'n'
	default:
		return false
	}
	return true
}

func (e *Extent) children(c, next byte) (int, bool) {
	switch {
	case c == '{':
		e.push('{')
		e.last = 0
	case c == '<' && next == '/':
		e.stack[len(e.stack)-1] = inCloseTag
		return 1, true
	case c == '<' && (IsLetter(next) || next == '>'):
		e.push(inTag)
		e.last = 'n'
	}
	return 0, true
}

func (e *Extent) quoted(c, top byte) (int, bool) {
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

func (e *Extent) template(c, next byte) (int, bool) {
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

func (e *Extent) expression(c, next, top byte) (int, bool) {
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
		if e.operand() && (IsLetter(next) || next == '>') {
			e.push(inTag)
			e.last = 'n'
			return 0, true
		}
		e.last = c
	default:
		if !IsSpace(c) {
			e.last = c
		}
	}
	return 0, true
}

// operand reports whether a value, and so a tag, may start here.
func (e *Extent) operand() bool {
	switch e.last {
	case 0, '(', '[', '{', ',', '?', ':', '&', '|', '=', '>', '!':
		return true
	}
	return false
}
