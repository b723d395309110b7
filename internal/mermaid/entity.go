package mermaid

import (
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

const entityName = `("[^"]+"|[\pL_][\pL\pN_.-]*?)`

var (
	entityLine = onuse.Regexp(`^` + entityName + `\s*(\|o|\|\||\}o|\}\|)(--|\.\.|-\.|\.-)(o\||\|\||o\{|\|\{)\s*` + entityName + `\s*(?::\s*(.*))?$`)
	entityNew  = onuse.Regexp(`^` + entityName + `(?:\s*\[\s*("[^"]*"|[^\]"]*)\s*\])?(?:\s*:::[\w-]+)?\s*(\{\s*\}?)?$`)
	entityRow  = onuse.Regexp(`^(\S+)\s+(\S+)((?:\s+(?:PK|FK|UK)\s*,?)*)\s*(?:"([^"]*)")?$`)
	entityEnds = map[string]string{"|o": "maybe", "o|": "maybe", "||": "one", "}o": "any", "o{": "any", "}|": "many", "|{": "many"}
	entitySaid = map[string]string{"maybe": "zero or one", "one": "exactly one", "any": "zero or more", "many": "one or more"}
)

// entities is an entity relationship diagram that is being read.
type entities struct {
	*graph
	body *Node
}

// ReadEntities reads an entity relationship diagram.
func ReadEntities(all []Statement) (*Graph, *Fault) {
	r := &entities{graph: newGraph("Entity diagram", all)}
	for _, x := range all[1:] {
		r.line = x.Line
		if err := r.statement(x.Text); err != nil {
			return nil, err
		}
	}
	if r.body != nil {
		return nil, Faultf(r.line, "the entity %s has no end", Clip(r.body.ID))
	}
	return r.done("entity")
}

func (r *entities) entity(name string) (*Node, *Fault) {
	n, err := r.node(unquoted(name), "record")
	if n.Parts == nil {
		n.Parts = make([][]string, 1)
	}
	return n, err
}

func (r *entities) statement(text string) *Fault {
	word, rest, _ := strings.Cut(text, " ")
	switch {
	case r.body != nil:
		return r.attribute(text)
	case styled(word), word == "class":
		return nil
	case word == "direction":
		return r.direct(strings.TrimSpace(rest))
	}
	if m := entityLine.FindStringSubmatch(text); m != nil {
		a, err := r.entity(m[1])
		if err != nil {
			return err
		}
		b, err := r.entity(m[5])
		if err != nil {
			return err
		}
		e := &Edge{From: a, To: b, Tail: entityEnds[m[2]], Head: entityEnds[m[4]], Label: unquoted(m[6])}
		if m[3] != "--" {
			e.Stroke = "dotted"
		}
		e.Verb = "(" + entitySaid[e.Tail] + ") with " + entitySaid[e.Head]
		if err := r.short(e.Label); err != nil {
			return err
		}
		return r.edge(e)
	}
	if m := entityNew.FindStringSubmatch(text); m != nil {
		n, err := r.entity(m[1])
		if err != nil {
			return err
		}
		if m[2] != "" {
			n.Label = unquoted(m[2])
		}
		if strings.HasPrefix(m[3], "{") && !strings.HasSuffix(m[3], "}") {
			r.body = n
		}
		return r.short(n.Label)
	}
	return Faultf(r.line, "%s is not understood", Clip(text))
}

// attribute reads an attribute of an entity: its type, its name, keys and a comment.
func (r *entities) attribute(text string) *Fault {
	if text == "}" {
		r.body = nil
		return nil
	}
	m := entityRow.FindStringSubmatch(text)
	if m == nil {
		return Faultf(r.line, "%s is no attribute: a type and a name are expected", Clip(text))
	}
	said := m[2] + ": " + m[1]
	if keys := strings.FieldsFunc(m[3], func(c rune) bool { return c == ' ' || c == ',' || c == '\t' }); len(keys) > 0 {
		said += " (" + strings.Join(keys, ", ") + ")"
	}
	if m[4] != "" {
		said += ", " + m[4]
	}
	r.body.Parts[0] = append(r.body.Parts[0], said)
	return r.row(text)
}
