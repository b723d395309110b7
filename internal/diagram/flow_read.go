package diagram

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// flowReader reads the statements of a flowchart.
type flowReader struct {
	*flow
	open []*group
	line int
}

// readFlow reads a flowchart. Statements about looks and clicks change nothing.
func readFlow(all []statement, head *heading) (drawing, *Fault) {
	f := &flow{direction: "TB", root: &group{}, nodeByID: map[string]*node{}, groupByID: map[string]*group{}}
	r := &flowReader{flow: f, open: []*group{f.root}}
	first, rest, _ := strings.Cut(all[0].text, ";")
	if fields := strings.Fields(first); len(fields) > 1 {
		switch d := strings.ToUpper(fields[1]); d {
		case "TB", "BT", "LR", "RL":
			f.direction = d
		case "TD":
		default:
			return nil, fault(all[0].line, "the direction %s is none of TB, BT, LR, RL", clip(fields[1]))
		}
	}
	all[0].text = rest
	for i := 0; i < len(all); i++ {
		r.line = all[i].line
		text := all[i].text
		for strings.Count(text, `"`)%2 == 1 && i+1 < len(all) {
			i++
			text += "\n" + all[i].text
		}
		for _, s := range statements(text) {
			if err := r.statement(s); err != nil {
				return nil, err
			}
		}
	}
	if len(r.open) > 1 {
		return nil, fault(r.open[len(r.open)-1].line, "the subgraph has no end")
	}
	if err := r.finish(head); err != nil {
		return nil, err
	}
	return f, nil
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

func (r *flowReader) statement(s string) *Fault {
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
		if len(r.open) == 1 {
			return fault(r.line, "end closes no subgraph")
		}
		r.open = r.open[:len(r.open)-1]
		return nil
	}
	return r.chain(s)
}

var groupTitle = regexp.MustCompile(`^(\S+?)\s*\[(.*)\]$`)

func (r *flowReader) subgraph(s string) *Fault {
	if len(r.groups) >= maxGroups {
		return fault(r.line, "the diagram has more than %d subgraphs", maxGroups)
	}
	parent := r.open[len(r.open)-1]
	g := &group{parent: parent, line: r.line}
	if m := groupTitle.FindStringSubmatch(s); m != nil {
		g.id, g.title = m[1], readLabel(m[2], 1e9)
	} else {
		g.title = readLabel(s, 1e9)
		g.id = strings.Trim(s, `"`)
	}
	if len(s) > maxLabel {
		return fault(r.line, "a title is longer than %d bytes", maxLabel)
	}
	g.title = g.title.heading()
	r.groups = append(r.groups, g)
	if _, ok := r.groupByID[g.id]; !ok && g.id != "" {
		r.groupByID[g.id] = g
	}
	r.open = append(r.open, g)
	return nil
}

// chain reads "A & B --> C -- text --> D".
func (r *flowReader) chain(s string) *Fault {
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
			return fault(r.line, "%s is not understood", clip(s))
		}
		if len(link.text) > maxLabel {
			return fault(r.line, "a label is longer than %d bytes", maxLabel)
		}
		to, rest, err := r.ends(rest)
		if err != nil {
			return err
		}
		for _, a := range from {
			for _, b := range to {
				e := &edge{from: end{node: a}, to: end{node: b}, label: readLabel(link.text, wrapWidth), stroke: link.stroke, head: link.head, tail: link.tail, length: link.length}
				r.edges = append(r.edges, e)
			}
		}
		if len(r.edges) > maxEdges {
			return fault(r.line, "the diagram has more than %d arrows", maxEdges)
		}
		from, s = to, rest
	}
}

// ends reads "A & B[label]".
func (r *flowReader) ends(s string) ([]*node, string, *Fault) {
	var out []*node
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
func (r *flowReader) node(s string) (*node, string, *Fault) {
	id := nodeID(s)
	if id == "" {
		return nil, "", fault(r.line, "the name of a box is expected at %s", clip(s))
	}
	s = s[len(id):]
	n := r.nodeByID[id]
	here := r.open[len(r.open)-1]
	if n == nil {
		if len(r.nodes) >= maxNodes {
			return nil, "", fault(r.line, "the diagram has more than %d boxes", maxNodes)
		}
		n = &node{id: id, shape: "box", group: here, label: readLabel(id, wrapWidth)}
		r.nodeByID[id] = n
		r.nodes = append(r.nodes, n)
	} else if n.group == r.root {
		n.group = here
	}
	for _, shape := range shapes {
		if !strings.HasPrefix(s, shape.open) {
			continue
		}
		inner, rest, ok := upTo(s[len(shape.open):], shape.close)
		if !ok {
			continue
		}
		if len(inner) > maxLabel {
			return nil, "", fault(r.line, "a label is longer than %d bytes", maxLabel)
		}
		n.shape, n.named = shape.name, true
		n.label = readLabel(inner, wrapWidth)
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
func (r *flowReader) finish(head *heading) *Fault {
	r.heading = *head
	for _, e := range r.edges {
		for _, x := range []*end{&e.from, &e.to} {
			if g := r.groupByID[x.node.id]; g != nil && !x.node.named {
				*x = end{group: g}
			}
		}
	}
	kept := r.nodes[:0]
	for _, n := range r.nodes {
		if r.groupByID[n.id] == nil || n.named {
			kept = append(kept, n)
		}
	}
	r.nodes = kept
	for _, g := range r.groups {
		if !r.holdsAny(g) { // so that it is a box itself
			r.nodes = append(r.nodes, &node{id: "\x00" + g.id, label: g.title, shape: "box", group: g})
		}
	}
	if len(r.nodes) == 0 {
		return fault(r.line, "the diagram has no boxes")
	}
	return nil
}

// holdsAny reports whether anything stands in a group, or in one inside it.
func (r *flowReader) holdsAny(g *group) bool {
	for _, n := range r.nodes {
		for in := n.group; in != nil; in = in.parent {
			if in == g {
				return true
			}
		}
	}
	return false
}
