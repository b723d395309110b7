package forme

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"text/template/parse"
)

// Writer writes formes.bin.
type Writer struct {
	texts  []string
	places map[string]int // of texts
	trees  []string
	ids    map[[sha256.Size]byte]int // of trees, by what they and those that they call say
	themes [][]byte
}

// NewWriter returns a writer.
func NewWriter() *Writer {
	return &Writer{places: make(map[string]int), ids: make(map[[sha256.Size]byte]int)}
}

// Theme begins a theme. Each of its templates is given by Add.
func (w *Writer) Theme(digest string, templates int) {
	theme := binary.AppendUvarint(nil, uint64(w.place(digest)))
	w.themes = append(w.themes, binary.AppendUvarint(theme, uint64(templates)))
}

// Add adds a layout or component to the theme that was begun last: the tree of a
// name and those that it calls. Of trees that other templates call, too, and that
// lead to equal ones, one is kept.
func (w *Writer) Add(template string, trees map[string]*parse.Tree, root string) {
	last := &w.themes[len(w.themes)-1]
	*last = binary.AppendUvarint(*last, uint64(w.place(template)))
	*last = binary.AppendUvarint(*last, uint64(w.tree(trees, root)))
}

// Bytes returns the file.
func (w *Writer) Bytes() []byte {
	var out []byte
	for _, list := range [][]string{w.texts, w.trees} {
		out = binary.AppendUvarint(out, uint64(len(list)))
		for _, s := range list {
			out = append(binary.AppendUvarint(out, uint64(len(s))), s...)
		}
	}
	return append(binary.AppendUvarint(out, uint64(len(w.themes))), slices.Concat(w.themes...)...)
}

// place returns the number of a text.
func (w *Writer) place(s string) int {
	i, known := w.places[s]
	if !known {
		i = len(w.texts)
		w.texts, w.places[s] = append(w.texts, s), i
	}
	return i
}

// tree returns the number of a tree.
func (w *Writer) tree(trees map[string]*parse.Tree, name string) int {
	reached := make(map[string]bool)
	reach(trees, name, reached)
	sum := sha256.New()
	for _, n := range append([]string{name}, slices.Sorted(maps.Keys(reached))...) {
		fmt.Fprintf(sum, "%q %q\n", n, trees[n].Root.String())
	}
	key := [sha256.Size]byte(sum.Sum(nil))
	if id, known := w.ids[key]; known {
		return id
	}
	id := len(w.trees)
	w.ids[key] = id
	w.trees = append(w.trees, "")
	p := &printer{w: w, trees: trees}
	p.node(trees[name].Root)
	w.trees[id] = string(p.out)
	return id
}

// reach finds the trees that one leads to.
func reach(trees map[string]*parse.Tree, name string, reached map[string]bool) {
	if reached[name] || trees[name] == nil {
		return
	}
	reached[name] = true
	p := &printer{w: NewWriter(), called: func(other string) { reach(trees, other, reached) }}
	p.node(trees[name].Root)
}

// printer writes one tree.
type printer struct {
	w      *Writer
	trees  map[string]*parse.Tree
	called func(name string) // in place of writing what is called
	out    []byte
}

func (p *printer) byte(b byte)   { p.out = append(p.out, b) }
func (p *printer) count(n int)   { p.out = binary.AppendUvarint(p.out, uint64(n)) }
func (p *printer) text(s string) { p.count(p.w.place(s)) }

func (p *printer) names(names []string) {
	p.count(len(names))
	for _, n := range names {
		p.text(n)
	}
}

func (p *printer) bool(b bool) {
	if b {
		p.byte(yes)
	} else {
		p.byte(no)
	}
}

// node writes a node as a reader reads it.
func (p *printer) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			p.byte(none)
			return
		}
		for _, child := range n.Nodes {
			p.node(child)
		}
		p.byte(end)
	case *parse.CommentNode:
	case *parse.TextNode:
		p.byte(text)
		p.text(string(n.Text))
	case *parse.ActionNode:
		p.byte(action)
		p.node(n.Pipe)
	case *parse.IfNode:
		p.branch(choice, &n.BranchNode)
	case *parse.WithNode:
		p.branch(with, &n.BranchNode)
	case *parse.RangeNode:
		p.branch(loop, &n.BranchNode)
	case *parse.BreakNode:
		p.byte(breaks)
	case *parse.ContinueNode:
		p.byte(continues)
	case *parse.TemplateNode:
		p.byte(call)
		p.call(n.Name)
		p.node(n.Pipe)
	default:
		p.operand(n)
	}
}

func (p *printer) branch(kind byte, n *parse.BranchNode) {
	p.byte(kind)
	p.node(n.Pipe)
	p.node(n.List)
	p.node(n.ElseList)
}

// call writes which tree is called: its number and one, 0 for none.
func (p *printer) call(name string) {
	switch {
	case p.called != nil:
		p.called(name)
	case p.trees[name] == nil:
		p.count(0)
	default:
		p.count(p.w.tree(p.trees, name) + 1)
	}
}

// operand writes a node of a command, or a pipeline.
func (p *printer) operand(n parse.Node) {
	switch n := n.(type) {
	case *parse.PipeNode:
		p.pipe(n)
	case *parse.FieldNode:
		p.byte(field)
		p.names(n.Ident)
	case *parse.ChainNode:
		p.byte(chain)
		p.node(n.Node)
		p.names(n.Field)
	case *parse.VariableNode:
		p.byte(variable)
		p.names(n.Ident)
	case *parse.IdentifierNode:
		p.byte(identifier)
		p.text(n.Ident)
	case *parse.NilNode:
		p.byte(null)
	case *parse.BoolNode:
		p.bool(n.True)
	case *parse.NumberNode:
		p.numeral(n)
	case *parse.StringNode:
		p.byte(quoted)
		p.text(n.Quoted)
		p.text(n.Text)
	case *parse.DotNode:
		p.byte(dot)
	default:
		panic(fmt.Sprintf("forme: a template with %T", n))
	}
}

func (p *printer) pipe(n *parse.PipeNode) {
	if n == nil {
		p.byte(none)
		return
	}
	p.byte(pipe)
	p.bool(n.IsAssign)
	p.count(len(n.Decl))
	for _, d := range n.Decl {
		p.names(d.Ident)
	}
	p.count(len(n.Cmds))
	for _, cmd := range n.Cmds {
		p.count(len(cmd.Args))
		for _, arg := range cmd.Args {
			p.node(arg)
		}
	}
}

func (p *printer) numeral(n *parse.NumberNode) {
	p.byte(number)
	p.text(n.Text)
	p.bool(n.IsInt)
	p.bool(n.IsUint)
	p.bool(n.IsFloat)
	if n.IsInt {
		p.text(strconv.FormatInt(n.Int64, 10))
	}
	if n.IsUint {
		p.text(strconv.FormatUint(n.Uint64, 10))
	}
	if n.IsFloat {
		p.text(strconv.FormatFloat(n.Float64, 'g', -1, 64))
	}
}
