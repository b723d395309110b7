package mermaid

import "strings"

// Graph is boxes that lines connect: states, classes or entities.
type Graph struct {
	Kind      string // for people, such as State diagram
	Direction string // TB, BT, LR, RL
	Nodes     []*Node
	Groups    []*Group // one stands behind the one that holds it
	Edges     []*Edge
}

// Node is a box. Labels and rows are as they are written.
type Node struct {
	ID    string
	Label string
	Shape string     // record, note, start, stop, bar, choice; of a flowchart see shapes
	Parts [][]string // of a record: attributes, then what it does
	Above string     // of a record: over its name, such as interface
	Group *Group     // nil stands outside all groups
}

// Group is a box around boxes.
type Group struct {
	ID, Title string
	Parent    *Group
	line      int
}

// Edge is a line. One of From and FromGroup is set, and so for To.
type Edge struct {
	From, To           *Node
	FromGroup, ToGroup *Group
	Label              string
	Stroke             string // "", dotted, thick, none
	Length             int    // in layers, at least; 0 is 1
	// Head and Tail are what stands at To and at From: arrow, open, triangle,
	// diamond, rhomb, circle, cross, one, maybe, many, any, or "".
	Head, Tail         string
	FromCount, ToCount string // multiplicities, as they are written
	Verb               string // what From does to To, for people; "" is goes to
	Turned             bool   // the verb says what To does to From
}

// graph is a Graph that is being read.
type graph struct {
	*Graph
	line   int
	nodes  map[string]*Node
	groups map[string]*Group
	open   []*Group // from the outside to the inside
	rows   int
}

func newGraph(kind string, all []Statement) *graph {
	return &graph{Graph: &Graph{Kind: kind, Direction: "TB"}, line: all[0].Line, nodes: map[string]*Node{}, groups: map[string]*Group{}}
}

// here returns the innermost group that is open, or nil.
func (g *graph) here() *Group {
	if len(g.open) == 0 {
		return nil
	}
	return g.open[len(g.open)-1]
}

// node returns the box of a name, and makes it where it is new.
func (g *graph) node(id, shape string) (*Node, *Fault) {
	if n := g.nodes[id]; n != nil {
		return n, nil
	}
	n, err := g.add(&Node{ID: id, Label: id, Shape: shape, Group: g.here()})
	g.nodes[id] = n
	return n, err
}

// add adds a box that nothing refers to by name.
func (g *graph) add(n *Node) (*Node, *Fault) {
	if g.Nodes = append(g.Nodes, n); len(g.Nodes) > MaxNodes {
		return n, Faultf(g.line, "the diagram has more than %d boxes", MaxNodes)
	}
	return n, nil
}

func (g *graph) edge(e *Edge) *Fault {
	if g.Edges = append(g.Edges, e); len(g.Edges) > MaxEdges {
		return Faultf(g.line, "the diagram has more than %d lines", MaxEdges)
	}
	return nil
}

// enter opens a group.
func (g *graph) enter(id, title string) (*Group, *Fault) {
	x := &Group{ID: id, Title: title, Parent: g.here(), line: g.line}
	g.Groups = append(g.Groups, x)
	g.open = append(g.open, x)
	switch {
	case len(g.Groups) > MaxGroups:
		return x, Faultf(g.line, "the diagram has more than %d groups", MaxGroups)
	case len(g.open) > maxDepth:
		return x, Faultf(g.line, "groups are nested deeper than %d", maxDepth)
	}
	return x, nil
}

// row notes a line of a box.
func (g *graph) row(text string) *Fault {
	switch g.rows++; {
	case g.rows > MaxRows:
		return Faultf(g.line, "the boxes hold more than %d lines", MaxRows)
	case len(text) > MaxLabel:
		return Faultf(g.line, "a line is longer than %d bytes", MaxLabel)
	}
	return nil
}

// short says that a label is not too long.
func (g *graph) short(labels ...string) *Fault {
	for _, s := range labels {
		if len(s) > MaxLabel {
			return Faultf(g.line, "a label is longer than %d bytes", MaxLabel)
		}
	}
	return nil
}

// direct reads "direction LR".
func (g *graph) direct(word string) *Fault {
	switch d := strings.ToUpper(word); d {
	case "TB", "BT", "LR", "RL":
		if len(g.open) == 0 { // inside a group it changes nothing: a picture has one direction
			g.Direction = d
		}
	case "TD":
	default:
		return Faultf(g.line, "the direction %s is none of TB, BT, LR, RL", Clip(word))
	}
	return nil
}

// done ends the reading.
func (g *graph) done(what string) (*Graph, *Fault) {
	if x := g.here(); x != nil {
		return nil, Faultf(x.line, "the %s has no end", what)
	}
	if len(g.Nodes) == 0 {
		return nil, Faultf(g.line, "the diagram has no boxes")
	}
	return g.Graph, nil
}

// unquoted takes away the quotes around a text.
func unquoted(s string) string {
	s = strings.TrimSpace(s)
	if n := len(s); n >= 2 && s[0] == '"' && s[n-1] == '"' {
		return s[1 : n-1]
	}
	return s
}

// styled reports whether a statement is about looks and clicks only.
func styled(word string) bool {
	switch word {
	case "classDef", "style", "cssClass", "linkStyle", "click", "link", "callback", "href", "hide", "scale":
		return true
	}
	return false
}
