package diagram

import (
	"fmt"
	"strings"
)

// sentences says what a flowchart shows: what stands in which group, and where
// each arrow leads, in the order of the source.
func (f *flow) sentences() string {
	var out []string
	if f.about != "" {
		out = append(out, sentence(f.about))
	}
	for _, g := range f.groups {
		var inside []string
		for _, n := range f.nodes {
			if n.group == g && !strings.HasPrefix(n.id, "\x00") {
				inside = append(inside, n.name())
			}
		}
		for _, inner := range f.groups {
			if inner.parent == g {
				inside = append(inside, inner.name())
			}
		}
		if len(inside) > 0 {
			out = append(out, sentence(g.name()+" holds "+list(inside)))
		}
	}
	out = append(out, f.members()...)
	named := map[*node]bool{}
	for _, e := range f.edges {
		if e.from.node != nil {
			named[e.from.node] = true
		}
		if e.to.node != nil {
			named[e.to.node] = true
		}
		if e.stroke == "none" {
			continue
		}
		said := e.from.words() + " goes to " + e.to.words()
		switch {
		case e.verb != "" && e.turned:
			said = e.to.words() + " " + e.verb + " " + e.from.words()
		case e.verb != "":
			said = e.from.words() + " " + e.verb + " " + e.to.words()
		case e.head != "" && e.tail != "":
			said = e.from.words() + " and " + e.to.words() + " go to each other"
		case e.head == "" && e.tail == "":
			said = e.from.words() + " is connected with " + e.to.words()
		case e.head == "":
			said = e.to.words() + " goes to " + e.from.words()
		}
		if n := e.counts; !n[0].empty() || !n[1].empty() {
			said += " (" + orElse(n[0].words(), "any") + " to " + orElse(n[1].words(), "any") + ")"
		}
		if !e.label.empty() {
			said += ": " + e.label.words()
		}
		out = append(out, sentence(said))
	}
	for _, n := range f.nodes {
		if !named[n] && n.group == f.root && len(n.parts) == 0 && n.above.empty() {
			out = append(out, sentence(n.name()+" stands alone"))
		}
	}
	return strings.Join(out, " ")
}

// sentence ends a text with a full stop, unless it has an end.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

func list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return fmt.Sprintf("%s and %s", strings.Join(items[:len(items)-1], ", "), items[len(items)-1])
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
