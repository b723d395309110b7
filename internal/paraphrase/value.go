package paraphrase

import (
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/candor-site/candor/internal/onuse"
)

// value says a value as part of a line.
func (t *teller) value(e ast.Expr, in *scope) phrase {
	switch e.Kind() {
	case ast.LiteralKind:
		return t.literal(e)
	case ast.ListKind:
		return t.listed(e, in, "list-and")
	case ast.IdentKind, ast.SelectKind:
		return t.path(e, in)
	case ast.CallKind:
		if asserts(e) {
			return t.say("whether", "a", t.condition(e, in, false))
		}
		if out, ok := t.computed(e, in); ok {
			return out
		}
	}
	return t.code(e, false)
}

// literal says a value that is written out.
func (t *teller) literal(e ast.Expr) phrase {
	var said string
	switch v := e.AsLiteral().(type) {
	case types.String:
		said = strconv.Quote(string(v))
	case types.Int:
		said = strconv.FormatInt(int64(v), 10)
	case types.Uint:
		said = strconv.FormatUint(uint64(v), 10)
	case types.Double:
		said = strconv.FormatFloat(float64(v), 'f', -1, 64)
	case types.Bool:
		said = strconv.FormatBool(bool(v))
	case types.Null:
		said = "null"
	default:
		return t.code(e, false)
	}
	return phrase{{Kind: Literal, Text: said}}
}

// listed says a list that is written out.
func (t *teller) listed(e ast.Expr, in *scope, last string) phrase {
	var items []phrase
	for _, item := range e.AsList().Elements() {
		items = append(items, t.value(item, in))
	}
	if items == nil {
		return t.say("no-values")
	}
	return t.join(items, last)
}

// path says a name, or a path of names, keys and numbers.
func (t *teller) path(e ast.Expr, in *scope) phrase {
	from, steps := pathOf(e)
	if from.Kind() != ast.IdentKind {
		return t.follow(t.value(from, in), steps, in)
	}
	name := from.AsIdent()
	if s := in.find(name); s != nil {
		switch {
		case s != in:
			return t.follow(phrase{{Kind: Field, Text: s.shown}}, steps, in)
		case len(steps) == 0:
			return t.say("it")
		case steps[0].key != nil:
			return t.follow(t.say("it"), steps, in)
		}
		return t.follow(nil, steps, in)
	}
	if name == "now" && len(steps) == 0 {
		return t.say("now")
	}
	if len(steps) == 0 || steps[0].key != nil {
		return t.code(e, false)
	}
	first := steps[0].name
	switch name {
	case "ev":
		return t.follow(t.evidence(first), steps[1:], in)
	case "at":
		return t.follow(t.say("collected", "a", t.evidence(first)), steps[1:], in)
	case "facts":
		if names, ok := namesOf(steps[1:]); ok && len(names) > 0 {
			return t.say("fact", "a", phrase{{Kind: Field, Text: dotted(names)}}, "b", t.evidence(first))
		}
		return t.follow(t.say("facts", "a", t.evidence(first)), steps[1:], in)
	case "p":
		return t.parameter("", first, steps[1:], in)
	case "c":
		if len(steps) > 1 && steps[1].key == nil {
			return t.parameter(first, steps[1].name, steps[2:], in)
		}
	}
	return t.code(e, false)
}

func (t *teller) evidence(id string) phrase {
	return t.say("evidence", "a", phrase{{Kind: Evidence, Text: id, Ref: id}})
}

// parameter says a parameter with its value.
func (t *teller) parameter(control, name string, more []step, in *scope) phrase {
	members, plain := namesOf(more)
	if !plain {
		members = nil
	}
	label, value := "", ""
	if control == "" && t.names.Parameter != nil {
		label, value = t.names.Parameter(name, members)
	}
	if control != "" && t.names.Foreign != nil {
		label, value = t.names.Foreign(control, name, members)
	}
	if label == "" {
		label = dotted(append([]string{name}, members...))
	}
	out := phrase{{Kind: Field, Text: label, Ref: name}}
	if control != "" {
		out = t.say("of", "a", out, "b", t.say("control", "a", phrase{{Kind: Control, Text: control, Ref: control}}))
	}
	if value != "" {
		shown := Piece{Kind: Value, Text: value, Ref: name}
		if control != "" {
			shown.Ref = control + "." + name
		}
		out = t.say("parameter", "a", out, "b", phrase{shown})
	}
	if plain {
		return out
	}
	return t.follow(out, more, in)
}

// follow says the steps of a path from something on; nil is the innermost
// entry, whose names stand alone.
func (t *teller) follow(from phrase, steps []step, in *scope) phrase {
	var names []string
	named := func() {
		if names == nil {
			return
		}
		said := phrase{{Kind: Field, Text: dotted(names)}}
		if from != nil {
			said = t.say("of", "a", said, "b", from)
		}
		from, names = said, nil
	}
	for _, s := range steps {
		if s.key == nil {
			names = append(names, s.name)
			continue
		}
		named()
		switch n, isInt := number(s.key); {
		case isInt && n == 0:
			from = t.say("first", "a", from)
		case isInt && n > 0:
			from = t.say("nth", "a", from, "b", text(strconv.FormatInt(n+1, 10)))
		default:
			from = t.say("keyed", "a", from, "b", t.key(s.key, in))
		}
	}
	named()
	return from
}

// key says what is looked up: an entry by its name.
func (t *teller) key(e ast.Expr, in *scope) phrase {
	if e.Kind() == ast.IdentKind {
		if s := in.find(e.AsIdent()); s != nil && s.shown != "" {
			return phrase{{Kind: Field, Text: s.shown}}
		}
	}
	return t.value(e, in)
}

// namesOf returns the names of steps that are all names.
func namesOf(steps []step) ([]string, bool) {
	var out []string
	for _, s := range steps {
		if s.key != nil {
			return nil, false
		}
		out = append(out, s.name)
	}
	return out, true
}

var word = onuse.Regexp(`^[\pL_][\pL\pN_]*$`)

// dotted writes names as a path; those that are no words stand in quotes.
func dotted(names []string) string {
	var b strings.Builder
	for i, n := range names {
		switch {
		case !word.MatchString(n):
			b.WriteString("[" + strconv.Quote(n) + "]")
			continue
		case i > 0:
			b.WriteByte('.')
		}
		b.WriteString(n)
	}
	return b.String()
}

func number(e ast.Expr) (int64, bool) {
	if e.Kind() != ast.LiteralKind {
		return 0, false
	}
	n, ok := e.AsLiteral().(types.Int)
	return int64(n), ok
}

// computed says what a function or an operator makes.
func (t *teller) computed(e ast.Expr, in *scope) (phrase, bool) {
	on := operands(e)
	switch name := qualified(e); name {
	case operators.Index, operators.OptIndex, operators.OptSelect:
		return t.path(e, in), true
	case operators.Conditional:
		return t.say("choice", "a", t.condition(on[0], in, false), "b", t.value(on[1], in), "c", t.value(on[2], in)), true
	case operators.Add, operators.Subtract:
		return t.sum(e, in), true
	case "timestamp", "dyn", "duration", "iso":
		if len(on) == 1 {
			return t.instantOrLength(name, on[0], in), true
		}
	case "size":
		if list, ok := sized(e); ok {
			return t.count(list, in), true
		}
	case "map", "filter":
		return t.list(e, in)
	case "math.greatest", "math.least":
		list := on
		if len(on) == 1 && on[0].Kind() != ast.ListKind {
			return t.say(strings.TrimPrefix(name, "math."), "a", t.value(on[0], in)), true
		}
		if len(on) == 1 {
			list = on[0].AsList().Elements()
		}
		var items []phrase
		for _, item := range list {
			items = append(items, t.value(item, in))
		}
		return t.say(strings.TrimPrefix(name, "math."), "a", t.join(items, "list-and")), true
	default:
		return t.made(name, on, in)
	}
	return nil, false
}

// makers are the functions that make a value of others, with the key of their
// words and how many values they take.
var makers = map[string]struct {
	key string
	n   int
}{
	operators.Multiply: {"times", 2}, operators.Divide: {"divided", 2}, operators.Modulo: {"rest", 2}, operators.Negate: {"negative", 1},
	"days": {"in-days", 1}, "hours": {"in-hours", 1}, "int": {"as-number", 1}, "uint": {"as-number", 1}, "double": {"as-number", 1}, "string": {"as-text", 1},
	"lowerAscii": {"lower", 1}, "upperAscii": {"upper", 1}, "trim": {"trimmed", 1}, "substring": {"from-letter", 2}, "split": {"parts", 2},
	"join": {"joined", 1}, "replace": {"replaced", 3}, "orValue": {"otherwise", 2},
}

// made says a value that a function makes of others.
func (t *teller) made(name string, on []ast.Expr, in *scope) (phrase, bool) {
	m, ok := makers[name]
	if !ok || len(on) != m.n {
		return nil, false
	}
	fill := []any{}
	for i, place := range []string{"a", "b", "c"} {
		if i >= len(on) {
			break
		}
		said := t.value(on[i], in)
		if arithmetic(on[i]) && arithmeticName(name) {
			said = t.say("group", "a", said)
		}
		fill = append(fill, place, said)
	}
	return t.say(m.key, fill...), true
}

func arithmetic(e ast.Expr) bool { return arithmeticName(function(e)) }

func arithmeticName(name string) bool {
	switch name {
	case operators.Add, operators.Subtract, operators.Multiply, operators.Divide, operators.Modulo, operators.Negate:
		return true
	}
	return false
}

// instantOrLength says what is read as a time or a duration: a duration that is
// written out is said in words.
func (t *teller) instantOrLength(name string, of ast.Expr, in *scope) phrase {
	if iso, ok := literalText(of); ok && name == "iso" {
		if said, ok := t.lasting(iso); ok {
			return said
		}
	}
	return t.value(of, in)
}

// sum says an addition or a subtraction.
func (t *teller) sum(e ast.Expr, in *scope) phrase {
	a, b := args(e)[0], args(e)[1]
	add := function(e) == operators.Add
	if from, lengths := t.away(e, in); from != nil {
		return t.say(pick(add, "after-now", "before-now"), "a", lengths)
	}
	_, textA := literalText(a)
	_, textB := literalText(b)
	switch {
	case add && (textA || textB || function(a) == operators.Add && hasText(a)):
		return t.say("followed", "a", t.value(a, in), "b", t.value(b, in))
	case !add && isTime(a) && isTime(b):
		return t.say("span", "a", t.value(a, in), "b", t.value(b, in))
	}
	right := t.value(b, in)
	if f := function(b); f == operators.Add || f == operators.Subtract {
		right = t.say("group", "a", right)
	}
	return t.say(pick(add, "plus", "minus"), "a", t.value(a, in), "b", right)
}

// hasText reports whether a sum has a text in it that is written out.
func hasText(e ast.Expr) bool {
	if function(e) == operators.Add {
		return hasText(args(e)[0]) || hasText(args(e)[1])
	}
	_, ok := literalText(e)
	return ok
}

// away says how far before or after the time of judging something lies: now and
// lengths of time, all taken off or all added.
func (t *teller) away(e ast.Expr, in *scope) (from ast.Expr, lengths phrase) {
	op := function(e)
	var list []phrase
	for function(e) == op && isLength(args(e)[1]) {
		length := args(e)[1]
		if arithmetic(length) {
			return nil, nil
		}
		list = append([]phrase{t.value(length, in)}, list...)
		e = args(e)[0]
	}
	if list == nil || e.Kind() != ast.IdentKind || e.AsIdent() != "now" || in.find("now") != nil {
		return nil, nil
	}
	out := list[0]
	for _, more := range list[1:] {
		out = t.say("plus", "a", out, "b", more)
	}
	return e, out
}

// count says a size. Only of what surely is a list are entries counted.
func (t *teller) count(of ast.Expr, in *scope) phrase {
	switch {
	case of.Kind() == ast.ListKind, function(of) == "filter", function(of) == "map":
		return t.say("number-of", "a", t.value(of, in))
	}
	return t.say("size-of", "a", t.value(of, in))
}

// list says the entries of a list that are chosen, or what is made of each.
func (t *teller) list(e ast.Expr, in *scope) (phrase, bool) {
	if name, body, ok := macro(e, "map"); ok {
		o := overOf(operands(e)[0])
		s := t.within(o, name, body, in)
		list := t.chosen("such-closed", t.value(o.base, in), o, s)
		key := "for-each"
		if from, _ := pathOf(body); from.Kind() == ast.IdentKind && from.AsIdent() == name && body.Kind() == ast.SelectKind {
			key = "of-each"
		}
		return t.say(key, "a", t.value(body, s), "entry", t.entry(o, s), "list", list), true
	}
	if _, _, ok := macro(e, "filter"); ok {
		o := overOf(e)
		s := t.within(o, o.names[0], nil, in)
		list := t.value(o.base, in)
		return t.chosen("such-closed", list, o, s), true
	}
	return nil, false
}
