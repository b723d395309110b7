package mermaid

import (
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

var (
	stateArrow  = onuse.Regexp(`^(\[\*\]|[^\s:{}]+?)(?::::[\w-]+)?\s*-->\s*(\[\*\]|[^\s:{}]+?)(?::::[\w-]+)?\s*(?::\s*(.*))?$`)
	stateNamed  = onuse.Regexp(`^state\s+"([^"]*)"\s+as\s+([^\s:{}]+)\s*(\{)?$`)
	stateBlock  = onuse.Regexp(`^state\s+([^\s:{}"]+)\s*\{$`)
	stateShape  = onuse.Regexp(`^state\s+([^\s:{}"]+)\s*(?:<<|\[\[)(\w+)(?:>>|\]\])$`)
	stateSaid   = onuse.Regexp(`^(?:state\s+)?([^\s:{}"]+)\s*:\s*(.+)$`)
	stateAlone  = onuse.Regexp(`^(?:state\s+)?([^\s:{}"]+?)(?::::[\w-]+)?$`)
	stateNote   = onuse.Regexp(`^note\s+(?:right|left)\s+of\s+([^\s:]+)\s*(?::\s*(.*))?$`)
	stateShapes = map[string]string{"fork": "bar", "join": "bar", "choice": "choice"}
)

// states is a state diagram that is being read.
type states struct {
	*graph
	said    map[*Node][]string // descriptions
	regions map[*Group]bool    // parts of a state that run at the same time
	note    *Node              // whose lines are being read
}

// ReadStates reads a state diagram.
func ReadStates(all []Statement) (*Graph, *Fault) {
	s := &states{graph: newGraph("State diagram", all), said: map[*Node][]string{}, regions: map[*Group]bool{}}
	for _, x := range all[1:] {
		s.line = x.Line
		if err := s.statement(x.Text); err != nil {
			return nil, err
		}
	}
	if s.note != nil {
		return nil, Faultf(s.line, "the note has no end")
	}
	for _, n := range s.Nodes {
		if said := s.said[n]; len(said) > 0 {
			n.Label = strings.Join(said, "<br>")
		}
	}
	s.bind()
	return s.done("state")
}

func (s *states) statement(text string) *Fault {
	if s.note != nil {
		return s.noted(text)
	}
	word, rest, _ := strings.Cut(text, " ")
	switch {
	case styled(word), word == "class" && rest != "":
		return nil
	case word == "direction":
		return s.direct(strings.TrimSpace(rest))
	case text == "}":
		return s.leave()
	case text == "--":
		return s.parallel()
	case word == "note":
		return s.newNote(text)
	}
	if m := stateArrow.FindStringSubmatch(text); m != nil {
		return s.arrow(m[1], m[2], m[3])
	}
	if m := stateNamed.FindStringSubmatch(text); m != nil {
		if m[3] != "" {
			return s.composite(m[2], m[1])
		}
		return s.describe(m[2], m[1])
	}
	if m := stateBlock.FindStringSubmatch(text); m != nil {
		return s.composite(m[1], m[1])
	}
	if m := stateShape.FindStringSubmatch(text); m != nil {
		shape := stateShapes[strings.ToLower(m[2])]
		if shape == "" {
			return Faultf(s.line, "%s is none of fork, join, choice", Clip(m[2]))
		}
		n, err := s.node(m[1], shape)
		n.Shape = shape
		return err
	}
	if m := stateSaid.FindStringSubmatch(text); m != nil {
		return s.describe(m[1], m[2])
	}
	if m := stateAlone.FindStringSubmatch(text); m != nil && !strings.Contains(m[1], "-->") {
		_, err := s.node(m[1], "round")
		return err
	}
	return Faultf(s.line, "%s is not understood", Clip(text))
}

// arrow reads a transition. The mark [*] is where a state begins, or ends.
func (s *states) arrow(from, to, label string) *Fault {
	if err := s.short(label); err != nil {
		return err
	}
	a, err := s.end(from, "start")
	if err != nil {
		return err
	}
	b, err := s.end(to, "stop")
	if err != nil {
		return err
	}
	return s.edge(&Edge{From: a, To: b, Label: label, Head: "arrow"})
}

func (s *states) end(id, mark string) (*Node, *Fault) {
	if id != "[*]" {
		return s.node(id, "round")
	}
	within := ""
	if g := s.here(); g != nil {
		within = g.ID
	}
	n, err := s.node("\x00"+mark+within, mark)
	n.Label = ""
	return n, err
}

func (s *states) describe(id, text string) *Fault {
	n, err := s.node(id, "round")
	if err == nil {
		err = s.row(text)
	}
	s.said[n] = append(s.said[n], text)
	return err
}

func (s *states) composite(id, title string) *Fault {
	if s.groups[id] != nil {
		return Faultf(s.line, "the state %s is opened twice", Clip(id))
	}
	g, err := s.enter(id, title)
	s.groups[id] = g
	if err == nil {
		err = s.short(title)
	}
	return err
}

// leave closes a state, and the part of it that is open.
func (s *states) leave() *Fault {
	if s.regions[s.here()] {
		s.open = s.open[:len(s.open)-1]
	}
	if len(s.open) == 0 {
		return Faultf(s.line, "} closes no state")
	}
	s.open = s.open[:len(s.open)-1]
	return nil
}

// parallel begins a part of a state that runs at the same time as those before.
func (s *states) parallel() *Fault {
	if s.regions[s.here()] {
		s.open = s.open[:len(s.open)-1]
	} else if in := s.here(); in != nil {
		first, err := s.region(in)
		if err != nil {
			return err
		}
		for _, n := range s.Nodes {
			if n.Group == in {
				n.Group = first
			}
		}
		for _, g := range s.Groups {
			if g.Parent == in && g != first {
				g.Parent = first
			}
		}
		s.open = s.open[:len(s.open)-1]
	}
	if s.here() == nil {
		return Faultf(s.line, "-- stands outside of a state")
	}
	_, err := s.region(s.here())
	return err
}

func (s *states) region(in *Group) (*Group, *Fault) {
	n := 1
	for g := range s.regions {
		if g.Parent == in {
			n++
		}
	}
	g, err := s.enter(in.ID+", part "+strconv.Itoa(n), "")
	s.regions[g] = true
	return g, err
}

func (s *states) newNote(text string) *Fault {
	m := stateNote.FindStringSubmatch(text)
	if m == nil {
		return Faultf(s.line, "%s is not understood", Clip(text))
	}
	about, err := s.node(m[1], "round")
	if err != nil {
		return err
	}
	n, err := s.add(&Node{ID: "\x00note", Label: m[2], Shape: "note", Group: about.Group})
	if err != nil {
		return err
	}
	if m[2] == "" {
		s.note = n
	}
	if err := s.short(m[2]); err != nil {
		return err
	}
	return s.edge(&Edge{From: about, To: n, Stroke: "dotted", Verb: "has the note"})
}

// noted reads a line of a note.
func (s *states) noted(text string) *Fault {
	if strings.EqualFold(text, "end note") {
		s.note = nil
		return nil
	}
	if s.note.Label != "" {
		s.note.Label += "<br>"
	}
	s.note.Label += text
	return s.row(text)
}

// bind lets lines lead to the groups that states became. A state that is opened
// and holds nothing is a box.
func (s *states) bind() {
	filled := map[*Group]bool{}
	for _, n := range s.Nodes {
		for in := n.Group; in != nil && s.groups[n.ID] == nil; in = in.Parent {
			filled[in] = true
		}
	}
	for _, g := range s.Groups {
		if s.groups[g.ID] == g && !filled[g] && s.nodes[g.ID] == nil {
			s.nodes[g.ID] = &Node{ID: g.ID, Label: g.Title, Shape: "round", Group: g.Parent}
			s.Nodes = append(s.Nodes, s.nodes[g.ID])
		}
	}
	as := func(n *Node) *Group {
		if g := s.groups[n.ID]; filled[g] {
			return g
		}
		return nil
	}
	s.Nodes = slices.DeleteFunc(s.Nodes, func(n *Node) bool {
		g := as(n)
		if g != nil && len(s.said[n]) > 0 {
			g.Title = n.Label
		}
		return g != nil
	})
	for _, n := range s.Nodes {
		for n.Group != nil && !filled[n.Group] {
			n.Group = n.Group.Parent
		}
	}
	s.Groups = slices.DeleteFunc(s.Groups, func(g *Group) bool { return !filled[g] })
	slices.SortStableFunc(s.Groups, func(a, b *Group) int { return a.depth() - b.depth() })
	for _, e := range s.Edges {
		if g := as(e.From); g != nil {
			e.From, e.FromGroup = nil, g
		}
		if g := as(e.To); g != nil {
			e.To, e.ToGroup = nil, g
		}
	}
}

func (g *Group) depth() int {
	n := 0
	for in := g.Parent; in != nil; in = in.Parent {
		n++
	}
	return n
}
