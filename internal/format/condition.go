package format

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/pattern"
	"github.com/candor-site/candor/internal/plain"
)

// condition is one test of a document. With several matches it holds when it
// holds for one of them.
type condition struct {
	shapes  []string // shape of the file
	at      pointer
	of      value // what is compared, in place of at
	param   string
	equals  []any
	in      items // the values that it is one of, over the whole document
	matches *pattern.Pattern
	is      string   // kind of the value
	only    []string // a mapping has no other keys
	columns []string // the header of a table has all of them
	exists  *bool
	above   value
	below   value
	any     []condition
	not     []condition
}

// conditionKeys are the keys of a condition.
var conditionKeys = []string{"shape", "at", "of", "param", "equals", "in", "matches", "is", "only", "columns", "exists", "above", "below", "any", "not"}

// DecodeNode reads a condition.
func (c *condition) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.Map {
		return invalid(n, "expected a condition such as {at: /Results, is: list}, found %s", n.Kind)
	}
	var list diag.List
	for _, f := range n.Fields {
		list.Add(c.decodeField(f)...)
	}
	return list
}

func (c *condition) decodeField(f decode.Field) (list diag.List) {
	n := f.Value
	switch f.Key {
	case "shape":
		c.shapes = texts(n)
		for _, s := range c.shapes {
			if !slices.Contains(shapes, s) {
				list.Add(invalid(n, "shape %q is not one of %s", s, strings.Join(shapes, ", "))...)
			}
		}
	case "at":
		return c.at.DecodeNode(n)
	case "of":
		return c.of.DecodeNode(n)
	case "param":
		c.param = n.Scalar
	case "equals":
		c.equals, _ = n.Plain().([]any)
		if n.Kind != decode.List {
			c.equals = []any{n.Plain()}
		}
	case "in":
		return c.in.DecodeNode(n)
	case "matches":
		c.matches, list = decodePattern(n, 0)
	case "is":
		if c.is = n.Scalar; !slices.Contains(kinds, c.is) {
			return invalid(n, "kind %q is not one of %s", c.is, strings.Join(kinds, ", "))
		}
	case "only":
		c.only = texts(n)
	case "columns":
		c.columns = texts(n)
	case "exists":
		yes := n.Scalar == "true"
		if c.exists = &yes; n.Kind != decode.Bool {
			return invalid(n, "expected true or false, found %s", n.Kind)
		}
	case "above":
		return c.above.DecodeNode(n)
	case "below":
		return c.below.DecodeNode(n)
	case "any":
		c.any, list = decodeConditions(n)
	case "not":
		c.not, list = decodeConditions(n)
	default:
		return unknownKey(f, conditionKeys...)
	}
	return list
}

var (
	shapes = []string{"json", "jsonl", "csv", "xml", "yaml", "text", "tar"}
	kinds  = []string{"map", "list", "text", "number", "bool", "scalar"}
)

func decodeConditions(n *decode.Node) ([]condition, diag.List) {
	items := []*decode.Node{n}
	if n.Kind == decode.List {
		items = n.Items
	}
	out := make([]condition, len(items))
	var list diag.List
	for i, item := range items {
		list.Add(out[i].DecodeNode(item)...)
	}
	return out, list
}

// texts returns a scalar, or a list of scalars, as text.
func texts(n *decode.Node) []string {
	if n.Kind != decode.List {
		return []string{n.Scalar}
	}
	out := make([]string, len(n.Items))
	for i, item := range n.Items {
		out[i] = item.Scalar
	}
	return out
}

// hold reports whether all conditions hold.
func (c *context) hold(list []condition) bool {
	quiet := c.quiet
	c.quiet = true
	holds := true
	for i := range list {
		if holds = list[i].fault(c) == ""; !holds {
			break
		}
	}
	c.quiet = quiet
	return holds
}

// holdAny reports whether one of the conditions holds.
func (c *context) holdAny(list []condition) bool {
	for i := range list {
		if c.hold(list[i : i+1]) {
			return true
		}
	}
	return false
}

// refuse words why a condition does not hold. Where nobody reads it, it does
// not take the trouble.
func (c *context) refuse(why func() string) string {
	if c.quiet {
		return "refused"
	}
	return why()
}

// fault says why the condition does not hold, or "".
func (c *condition) fault(ctx *context) string {
	if len(c.shapes) > 0 && !slices.Contains(c.shapes, ctx.shape) {
		return ctx.refuse(func() string { return fmt.Sprintf("the file is %s, not %s", ctx.shape, strings.Join(c.shapes, " or ")) })
	}
	for _, name := range c.columns {
		if !slices.Contains(ctx.columns, name) {
			return ctx.refuse(func() string { return "the table has no column " + strconv.Quote(name) })
		}
	}
	if len(c.any) > 0 && !ctx.holdAny(c.any) {
		return ctx.refuse(func() string { return c.any[0].fault(ctx) + " (nor any of the alternatives)" })
	}
	if len(c.not) > 0 && ctx.hold(c.not) {
		return ctx.refuse(func() string { return "the file is what " + c.not[0].name() + " rules out" })
	}
	if !c.looks() {
		return ""
	}
	return c.faultOfAll(ctx)
}

// faultOfAll says why none of the values passes, or "".
func (c *condition) faultOfAll(ctx *context) string {
	absent := c.exists != nil && !*c.exists
	if c.param == "" && c.of.IsZero() {
		if v, direct := c.at.Lookup(ctx.doc); direct {
			ctx.work.Take(1)
			why := ""
			if v != nil && !absent {
				why = c.faultOf(ctx, v)
			}
			return c.outcome(ctx, v == nil, absent, why)
		}
	}
	missing, why := true, ""
	c.each(ctx, func(v any) bool {
		if missing = false; !absent {
			why = c.faultOf(ctx, v)
		}
		return why != "" && !absent
	})
	return c.outcome(ctx, missing, absent, why)
}

// outcome words what was found of the values: nothing, or why they do not pass.
func (c *condition) outcome(ctx *context, missing, absent bool, why string) string {
	switch {
	case missing && !absent:
		return ctx.refuse(func() string { return c.name() + " is missing" })
	case !missing && absent:
		return ctx.refuse(func() string { return c.name() + " is present" })
	case why != "":
		return ctx.refuse(func() string { return c.name() + " " + why })
	}
	return ""
}

// looks reports whether the condition is about a value at all.
func (c *condition) looks() bool {
	return !c.at.IsRoot() || !c.of.IsZero() || c.param != "" || c.is != "" || c.only != nil ||
		c.matches != nil || c.equals != nil || c.exists != nil || !c.in.IsZero() || !c.above.IsZero() || !c.below.IsZero()
}

// each visits the values that the condition is about.
func (c *condition) each(ctx *context, visit func(any) bool) {
	switch {
	case c.param != "":
		if v, ok := ctx.params[c.param]; ok {
			visit(v)
		}
	case !c.of.IsZero():
		if v := c.of.eval(ctx); v != nil {
			visit(v)
		}
	default:
		ctx.values(c.at, visit)
	}
}

func (c *condition) name() string {
	switch {
	case c.param != "":
		return c.param
	case !c.of.IsZero():
		return "the value"
	case c.at.IsRoot():
		return "the document"
	}
	return c.at.String()
}

// faultOf says why one value does not pass, or "".
func (c *condition) faultOf(ctx *context, v any) string {
	kind := plain.Kind(v)
	if c.is != "" && c.is != kind && (c.is != "scalar" || kind == "map" || kind == "list") {
		return ctx.refuse(func() string { return "is a " + kind + ", not a " + c.is })
	}
	if c.only != nil {
		if kind != "map" {
			return ctx.refuse(func() string { return "is a " + kind + ", not a map" })
		}
		if extra, ok := plain.OtherKey(v, c.only); ok {
			return ctx.refuse(func() string {
				return "has " + strconv.Quote(decode.Excerpt(extra)) + " beside " + strings.Join(c.only, ", ")
			})
		}
	}
	if c.equals != nil && !slices.ContainsFunc(c.equals, func(w any) bool { return plain.Same(v, w) }) {
		return ctx.refuse(func() string { return "is " + found(v) + ", not " + quoteAll(c.equals) })
	}
	if !c.in.IsZero() && !ctx.among(c, v) {
		return ctx.refuse(func() string { return "is " + found(v) + ", which is not among those looked for" })
	}
	if c.matches != nil && (kind == "map" || kind == "list" || !c.matches.Match(ctx.matchable(v))) {
		return ctx.refuse(func() string { return "is " + found(v) + ", which does not match " + c.matches.String() })
	}
	return c.faultOfSize(ctx, v)
}

// among reports whether a value is one of those that in yields over the whole
// document, such as the ids of rules that fail. They are found once.
func (c *context) among(of *condition, v any) bool {
	key := amongKey{of, c.root}
	known, ok := c.known[key]
	if !ok {
		whole := *c
		whole.doc, whole.item = c.whole, false
		known = map[string]bool{}
		list, _ := of.in.eval(&whole).([]any)
		for _, w := range list {
			known[plain.Text(w)] = plain.Text(w) != "" && c.work.Take(1)
		}
		c.known[key] = known
	}
	return c.work.Take(1) && known[plain.Text(v)]
}

// matchable returns the text of a scalar that a pattern looks at, and counts
// the work.
func (c *context) matchable(v any) string {
	text := plain.Text(v)
	text = text[:min(len(text), maxMatched)]
	c.work.Take(1 + len(text)/4)
	return text
}

// found words a value that was found.
func found(v any) string {
	if text := plain.Text(v); text != "" {
		return strconv.Quote(decode.Excerpt(text))
	}
	if kind := plain.Kind(v); kind != "text" {
		return "a " + kind
	}
	return "empty"
}

func (c *condition) faultOfSize(ctx *context, v any) string {
	for _, bound := range []struct {
		value *value
		sign  int
		word  string
	}{{&c.above, +1, "above"}, {&c.below, -1, "below"}} {
		if bound.value.IsZero() {
			continue
		}
		x, okX := plain.Number(v)
		limit := bound.value.eval(ctx)
		y, okY := plain.Number(limit)
		if !okX || !okY || (x-y)*float64(bound.sign) <= 0 {
			return ctx.refuse(func() string { return "is " + found(v) + ", not " + bound.word + " " + found(limit) })
		}
	}
	return ""
}

func quoteAll(list []any) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = plain.Text(v)
	}
	return strings.Join(parts, " or ")
}
