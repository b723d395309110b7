package mermaid

import (
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// A name of a class, with the type that it is made for: List~Person~.
const className = `([^\s"~:<>{}\[\]|*]+(?:~[^~"]*~)?|` + "`[^`]*`)"

var (
	classLine  = onuse.Regexp(`^` + className + `(?:\s*"([^"]*)")?\s*(<\||<|\*|o|\(\))?(--|\.\.)(\|>|>|\*|o|\(\))?\s*(?:"([^"]*)"\s*)?` + className + `\s*(?::\s*(.*))?$`)
	classNew   = onuse.Regexp(`^class\s+` + className + `(?:\s*\["([^"]*)"\])?(?:\s*:::[\w-]+)?\s*(<<[^>]*>>)?\s*(\{)?(.*?)(\})?$`)
	classSaid  = onuse.Regexp(`^` + className + `\s*:\s*(.+)$`)
	classMark  = onuse.Regexp(`^<<([^>]*)>>\s*` + className + `?$`)
	classSpace = onuse.Regexp(`^namespace\s+([^\s{]+)\s*\{$`)
	classNote  = onuse.Regexp(`^note\s+(?:for\s+` + className + `\s+)?"([^"]*)"$`)
	classHeads = map[string]string{"<|": "triangle", "|>": "triangle", "<": "open", ">": "open", "*": "diamond", "o": "rhomb", "()": "circle"}
)

// classes is a class diagram that is being read.
type classes struct {
	*graph
	body *Node // whose members are being read
}

// ReadClasses reads a class diagram.
func ReadClasses(all []Statement) (*Graph, *Fault) {
	c := &classes{graph: newGraph("Class diagram", all)}
	for _, x := range all[1:] {
		c.line = x.Line
		if err := c.statement(x.Text); err != nil {
			return nil, err
		}
	}
	if c.body != nil {
		return nil, Faultf(c.line, "the class %s has no end", Clip(c.body.ID))
	}
	return c.done("namespace")
}

func (c *classes) class(name string) (*Node, *Fault) {
	name = strings.Trim(name, "`")
	id, kind, generic := strings.Cut(name, "~")
	n, err := c.node(id, "record")
	if n.Parts == nil {
		n.Parts = make([][]string, 2)
	}
	if generic && n.Label == id {
		n.Label = id + "&lt;" + strings.TrimSuffix(kind, "~") + "&gt;"
	}
	return n, err
}

func (c *classes) statement(text string) *Fault {
	if c.body != nil {
		return c.inside(text)
	}
	word, rest, _ := strings.Cut(text, " ")
	switch {
	case styled(word):
		return nil
	case word == "direction":
		return c.direct(strings.TrimSpace(rest))
	case text == "}":
		if len(c.open) == 0 {
			return Faultf(c.line, "} closes nothing")
		}
		c.open = c.open[:len(c.open)-1]
		return nil
	}
	if m := classSpace.FindStringSubmatch(text); m != nil {
		_, err := c.enter(m[1], m[1])
		return err
	}
	if m := classNote.FindStringSubmatch(text); m != nil {
		return c.newNote(m[1], m[2])
	}
	if m := classMark.FindStringSubmatch(text); m != nil && m[2] != "" {
		n, err := c.class(m[2])
		n.Above = m[1]
		return err
	}
	if m := classNew.FindStringSubmatch(text); m != nil && (m[4] != "" || m[5] == "" && m[6] == "") {
		return c.newClass(m)
	}
	if m := classLine.FindStringSubmatch(text); m != nil {
		return c.relate(m)
	}
	if m := classSaid.FindStringSubmatch(text); m != nil {
		n, err := c.class(m[1])
		if err != nil {
			return err
		}
		return c.member(n, m[2])
	}
	return Faultf(c.line, "%s is not understood", Clip(text))
}

// newClass reads "class Name["label"] { members }".
func (c *classes) newClass(m []string) *Fault {
	n, err := c.class(m[1])
	if err != nil {
		return err
	}
	if m[2] != "" {
		n.Label = m[2]
	}
	if m[3] != "" {
		n.Above = strings.Trim(m[3], "<>")
	}
	if m[4] == "" {
		return c.short(m[2])
	}
	for member := range strings.SplitSeq(m[5], ";") {
		if member = strings.TrimSpace(member); member != "" {
			if err := c.member(n, member); err != nil {
				return err
			}
		}
	}
	if m[6] == "" {
		c.body = n
	}
	return c.short(m[2])
}

// inside reads a line between the braces of a class.
func (c *classes) inside(text string) *Fault {
	if text == "}" {
		c.body = nil
		return nil
	}
	if m := classMark.FindStringSubmatch(text); m != nil && m[2] == "" {
		c.body.Above = m[1]
		return nil
	}
	if strings.ContainsAny(text, "{}") && strings.Trim(text, "}") != text {
		text = strings.TrimSpace(strings.TrimSuffix(text, "}"))
		err := c.member(c.body, text)
		c.body = nil
		return err
	}
	return c.member(c.body, text)
}

// member adds an attribute or, with parentheses, what a class does.
func (c *classes) member(n *Node, text string) *Fault {
	part := 0
	if strings.Contains(text, "(") {
		part = 1
	}
	text = generics.ReplaceAllString(strings.TrimRight(text, "$*"), "&lt;$1&gt;")
	n.Parts[part] = append(n.Parts[part], text)
	return c.row(text)
}

var generics = onuse.Regexp(`~([^~]+)~`)

func (c *classes) newNote(about, text string) *Fault {
	n, err := c.add(&Node{ID: "\x00note", Label: text, Shape: "note", Group: c.here()})
	if err != nil {
		return err
	}
	if about != "" {
		of, err := c.class(about)
		if err != nil {
			return err
		}
		n.Group = of.Group
		if err := c.edge(&Edge{From: of, To: n, Stroke: "dotted", Verb: "has the note"}); err != nil {
			return err
		}
	}
	return c.short(text)
}

// relate reads a line between two classes. What a class comes from is drawn
// above it, so that a line that is written the other way round is turned.
func (c *classes) relate(m []string) *Fault {
	a, err := c.class(m[1])
	if err != nil {
		return err
	}
	b, err := c.class(m[7])
	if err != nil {
		return err
	}
	e := &Edge{From: a, To: b, Tail: classHeads[m[3]], Head: classHeads[m[5]], FromCount: m[2], ToCount: m[6], Label: m[8]}
	if m[4] == ".." {
		e.Stroke = "dotted"
	}
	if e.Head == "triangle" && e.Tail == "" || (e.Head == "diamond" || e.Head == "rhomb") && e.Tail == "" {
		e.From, e.To, e.Tail, e.Head, e.FromCount, e.ToCount = e.To, e.From, e.Head, e.Tail, e.ToCount, e.FromCount
	}
	e.Verb, e.Turned = verbOf(e)
	if err := c.short(e.Label, e.FromCount, e.ToCount); err != nil {
		return err
	}
	return c.edge(e)
}

// verbOf says what a line between classes means, and whether it is To that does
// it.
func verbOf(e *Edge) (verb string, turned bool) {
	dotted := e.Stroke != ""
	switch {
	case e.Tail == "triangle" && dotted:
		return "implements", true
	case e.Tail == "triangle":
		return "is a kind of", true
	case e.Tail == "diamond":
		return "is made of", false
	case e.Tail == "rhomb":
		return "has", false
	case e.Tail == "circle":
		return "uses the interface", true
	case e.Head == "circle":
		return "offers the interface", false
	case e.Head == "open" && e.Tail == "open":
		return "and the other know each other:", false
	case e.Head == "open" && dotted:
		return "depends on", false
	case e.Tail == "open" && dotted:
		return "depends on", true
	case e.Head == "open":
		return "refers to", false
	case e.Tail == "open":
		return "refers to", true
	}
	return "is connected with", false
}
