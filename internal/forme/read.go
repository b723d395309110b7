package forme

import (
	"strconv"
	"text/template/parse"
)

// What a node begins with. The numbers stand in formes.bin.
const (
	end byte = iota // of the nodes of a list
	none
	text
	action
	choice
	with
	loop
	breaks
	continues
	call
	pipe
	field
	chain
	variable
	identifier
	null
	yes
	no
	number
	quoted
	dot
)

// reader reads what a writer wrote. It trusts it.
type reader struct {
	rest  string
	texts []string
}

// number returns the next number.
func (r *reader) number() int {
	n := 0
	for shift := 0; ; shift += 7 {
		b := r.byte()
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
}

func (r *reader) byte() byte {
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// list returns texts that stand one behind the other, each with its length.
func (r *reader) list() []string {
	out := make([]string, r.number())
	for i := range out {
		n := r.number()
		out[i], r.rest = r.rest[:n], r.rest[n:]
	}
	return out
}

func (r *reader) text() string { return r.texts[r.number()] }

// names returns several texts.
func (r *reader) names() []string {
	out := make([]string, r.number())
	for i := range out {
		out[i] = r.text()
	}
	return out
}

// nodes returns the nodes of a list, which is nil where there is none.
func (r *reader) nodes() *parse.ListNode {
	if r.rest[0] == none {
		r.byte()
		return nil
	}
	out := &parse.ListNode{NodeType: parse.NodeList}
	for r.rest[0] != end {
		out.Nodes = append(out.Nodes, r.node())
	}
	r.byte()
	return out
}

// node returns the next node.
func (r *reader) node() parse.Node {
	switch kind := r.byte(); kind {
	case text:
		return &parse.TextNode{NodeType: parse.NodeText, Text: []byte(r.text())}
	case action:
		return &parse.ActionNode{NodeType: parse.NodeAction, Pipe: r.pipe()}
	case choice:
		return &parse.IfNode{BranchNode: r.branch(parse.NodeIf)}
	case with:
		return &parse.WithNode{BranchNode: r.branch(parse.NodeWith)}
	case loop:
		return &parse.RangeNode{BranchNode: r.branch(parse.NodeRange)}
	case breaks:
		return &parse.BreakNode{NodeType: parse.NodeBreak}
	case continues:
		return &parse.ContinueNode{NodeType: parse.NodeContinue}
	case call:
		return &parse.TemplateNode{NodeType: parse.NodeTemplate, Name: strconv.Itoa(r.number() - 1), Pipe: r.pipe()}
	default:
		return r.operand(kind)
	}
}

func (r *reader) branch(kind parse.NodeType) parse.BranchNode {
	return parse.BranchNode{NodeType: kind, Pipe: r.pipe(), List: r.nodes(), ElseList: r.nodes()}
}

// pipe returns a pipeline, nil where there is none.
func (r *reader) pipe() *parse.PipeNode {
	if r.byte() == none {
		return nil
	}
	return r.pipeline()
}

func (r *reader) pipeline() *parse.PipeNode {
	p := &parse.PipeNode{NodeType: parse.NodePipe, IsAssign: r.byte() == yes}
	for range r.number() {
		p.Decl = append(p.Decl, &parse.VariableNode{NodeType: parse.NodeVariable, Ident: r.names()})
	}
	p.Cmds = make([]*parse.CommandNode, r.number())
	for i := range p.Cmds {
		cmd := &parse.CommandNode{NodeType: parse.NodeCommand, Args: make([]parse.Node, r.number())}
		for j := range cmd.Args {
			cmd.Args[j] = r.node()
		}
		p.Cmds[i] = cmd
	}
	return p
}

// operand returns a node of a command, of which the first byte was read.
func (r *reader) operand(kind byte) parse.Node {
	switch kind {
	case pipe:
		return r.pipeline()
	case field:
		return &parse.FieldNode{NodeType: parse.NodeField, Ident: r.names()}
	case chain:
		return &parse.ChainNode{NodeType: parse.NodeChain, Node: r.node(), Field: r.names()}
	case variable:
		return &parse.VariableNode{NodeType: parse.NodeVariable, Ident: r.names()}
	case identifier:
		return parse.NewIdentifier(r.text())
	case null:
		return &parse.NilNode{NodeType: parse.NodeNil}
	case yes, no:
		return &parse.BoolNode{NodeType: parse.NodeBool, True: kind == yes}
	case number:
		return r.numeral()
	case quoted:
		said, value := r.text(), r.text()
		return &parse.StringNode{NodeType: parse.NodeString, Quoted: said, Text: value}
	case dot:
		return &parse.DotNode{NodeType: parse.NodeDot}
	}
	panic("forme: formes.bin is broken")
}

// numeral returns a number: what stands in the template, and what it is.
func (r *reader) numeral() *parse.NumberNode {
	n := &parse.NumberNode{NodeType: parse.NodeNumber, Text: r.text(), IsInt: r.byte() == yes, IsUint: r.byte() == yes, IsFloat: r.byte() == yes}
	if n.IsInt {
		n.Int64, _ = strconv.ParseInt(r.text(), 10, 64)
	}
	if n.IsUint {
		n.Uint64, _ = strconv.ParseUint(r.text(), 10, 64)
	}
	if n.IsFloat {
		n.Float64, _ = strconv.ParseFloat(r.text(), 64)
	}
	return n
}
