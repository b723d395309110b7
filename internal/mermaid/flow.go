package mermaid

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/onuse"
)

// flow is a flowchart that is being read.
type flow struct {
	*graph
	named map[*Node]bool // their labels were written
}

// ReadFlow reads a flowchart. Statements about looks and clicks change nothing.
func ReadFlow(all []Statement) (*Graph, *Fault) {
	r := &flow{graph: newGraph("Flowchart", all), named: map[*Node]bool{}}
	first, rest, _ := strings.Cut(all[0].Text, ";")
	if fields := strings.Fields(first); len(fields) > 1 {
		switch d := strings.ToUpper(fields[1]); d {
		case "TB", "BT", "LR", "RL":
			r.Direction = d
		case "TD":
		default:
			return nil, Faultf(all[0].Line, "the direction %s is none of TB, BT, LR, RL", Clip(fields[1]))
		}
	}
	all[0].Text = rest
	for i := 0; i < len(all); i++ {
		r.line = all[i].Line
		text := all[i].Text
		for strings.Count(text, `"`)%2 == 1 && i+1 < len(all) {
			i++
			text += "\n" + all[i].Text
		}
		for _, s := range statements(text) {
			if err := r.statement(s); err != nil {
				return nil, err
			}
		}
	}
	if len(r.open) > 0 {
		return nil, Faultf(r.here().line, "the subgraph has no end")
	}
	if err := r.finish(); err != nil {
		return nil, err
	}
	return r.Graph, nil
}

// statements splits a line at semicolons outside quotes and brackets. Those
// that end an entity (#35;) part nothing.
func statements(s string) []string {
	var out []string
	depth, from := 0, 0
	quoted := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case strings.IndexByte("[({", c) >= 0:
			depth++
		case strings.IndexByte("])}", c) >= 0:
			depth--
		case c == ';' && depth <= 0 && !endsEntity(s[from:i]):
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

func endsEntity(s string) bool {
	i := strings.LastIndexByte(s, '#')
	return i >= 0 && i+1 < len(s) && !strings.ContainsFunc(s[i+1:], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func (r *flow) statement(s string) *Fault {
	s = strings.TrimSpace(s)
	word, rest, _ := strings.Cut(s, " ")
	switch word {
	case "":
		return nil
	case "class", "classDef", "style", "linkStyle", "click", "direction", "href":
		if rest != "" && !strings.ContainsAny(rest[:1], "-=<~&") {
			return nil
		}
	case "subgraph":
		return r.subgraph(strings.TrimSpace(rest))
	case "end":
		if len(r.open) == 0 {
			return Faultf(r.line, "end closes no subgraph")
		}
		r.open = r.open[:len(r.open)-1]
		return nil
	}
	return r.chain(s)
}

var groupTitle = onuse.Regexp(`^(\S+?)\s*\[(.*)\]$`)

func (r *flow) subgraph(s string) *Fault {
	if len(r.Groups) >= MaxGroups {
		return Faultf(r.line, "the diagram has more than %d subgraphs", MaxGroups)
	}
	g := &Group{Parent: r.here(), line: r.line}
	if m := groupTitle.FindStringSubmatch(s); m != nil {
		g.ID, g.Title = m[1], m[2]
	} else {
		g.ID, g.Title = strings.Trim(s, `"`), s
	}
	if len(s) > MaxLabel {
		return Faultf(r.line, "a title is longer than %d bytes", MaxLabel)
	}
	r.Groups = append(r.Groups, g)
	if _, ok := r.groups[g.ID]; !ok && g.ID != "" {
		r.groups[g.ID] = g
	}
	r.open = append(r.open, g)
	return nil
}

// chain reads "A & B --> C -- text --> D".
func (r *flow) chain(s string) *Fault {
	from, s, err := r.ends(s)
	if err != nil {
		return err
	}
	for {
		s = strings.TrimSpace(s)
		if s == "" {
			return nil
		}
		link, rest, ok := readLink(s)
		if !ok {
			return Faultf(r.line, "%s is not understood", Clip(s))
		}
		if len(link.text) > MaxLabel {
			return Faultf(r.line, "a label is longer than %d bytes", MaxLabel)
		}
		to, rest, err := r.ends(rest)
		if err != nil {
			return err
		}
		for _, a := range from {
			for _, b := range to {
				r.Edges = append(r.Edges, &Edge{From: a, To: b, Label: link.text, Stroke: link.stroke, Head: link.head, Tail: link.tail, Length: link.length})
			}
		}
		if len(r.Edges) > MaxEdges {
			return Faultf(r.line, "the diagram has more than %d arrows", MaxEdges)
		}
		from, s = to, rest
	}
}

// ends reads "A & B[label]".
func (r *flow) ends(s string) ([]*Node, string, *Fault) {
	var out []*Node
	for {
		n, rest, err := r.node(strings.TrimLeft(s, " \t"))
		if err != nil {
			return nil, "", err
		}
		out = append(out, n)
		s = strings.TrimLeft(rest, " \t")
		if !strings.HasPrefix(s, "&") {
			return out, s, nil
		}
		s = s[1:]
	}
}

// shapes are the brackets around labels, the longest first.
var shapes = []struct{ open, close, name string }{
	{"(((", ")))", "ring"}, {"((", "))", "circle"}, {"([", "])", "stadium"}, {"[[", "]]", "subroutine"}, {"[(", ")]", "cylinder"},
	{"[/", "/]", "lean-right"}, {"[/", `\]`, "trapezoid"}, {`[\`, `\]`, "lean-left"}, {`[\`, "/]", "funnel"},
	{"{{", "}}", "hexagon"}, {"[", "]", "box"}, {"(", ")", "round"}, {"{", "}", "diamond"}, {">", "]", "flag"},
}

// node reads a name, and the shape and label that may follow it.
func (r *flow) node(s string) (*Node, string, *Fault) {
	id := nodeID(s)
	if id == "" {
		return nil, "", Faultf(r.line, "the name of a box is expected at %s", Clip(s))
	}
	s = s[len(id):]
	n := r.nodes[id]
	if n == nil {
		if len(r.Nodes) >= MaxNodes {
			return nil, "", Faultf(r.line, "the diagram has more than %d boxes", MaxNodes)
		}
		n = &Node{ID: id, Shape: "box", Group: r.here(), Label: id}
		r.nodes[id] = n
		r.Nodes = append(r.Nodes, n)
	} else if n.Group == nil {
		n.Group = r.here()
	}
	for _, shape := range shapes {
		if !strings.HasPrefix(s, shape.open) {
			continue
		}
		inner, rest, ok := upTo(s[len(shape.open):], shape.close)
		if !ok {
			continue
		}
		if len(inner) > MaxLabel {
			return nil, "", Faultf(r.line, "a label is longer than %d bytes", MaxLabel)
		}
		n.Shape, n.Label, r.named[n] = shape.name, inner, true
		s = rest
		break
	}
	if class, ok := strings.CutPrefix(s, ":::"); ok {
		s = class[len(nodeID(class)):]
	}
	return n, s, nil
}

// upTo returns what stands before a closing bracket that is outside quotes.
func upTo(s, bracket string) (inner, rest string, ok bool) {
	from := 0
	if t := strings.TrimLeft(s, " \t\n"); strings.HasPrefix(t, `"`) {
		open := len(s) - len(t)
		n := strings.IndexByte(t[1:], '"')
		if n < 0 {
			return "", "", false
		}
		from = open + n + 2
		if strings.TrimSpace(s[from:][:max(strings.Index(s[from:], bracket), 0)]) != "" {
			return "", "", false
		}
	}
	n := strings.Index(s[from:], bracket)
	if n < 0 || strings.ContainsAny(s[from:from+n], "\n") {
		return "", "", false
	}
	return s[:from+n], s[from+n+len(bracket):], true
}

// nodeID returns the name at the start of s. A hyphen or a dot belongs to it
// where a letter or a digit follows.
func nodeID(s string) string {
	i := 0
	for i < len(s) {
		c, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		inner := i > 0 && strings.ContainsRune("-./", c) && (unicode.IsLetter(next) || unicode.IsDigit(next))
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && !unicode.IsMark(c) && !inner {
			break
		}
		i += size
	}
	return s[:i]
}

// finish binds what names a subgraph, and puts the boxes into their groups.
func (r *flow) finish() *Fault {
	group := func(n *Node) *Group {
		if r.named[n] {
			return nil
		}
		return r.groups[n.ID]
	}
	for _, e := range r.Edges {
		if g := group(e.From); g != nil {
			e.From, e.FromGroup = nil, g
		}
		if g := group(e.To); g != nil {
			e.To, e.ToGroup = nil, g
		}
	}
	r.Nodes = slices.DeleteFunc(r.Nodes, func(n *Node) bool { return group(n) != nil })
	for _, g := range r.Groups {
		if !r.holdsAny(g) { // so that it is a box itself
			r.Nodes = append(r.Nodes, &Node{ID: "\x00" + g.ID, Label: g.Title, Shape: "box", Group: g})
		}
	}
	if len(r.Nodes) == 0 {
		return Faultf(r.line, "the diagram has no boxes")
	}
	return nil
}

// holdsAny reports whether anything stands in a group, or in one inside it.
func (g *graph) holdsAny(x *Group) bool {
	for _, n := range g.Nodes {
		for in := n.Group; in != nil; in = in.Parent {
			if in == x {
				return true
			}
		}
	}
	return false
}
