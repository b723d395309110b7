package stencil

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// compiler compiles one template and those that it calls.
type compiler struct {
	set    *Set
	known  map[string]*block // that were compiled before
	blocks map[string]*block // of this template and those that it calls
	scope  []string          // names of the variables that are visible, innermost last
	slots  int               // the most of them at a time

	settler settler
}

// template compiles a template once, as one that calls itself must be.
func (c *compiler) template(name string) *block {
	if b := cmp.Or(c.known[name], c.blocks[name]); b != nil {
		return b
	}
	tree := c.set.Tree(name)
	if tree == nil || tree.Root == nil {
		quit()
	}
	b := &block{}
	c.blocks[name] = b
	scope, slots := c.scope, c.slots
	c.scope, c.slots = []string{"$"}, 1
	b.body = c.settler.group(c.list(tree.Root), standing{dot: origin, top: origin})
	b.slots, b.whole = c.slots, true
	c.scope, c.slots = scope, slots
	return b
}

// declare gives a variable a slot.
func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, name)
	c.slots = max(c.slots, len(c.scope))
	return len(c.scope) - 1
}

// slot returns where the innermost variable of a name lies.
func (c *compiler) slot(name string) int {
	for i := len(c.scope) - 1; i >= 0; i-- {
		if c.scope[i] == name {
			return i
		}
	}
	quit()
	return -1
}

// list compiles statements, and joins text that stands side by side.
func (c *compiler) list(n *parse.ListNode) list {
	if n == nil {
		return nil
	}
	var out list
	for _, child := range n.Nodes {
		x := c.statement(child)
		if x == nil {
			continue
		}
		if text, ok := x.(literal); ok && len(out) > 0 {
			if before, ok := out[len(out)-1].(literal); ok {
				out[len(out)-1] = before + text
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// statement compiles one statement; nil for one that does nothing.
func (c *compiler) statement(n parse.Node) statement {
	switch n := n.(type) {
	case *parse.TextNode:
		return literal(n.Text)
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return c.action(n.Pipe)
	case *parse.IfNode:
		return c.choice(&n.BranchNode, false)
	case *parse.WithNode:
		return c.choice(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.loop(n)
	case *parse.BreakNode:
		return breaks
	case *parse.ContinueNode:
		return continues
	case *parse.TemplateNode:
		p := &part{}
		if n.Pipe != nil {
			p.x = c.pipeline(n.Pipe, n.Pipe.Cmds)
		}
		p.block = c.template(n.Name)
		return p
	case *parse.ListNode:
		return c.list(n)
	}
	quit()
	return nil
}

// action compiles {{pipeline}}. html/template has put escapers at its end.
func (c *compiler) action(p *parse.PipeNode) statement {
	if len(p.Decl) > 0 {
		return quiet{c.pipeline(p, p.Cmds)}
	}
	cut := len(p.Cmds)
	for cut > 0 && isEscaper(p.Cmds[cut-1]) {
		cut--
	}
	var names []string
	for _, cmd := range p.Cmds[cut:] {
		names = append(names, cmd.Args[0].(*parse.IdentifierNode).Ident)
	}
	w := c.writer(names)
	x := c.pipeline(p, p.Cmds[:cut])
	if k, ok := x.(*constant); ok {
		s := &state{max: c.set.Max}
		w.value(s, k.v)
		return literal(s.out)
	}
	out := &printed{x: closed(x), w: w}
	out.m, _ = out.x.(*member)
	return out
}

// isEscaper reports whether a command is an escaper that html/template added.
func isEscaper(cmd *parse.CommandNode) bool {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	return ok && len(cmd.Args) == 1 && strings.HasPrefix(id.Ident, "_html_template_")
}

// choice compiles if and with. What the condition declares, both branches see.
func (c *compiler) choice(n *parse.BranchNode, with bool) statement {
	outer := len(c.scope)
	out := &choice{x: c.pipeline(n.Pipe, n.Pipe.Cmds), with: with}
	if !with {
		out.x = closed(out.x)
	}
	inner := len(c.scope)
	out.then = c.list(n.List)
	c.scope = c.scope[:inner]
	out.other = c.list(n.ElseList)
	c.scope = c.scope[:outer]
	return out
}

// loop compiles range.
func (c *compiler) loop(n *parse.RangeNode) statement {
	outer := len(c.scope)
	out := &loop{x: c.pipeline(&parse.PipeNode{}, n.Pipe.Cmds), key: -1, elem: -1, outer: n.Pipe.IsAssign}
	var slots []int
	for _, d := range n.Pipe.Decl {
		if n.Pipe.IsAssign {
			slots = append(slots, c.slot(d.Ident[0]))
		} else {
			slots = append(slots, c.declare(d.Ident[0]))
		}
	}
	switch len(slots) {
	case 1:
		out.elem = slots[0]
	case 2:
		out.key, out.elem = slots[0], slots[1]
	}
	inner := len(c.scope)
	out.body = c.list(n.List)
	c.scope = c.scope[:inner]
	out.other = c.list(n.ElseList)
	c.scope = c.scope[:outer]
	return out
}

// pipeline compiles commands, each of which is given the result of the one
// before it, and the variables that the result is given to.
func (c *compiler) pipeline(p *parse.PipeNode, cmds []*parse.CommandNode) expression {
	if len(cmds) == 0 {
		quit()
	}
	var x expression
	for _, cmd := range cmds {
		x = c.command(cmd, x)
		if _, ok := x.(*constant); !ok {
			x = &opened{x}
		}
	}
	for _, d := range p.Decl {
		if d.Ident[0] == "$" {
			quit() // it is what a template begins with
		}
		if p.IsAssign {
			x = &set{x, c.slot(d.Ident[0]), true}
		} else {
			x = &set{x, c.declare(d.Ident[0]), false}
		}
	}
	return x
}

// closed returns an expression for whoever opens what it gives by itself.
func closed(x expression) expression {
	if o, ok := x.(*opened); ok {
		return o.x
	}
	return x
}

// command compiles one command; final is the result of the one before it, or nil.
func (c *compiler) command(cmd *parse.CommandNode, final expression) expression {
	switch n := cmd.Args[0].(type) {
	case *parse.FieldNode:
		return c.member(dot{}, n.Ident, cmd.Args[1:], final)
	case *parse.ChainNode:
		return c.member(c.operand(n.Node), n.Field, cmd.Args[1:], final)
	case *parse.VariableNode:
		if v := (&variable{c.slot(n.Ident[0])}); len(n.Ident) > 1 {
			return c.member(v, n.Ident[1:], cmd.Args[1:], final)
		}
	case *parse.IdentifierNode:
		return c.call(n.Ident, cmd.Args[1:], final)
	}
	if len(cmd.Args) > 1 || final != nil {
		quit()
	}
	switch n := cmd.Args[0].(type) {
	case *parse.NilNode:
		quit()
	case *parse.BoolNode, *parse.NumberNode, *parse.StringNode:
		return &constant{v: ideal(n)}
	}
	return c.operand(cmd.Args[0])
}

// operand compiles what is no literal.
func (c *compiler) operand(n parse.Node) expression {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot{}
	case *parse.FieldNode:
		return c.member(dot{}, n.Ident, nil, nil)
	case *parse.ChainNode:
		return c.member(c.operand(n.Node), n.Field, nil, nil)
	case *parse.VariableNode:
		v := &variable{c.slot(n.Ident[0])}
		if len(n.Ident) == 1 {
			return v
		}
		return c.member(v, n.Ident[1:], nil, nil)
	case *parse.PipeNode:
		return c.pipeline(n, n.Cmds)
	case *parse.IdentifierNode:
		return c.call(n.Ident, nil, nil)
	}
	quit()
	return nil
}

// member compiles a path of fields, keys and methods; the last may take
// arguments.
func (c *compiler) member(of expression, path []string, args []parse.Node, final expression) expression {
	for _, name := range path[:len(path)-1] {
		of = &member{of: of, name: name}
	}
	out := &member{of: of, name: path[len(path)-1], final: final, text: c.set.Texts[path[len(path)-1]]}
	for _, a := range args {
		out.args = append(out.args, c.argument(a))
	}
	return out
}

// argument compiles an argument whose type is known when it is called only.
func (c *compiler) argument(n parse.Node) argument {
	switch n.(type) {
	case *parse.BoolNode, *parse.NumberNode, *parse.StringNode, *parse.NilNode:
		return argument{literal: n}
	}
	return argument{x: c.operand(n)}
}

// ideal is the value of a literal where no type is asked for.
func ideal(n parse.Node) reflect.Value {
	switch n := n.(type) {
	case *parse.BoolNode:
		return reflect.ValueOf(n.True)
	case *parse.StringNode:
		return reflect.ValueOf(n.Text)
	case *parse.NumberNode:
		if n.IsInt && strings.Trim(n.Text, "-0123456789") == "" { // nobody writes 0x10 or 1e3 in a template
			return reflect.ValueOf(int(n.Int64))
		}
	}
	quit()
	return reflect.Value{}
}

// typed is the value of a literal as a type.
func typed(n parse.Node, t reflect.Type) reflect.Value {
	if t.Kind() == reflect.Interface && t.NumMethod() == 0 {
		if _, ok := n.(*parse.NilNode); ok {
			return reflect.Zero(t)
		}
		return ideal(n)
	}
	v := reflect.New(t).Elem()
	switch n := n.(type) {
	case *parse.BoolNode:
		if t.Kind() == reflect.Bool {
			v.SetBool(n.True)
			return v
		}
	case *parse.StringNode:
		if t.Kind() == reflect.String {
			v.SetString(n.Text)
			return v
		}
	case *parse.NumberNode:
		if v.CanInt() && n.IsInt {
			v.SetInt(n.Int64)
			return v
		}
		if v.CanFloat() && n.IsFloat {
			v.SetFloat(n.Float64)
			return v
		}
	case *parse.NilNode:
		if slices.Contains([]reflect.Kind{reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice}, t.Kind()) {
			return v
		}
	}
	quit()
	return reflect.Value{}
}
