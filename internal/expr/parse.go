package expr

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/onuse"
)

// Limits of one expression.
const (
	maxExprNodes = 5000
	maxExprDepth = 50
)

// arrow is the start of a function.
var arrow = onuse.Regexp(`^\([^()]{0,200}\)\s*=>`)

// Fault says why an expression or a statement cannot be used.
type Fault struct {
	Code     diag.Code
	From, To int // in the page
	Message  string
	Hint     string
}

// parser reads one expression by recursive descent.
type parser struct {
	scope  *Scope
	ex     excerpt.Excerpt
	b      []byte
	i      int
	nodes  int
	depth  int
	from   int     // where the expression starts, for messages
	bare   bool    // it stands in a statement, not in braces
	faults []Fault // bindings that do not exist; reading goes on
	err    *Fault  // the end of reading
}

// Parse reads the whole of an excerpt as one expression. An empty one, or
// a comment, gives nil.
func (s *Scope) Parse(ex excerpt.Excerpt) (Node, []Fault) {
	x := &parser{scope: s, ex: ex, b: ex.Text}
	x.space()
	if x.i >= len(x.b) && x.err == nil {
		return nil, nil
	}
	e := x.choice()
	x.space()
	if x.err == nil && x.i < len(x.b) {
		x.refuse()
	}
	if x.err != nil {
		return nil, []Fault{*x.err}
	}
	if s.Args != nil && !IsAbsent(e) {
		x.faults = append(x.faults, s.absent(e)...)
	}
	return e, x.faults
}

// Shown reports what an expression shows and was not given.
func (s *Scope) Shown(e Node) []Fault {
	if s.Args == nil {
		return nil
	}
	return s.absent(e)
}

// fail stops reading.
func (x *parser) fail(from, to int, format string, args ...any) {
	if x.err == nil {
		to = max(min(to, len(x.b)), from)
		x.err = &Fault{
			Code: diag.ExprUnsupported, From: x.ex.Off(from), To: x.ex.End(max(to, from+min(1, len(x.b)-from))),
			Message: fmt.Sprintf(format, args...),
			Hint:    insteadValue,
		}
	}
}

// refuse names what stands at the current place and is not supported.
func (x *parser) refuse() {
	rest := x.b[x.i:]
	to := x.i + 1
	switch {
	case bytes.HasPrefix(rest, []byte("=>")):
		x.script(x.i, x.i+2, insteadFunction, "the function in %s is not supported: no code runs when a page is built", x.quote())
	case rest[0] == '(':
		x.script(x.i, to, insteadCall, "the call in %s is not supported: no code runs when a page is built", x.quote())
	case bytes.IndexByte([]byte("+-*/%<>|&^~"), rest[0]) >= 0:
		x.script(x.i, to, insteadOperator, "the operator %c in %s is not supported", rest[0], x.quote())
	case rest[0] == '=':
		x.script(x.i, to, insteadAssign, "the assignment in %s is not supported", x.quote())
	default:
		r, n := utf8.DecodeRune(rest)
		x.fail(x.i, x.i+n, "expected the end of the expression, found %q", r)
	}
}

// space skips white space and comments.
func (x *parser) space() {
	for x.i < len(x.b) {
		switch rest := x.b[x.i:]; {
		case excerpt.IsSpace(rest[0]):
			x.i++
		case bytes.HasPrefix(rest, []byte("/*")):
			n := bytes.Index(rest[2:], []byte("*/"))
			if n < 0 {
				x.fail(x.i, x.i+2, "the comment is never closed")
				x.i = len(x.b)
				return
			}
			x.i += n + 4
		case bytes.HasPrefix(rest, []byte("//")):
			n := bytes.IndexByte(rest, '\n')
			if n < 0 {
				n = len(rest)
			}
			x.i += n
		default:
			return
		}
	}
}

// take consumes a token after white space.
func (x *parser) take(token string) bool {
	x.space()
	if x.err != nil || !bytes.HasPrefix(x.b[x.i:], []byte(token)) {
		return false
	}
	x.i += len(token)
	return true
}

// enter counts nodes and depth; it reports whether reading may go on.
func (x *parser) enter() bool {
	x.nodes++
	x.depth++
	if x.nodes > maxExprNodes || x.depth > maxExprDepth {
		x.fail(x.i, x.i+1, "the expression is too large")
	}
	return x.err == nil
}

func (x *parser) choice() Node {
	if !x.enter() {
		return nil
	}
	defer func() { x.depth-- }()
	test := x.either()
	x.space()
	if x.err != nil || x.i >= len(x.b) || x.b[x.i] != '?' || bytes.HasPrefix(x.b[x.i:], []byte("?.")) {
		return test
	}
	x.i++
	yes := x.choice()
	if x.err == nil && !x.take(":") {
		x.fail(x.i, x.i+1, "expected : and what holds otherwise")
		return nil
	}
	no := x.choice()
	return choiceExpr{test, yes, no}
}

func (x *parser) either() Node {
	left := x.both()
	for x.err == nil {
		switch {
		case x.take("||"):
			left = pairExpr{"||", left, x.both()}
		case x.take("??"):
			left = pairExpr{"??", left, x.both()}
		default:
			return left
		}
		x.count()
	}
	return left
}

func (x *parser) count() {
	if x.nodes++; x.nodes > maxExprNodes {
		x.fail(x.i, x.i+1, "the expression is too large")
	}
}

func (x *parser) both() Node {
	left := x.equality()
	for x.err == nil && x.take("&&") {
		left = pairExpr{"&&", left, x.equality()}
		x.count()
	}
	return left
}

func (x *parser) equality() Node {
	left := x.unary()
	for x.err == nil {
		switch {
		case x.take("==="), x.take("=="):
			left = pairExpr{"==", left, x.unary()}
		case x.take("!=="), x.take("!="):
			left = pairExpr{"!=", left, x.unary()}
		default:
			return left
		}
		x.count()
	}
	return left
}

func (x *parser) unary() Node {
	x.space()
	if x.err == nil && x.i < len(x.b) && x.b[x.i] == '!' {
		x.i++
		if !x.enter() {
			return nil
		}
		defer func() { x.depth-- }()
		return notExpr{x.unary()}
	}
	return x.operand()
}

func (x *parser) operand() Node {
	x.space()
	if x.err != nil {
		return nil
	}
	if x.i >= len(x.b) {
		x.fail(max(len(x.b)-1, 0), len(x.b), "the expression ends where a value is expected")
		return nil
	}
	x.count()
	switch c := x.b[x.i]; {
	case c == '"' || c == '\'':
		return literalExpr{x.quoted(c)}
	case c == '`':
		return x.template()
	case excerpt.IsDigit(c) || c == '-' && x.i+1 < len(x.b) && excerpt.IsDigit(x.b[x.i+1]):
		return x.number()
	case c == '[':
		return x.list()
	case c == '{':
		return x.object()
	case c == '(' && arrow.Match(x.b[x.i:]):
		x.script(x.i, x.i+1, insteadFunction, "the function in %s is not supported: no code runs when a page is built", x.quote())
	case c == '(':
		x.i++
		e := x.choice()
		if x.err == nil && !x.take(")") {
			x.fail(x.i, x.i+1, "expected )")
		}
		return e
	case c == '<':
		return x.markup()
	case c == '/':
		x.script(x.i, x.i+1, insteadValue, "the regular expression in %s is not supported", x.quote())
	case excerpt.IsLetter(c) || c >= utf8.RuneSelf:
		return x.binding()
	case bytes.HasPrefix(x.b[x.i:], []byte("...")):
		x.script(x.i, x.i+3, insteadSpread, "the spread in %s is not supported", x.quote())
	default:
		r, n := utf8.DecodeRune(x.b[x.i:])
		x.fail(x.i, x.i+n, "expected a value, found %q", r)
	}
	return nil
}

// markup reads a tag with all that is inside it.
func (x *parser) markup() Node {
	start := x.i
	length := excerpt.ElementLength(x.b[start:])
	if length < 0 {
		x.fail(start, start+1, "the tag does not end inside the expression")
		return nil
	}
	x.i += length
	root, why := x.scope.Markup(x.ex.Sub(start, x.i))
	if why != "" {
		x.fail(start, x.i, "%s", why)
		return nil
	}
	return Markup{root}
}

func (x *parser) number() Node {
	start := x.i
	x.i++
	for x.i < len(x.b) && (excerpt.IsDigit(x.b[x.i]) || x.b[x.i] == '.' || x.b[x.i]|0x20 == 'e' || x.b[x.i] == '_') {
		x.i++
	}
	digits := strings.ReplaceAll(string(x.b[start:x.i]), "_", "")
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
		return literalExpr{n}
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		x.fail(start, x.i, "%s is not a number", digits)
	}
	return literalExpr{f}
}

func (x *parser) list() Node {
	x.i++
	var items []Node
	for x.err == nil && !x.take("]") {
		items = append(items, x.choice())
		if x.err == nil && !x.take(",") {
			if !x.take("]") {
				x.fail(x.i, x.i+1, "expected , or ] in the list")
			}
			break
		}
	}
	return listExpr{items}
}

func (x *parser) object() Node {
	x.i++
	var o objectExpr
	for x.err == nil && !x.take("}") {
		x.space()
		at := place{keyFrom: x.ex.Off(x.i)}
		key, ok := x.key()
		if !ok {
			return nil
		}
		at.keyTo = x.ex.End(x.i)
		if !x.take(":") {
			x.fail(x.i, x.i+1, "expected : and a value after the key %s", key)
			return nil
		}
		x.space()
		at.from = x.ex.Off(x.i)
		o.keys = append(o.keys, key)
		o.values = append(o.values, x.choice())
		at.to = x.ex.End(x.i)
		o.places = append(o.places, at)
		if x.err == nil && !x.take(",") {
			if !x.take("}") {
				x.fail(x.i, x.i+1, "expected , or } in the object")
			}
			break
		}
	}
	return o
}

func (x *parser) key() (string, bool) {
	x.space()
	if x.i >= len(x.b) {
		x.fail(max(len(x.b)-1, 0), len(x.b), "the object is never closed")
		return "", false
	}
	c := x.b[x.i]
	if c == '"' || c == '\'' {
		s := x.quoted(c)
		return s, x.err == nil
	}
	start := x.i
	for x.i < len(x.b) && excerpt.IsNameByte(x.b[x.i]) {
		x.i++
	}
	if x.i == start {
		if bytes.HasPrefix(x.b[x.i:], []byte("...")) {
			x.script(x.i, x.i+3, insteadSpread, "the spread in %s is not supported", x.quote())
		} else {
			r, n := utf8.DecodeRune(x.b[x.i:])
			x.fail(x.i, x.i+n, "expected a key, found %q", r)
		}
		return "", false
	}
	return string(x.b[start:x.i]), true
}
