package format

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/moment"
	"github.com/candor-site/candor/internal/pattern"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/rule"
)

// value says how one value is read from a document: a list of sources, of
// which the first that yields anything counts.
type value struct{ sources []valueSource }

// IsZero reports whether the format says nothing here.
func (v value) IsZero() bool { return len(v.sources) == 0 }

// valueSource is one way to a value: an operation over what a pointer finds,
// an expression, or a constant.
type valueSource struct {
	op       string // a key of operations, "cel" or "const"
	at       pointer
	get      pointer // from an item to what is read of it
	program  func() (*rule.Program, diag.List)
	constant any
	where    []condition // an item counts only if all hold, relative to it
	when     []condition // the source counts only if all hold
	pattern  *pattern.Pattern
	words    map[string]any // translates what was found
	number   bool           // text such as "99.98%" becomes a number
	unit     time.Duration  // a length of time becomes a number of these
	all      bool           // a list of any length is wanted
	parts    []value        // what total adds up
}

// operations reduce the values that a pointer finds to one; nil is "nothing
// found".
var operations = map[string]func([]any) any{
	"first":  plain.First,
	"last":   plain.Last,
	"count":  nil, // needs no list
	"list":   plain.List,
	"sum":    plain.Sum,
	"min":    plain.Min,
	"max":    plain.Max,
	"common": plain.Common,
	"set":    plain.Set,
	"oldest": moment.Oldest,
	"newest": moment.Newest,
}

// DecodeNode reads a value: a pointer, a CEL expression over doc, a number, a
// true or false, a mapping with one operation, or a list of these.
func (v *value) DecodeNode(n *decode.Node) diag.List {
	var list diag.List
	items := []*decode.Node{n}
	if n.Kind == decode.List {
		items = n.Items
	}
	for _, item := range items {
		s, bad := decodeSource(item)
		list.Add(bad...)
		v.sources = append(v.sources, s)
	}
	return list
}

func decodeSource(n *decode.Node) (valueSource, diag.List) {
	switch n.Kind {
	case decode.String:
		return decodeText(n)
	case decode.Bool, decode.Int, decode.Float:
		return valueSource{op: "const", constant: n.Plain()}, nil
	case decode.Map:
		return decodeOperation(n)
	}
	return valueSource{}, invalid(n, "expected a pointer, an expression or an operation, found %s", n.Kind)
}

func decodeText(n *decode.Node) (valueSource, diag.List) {
	if n.Scalar != "" && n.Scalar[0] == '/' {
		s := valueSource{op: "first"}
		return s, s.at.DecodeNode(n)
	}
	program, list := compiled(n)
	return valueSource{op: "cel", program: program}, list
}

// compiled compiles an expression: at once, so that its mistakes are told, or
// when it is first used, in an embedded format, of which a test compiles all.
func compiled(n *decode.Node) (func() (*rule.Program, diag.List), diag.List) {
	program := sync.OnceValues(func() (*rule.Program, diag.List) { return rule.CompileValue(n.Text()) })
	if strings.HasPrefix(n.Span.Path(), embeddedDir) {
		return program, nil
	}
	_, list := program()
	return program, list
}

func decodeOperation(n *decode.Node) (valueSource, diag.List) {
	var s valueSource
	var list diag.List
	for _, f := range n.Fields {
		_, reduces := operations[f.Key]
		switch {
		case (reduces || f.Key == "every" || f.Key == "total" || f.Key == "cel" || f.Key == "const") && s.op != "":
			list.Add(invalid(f.Value, "a value has one operation, found %s and %s", s.op, f.Key)...)
		case reduces || f.Key == "every":
			s.op = f.Key
			list.Add(s.at.DecodeNode(f.Value)...)
		case f.Key == "total":
			s.op = f.Key
			list.Add(s.decodeParts(f.Value)...)
		case f.Key == "cel":
			var bad diag.List
			s.op = "cel"
			s.program, bad = compiled(f.Value)
			list.Add(bad...)
		case f.Key == "const":
			s.op, s.constant = "const", f.Value.Plain()
		default:
			list.Add(s.decodeOption(f)...)
		}
	}
	if s.op == "" {
		list.Add(invalid(n, "a value needs one of first, last, list, count, every, sum, total, min, max, common, set, oldest, newest, cel, const")...)
	}
	return s, list
}

// decodeParts reads the values that total adds up.
func (s *valueSource) decodeParts(n *decode.Node) diag.List {
	if n.Kind != decode.List {
		return invalid(n, "total adds up a list of values, found %s", n.Kind)
	}
	var list diag.List
	s.parts = make([]value, len(n.Items))
	for i, item := range n.Items {
		list.Add(s.parts[i].DecodeNode(item)...)
	}
	return list
}

func (s *valueSource) decodeOption(f decode.Field) diag.List {
	var list diag.List
	switch f.Key {
	case "where":
		s.where, list = decodeConditions(f.Value)
	case "when":
		s.when, list = decodeConditions(f.Value)
	case "get":
		return s.get.DecodeNode(f.Value)
	case "match":
		s.pattern, list = decodePattern(f.Value, 1)
	case "as":
		s.number, s.unit = f.Value.Scalar == "number", moment.Units[f.Value.Scalar]
		if !s.number && s.unit == 0 {
			list = invalid(f.Value, "a value can be read as number, days, hours or seconds, not as %q", f.Value.Scalar)
		}
	case "words":
		if f.Value.Kind != decode.Map {
			return invalid(f.Value, "expected a mapping from words of the tool, found %s", f.Value.Kind)
		}
		s.words, _ = f.Value.Plain().(map[string]any)
	default:
		list = unknownKey(f, "where", "when", "get", "match", "as", "words", "first", "last", "list", "count", "every", "sum", "total", "min", "max", "common", "set", "oldest", "newest", "cel", "const")
	}
	return list
}

func unknownKey(f decode.Field, known ...string) diag.List {
	d := diag.Errorf(diag.FormatInvalid, f.KeySpan, "key %q is not known here", f.Key)
	if hint := diag.DidYouMean(f.Key, known); hint != "" {
		d = d.Hinted("%s", hint)
	}
	return diag.List{d}
}

// decodePattern compiles a regular expression (RE2) with the given number of
// groups at least.
func decodePattern(n *decode.Node, groups int) (*pattern.Pattern, diag.List) {
	p, err := pattern.Compile(n.Scalar)
	if err != nil {
		return nil, invalid(n, "%q is not a regular expression: %v", n.Scalar, err)
	}
	if p.Groups() < groups {
		return nil, invalid(n, "the expression %q needs a group that holds what is read", n.Scalar)
	}
	return p, nil
}

// eval returns the value, nil when no source yields one.
func (v value) eval(c *context) any {
	for i := range v.sources {
		if got := v.sources[i].eval(c); got != nil {
			return got
		}
	}
	return nil
}

func (s *valueSource) eval(c *context) any {
	if !c.hold(s.when) {
		return nil
	}
	switch s.op {
	case "const":
		return s.constant
	case "cel":
		return s.shape(s.expression(c), c)
	case "every":
		return s.every(c)
	case "total":
		return s.total(c)
	}
	var found []any
	counted := 0
	if s.op != "list" && s.op != "count" { // which keeps what was found, and which needs none
		found, c.scratch = c.scratch[:0], nil
	}
	var in *context
	if len(s.where) > 0 {
		in = c.within()
	}
	c.values(s.at, func(v any) bool {
		if in != nil && !in.at(v).hold(s.where) {
			return true
		}
		if !s.get.IsRoot() {
			part, _ := s.get.First(v, &c.work)
			v = part.Value
		}
		got := s.shape(v, c)
		if got == nil {
			return true
		}
		if counted++; s.op != "count" {
			found = append(found, got)
		}
		return s.op != "first"
	})
	if s.op == "count" {
		return int64(counted)
	}
	out := operations[s.op](found)
	if s.op != "list" {
		c.scratch = found
	}
	if list, ok := out.([]any); ok && (s.op == "set" || s.op == "list" && !s.all) && len(list) > maxValues {
		c.problem("values-many", fmt.Sprintf("%s holds more than %d values, which were left out", s.at, maxValues))
		return nil
	}
	return out
}

// expression evaluates a CEL expression over the document.
func (s *valueSource) expression(c *context) any {
	if c.cost > maxCost {
		c.work.Exceeded = true
		return nil
	}
	program, list := s.program()
	if list.HasErrors() {
		return nil
	}
	got, cost, err := program.Value(c.work.Maps(c.doc))
	c.cost += cost
	if err != nil {
		c.problem("read-error", fmt.Sprintf("an expression of format %s could not be evaluated: %v", c.format, err))
		return nil
	}
	return got
}

// every says whether all items pass; over nothing it says nothing.
func (s *valueSource) every(c *context) any {
	var out any
	in := c.within()
	c.values(s.at, func(v any) bool {
		holds := in.at(v).hold(s.where)
		out = holds
		return holds
	})
	return out
}

// total adds up several values; those that yield nothing add nothing, and
// without any that yields something there is no total.
func (s *valueSource) total(c *context) any {
	var found []any
	for _, part := range s.parts {
		if v := part.eval(c); v != nil {
			found = append(found, v)
		}
	}
	return plain.Sum(found)
}

// shape applies pattern, words and number to one found value; nil drops it.
func (s *valueSource) shape(v any, c *context) any {
	if s.pattern != nil {
		group, ok := c.again.First(s.pattern, c.matchable(v))
		if !ok {
			return nil
		}
		v = c.work.Text(group)
	}
	if s.words != nil {
		if word, ok := s.words[plain.Text(v)]; ok {
			v = word
		}
	}
	if s.number {
		f, ok := plain.Number(v)
		if !ok {
			return nil
		}
		v = plain.Narrow(f)
	}
	if s.unit != 0 {
		length, ok := moment.Length(v)
		if !ok {
			return nil
		}
		v = plain.Narrow(float64(length) / float64(s.unit))
	}
	if t, ok := v.(time.Time); ok {
		return t.UTC().Format(time.RFC3339Nano)
	}
	return v
}
