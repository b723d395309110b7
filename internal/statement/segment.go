package statement

import (
	"errors"
	"strconv"
	"strings"
	"text/template/parse"
)

// Segment is a part of an expanded sentence: plain text, or what a parameter
// says.
type Segment struct {
	Text      string
	Control   string // of the parameter; "" for the sentence's own control
	Parameter string // "" for plain text
}

// The marks that stand around what a parameter says while a sentence is cut.
// Text that holds them itself is not cut.
const (
	opens, named, closes = '\x02', '\x03', '\x04'
)

// Segments fills in the sentence as Expand does, and tells which of its words
// come out of parameters. Together the segments are what Expand returns.
func (t *Template) Segments(own Values, of func(control string) (Values, bool)) ([]Segment, error) {
	whole, err := t.Expand(own, of)
	if err != nil {
		return nil, err
	}
	t.mark.Do(t.putMarks)
	if t.marked == nil {
		return nil, errUnmarked
	}
	marked, m := &Template{text: t.text, parsed: &parsed{tmpl: t.marked, calls: t.calls}}, marker{t.reads}
	text, err := marked.Expand(own, of)
	if err != nil {
		return []Segment{{Text: whole}}, nil // too long with the marks
	}
	if out := m.cut(text); joined(out) == whole {
		return out, nil
	}
	return []Segment{{Text: whole}}, nil
}

var errUnmarked = errors.New("the sentence cannot be marked")

// putMarks makes the sentence with marks around what it reads.
func (p *parsed) putMarks() {
	tmpl, err := p.tmpl.Clone()
	if err != nil {
		return
	}
	var m marker
	tree := tmpl.Tree.Copy()
	m.list(tree.Root, Read{})
	if tmpl, err = tmpl.AddParseTree(tmpl.Name(), tree); err == nil {
		p.marked, p.reads = tmpl, m.reads
	}
}

// joined is the text of segments.
func joined(list []Segment) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.Text)
	}
	return b.String()
}

// marker puts marks around what reads a parameter.
type marker struct{ reads []Read }

// list marks the nodes of a list; dot is what the dot reads there.
func (m *marker) list(l *parse.ListNode, dot Read) {
	if l == nil {
		return
	}
	var out []parse.Node
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			m.list(n.List, dot)
			m.list(n.ElseList, dot)
		case *parse.WithNode:
			m.list(n.List, readOf(n.Pipe, dot))
			m.list(n.ElseList, dot)
		case *parse.ActionNode:
			if read := readOf(n.Pipe, dot); read.Parameter != "" && len(n.Pipe.Decl) == 0 {
				out = append(out, mark(string(opens)+strconv.Itoa(len(m.reads))+string(named)), n, mark(string(closes)))
				m.reads = append(m.reads, read)
				continue
			}
		}
		out = append(out, n)
	}
	l.Nodes = out
}

func mark(text string) parse.Node {
	return &parse.TextNode{NodeType: parse.NodeText, Text: []byte(text)}
}

// readOf returns the first parameter that a pipe reads.
func readOf(p *parse.PipeNode, dot Read) Read {
	for _, c := range p.Cmds {
		if id, ok := c.Args[0].(*parse.IdentifierNode); ok && id.Ident == "control" && len(c.Args) == 3 {
			control, ok1 := c.Args[1].(*parse.StringNode)
			name, ok2 := c.Args[2].(*parse.StringNode)
			if ok1 && ok2 {
				return Read{Control: control.Text, Parameter: name.Text}
			}
		}
		for _, a := range c.Args {
			read := Read{}
			switch a := a.(type) {
			case *parse.FieldNode:
				read = Read{Parameter: a.Ident[0]}
			case *parse.VariableNode:
				if a.Ident[0] == "$" && len(a.Ident) > 1 {
					read = Read{Parameter: a.Ident[1]}
				}
			case *parse.DotNode:
				read = dot
			case *parse.PipeNode:
				read = readOf(a, dot)
			}
			if read.Parameter != "" {
				return read
			}
		}
	}
	return Read{}
}

// cut takes the marks out of a text and makes segments. Spaces before and after
// what a parameter says belong to the text around it.
func (m *marker) cut(text string) []Segment {
	var out []Segment
	add := func(s Segment) {
		if n := len(out); s.Text != "" && n > 0 && out[n-1].Parameter == "" && s.Parameter == "" {
			out[n-1].Text += s.Text
		} else if s.Text != "" {
			out = append(out, s)
		}
	}
	for text != "" {
		before, rest, found := strings.Cut(text, string(opens))
		add(Segment{Text: before})
		if !found {
			break
		}
		number, rest, _ := strings.Cut(rest, string(named))
		said, after, _ := strings.Cut(rest, string(closes))
		i, err := strconv.Atoi(number)
		if err != nil || i < 0 || i >= len(m.reads) {
			return nil
		}
		word := strings.TrimSpace(said)
		at := strings.Index(said, word)
		add(Segment{Text: said[:at]})
		add(Segment{Text: word, Control: m.reads[i].Control, Parameter: m.reads[i].Parameter})
		add(Segment{Text: said[at+len(word):]})
		text = after
	}
	return out
}
