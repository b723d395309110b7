package relation

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

//go:embed table.yaml
var embedded []byte

// tableFile is table.yaml.
type tableFile struct {
	Pairs    []rowFile `json:"pairs"`
	Subjects []string  `json:"subjects"`
}

// rowFile is one pair as it is written.
type rowFile struct {
	Left  string   `json:"left"`  // kind/parameter of the control that is bounded; * is any kind
	Op    string   `json:"op"`    // one of parameter.Ops
	Right string   `json:"right"` // kind/parameter of the control that sets the bound
	Say   []string `json:"say,omitempty"`
}

// row is one pair of parameters that meet where controls bound each other.
type row struct {
	left, right end
	op          string
}

// end is one side of a row: a parameter of a kind of controls, and what people
// call it there.
type end struct{ kind, parameter, name string }

// of reports whether a control has the parameter and is of the kind.
func (e end) of(c *trust.Control) bool {
	return (e.kind == "*" || e.kind == c.Kind) && slices.Contains(names(c), e.parameter)
}

// table is all of table.yaml, ready to be used.
type table struct {
	rows     []row
	subjects map[string]bool // parameters that say what a claim is about, not what it claims
}

// pairs compiles the embedded table once.
var pairs = sync.OnceValue(func() *table {
	node, list := decode.YAML(source.NewFile("table.yaml", embedded), decode.Config)
	var file tableFile
	if node != nil {
		list.Add(decode.Into(node, &file)...)
	}
	if list.HasErrors() {
		panic("relation: " + list[0].Error()) // a mistake in the program, which its test finds
	}
	t := &table{subjects: map[string]bool{}}
	for _, r := range file.Pairs {
		said := append(slices.Clone(r.Say), "", "")
		t.rows = append(t.rows, row{left: endOf(r.Left, said[0]), right: endOf(r.Right, said[1]), op: r.Op})
		if !slices.Contains(parameter.Ops, r.Op) {
			panic("relation: table.yaml has the operator " + r.Op)
		}
	}
	for _, name := range file.Subjects {
		t.subjects[name] = true
	}
	return t
})

func endOf(text, name string) end {
	kind, parameter, _ := strings.Cut(text, "/")
	if name == "" {
		name = called(parameter)
	}
	return end{kind, parameter, name}
}

// called is what people call a parameter that has no better name.
func called(parameter string) string { return strings.ReplaceAll(parameter, "_", " ") }

// names are the parameters of a control, with those that only an override
// gives, each once.
func names(c *trust.Control) []string {
	var out []string
	add := func(list []trust.Parameter) {
		for _, p := range list {
			if !slices.Contains(out, p.Name) {
				out = append(out, p.Name)
			}
		}
	}
	add(c.Parameters)
	for _, o := range c.Overrides {
		add(o.Parameters)
	}
	return out
}

// shared are the rows that two controls share by name: parameters that both
// have, and that do not just say what the claim is about. They must be the same.
func shared(a, b *trust.Control) []row {
	var out []row
	theirs := names(b)
	for _, name := range names(a) {
		if !pairs().subjects[name] && slices.Contains(theirs, name) {
			e := end{"*", name, called(name)}
			out = append(out, row{e, e, "=="})
		}
	}
	return out
}

// written are the rows that stand at a relation.
func written(t tie) []row {
	var out []row
	for _, p := range t.rel.Compare {
		out = append(out, row{end{"*", p.Own, called(p.Own)}, end{"*", p.Other, called(p.Other)}, p.Op})
	}
	return out
}

// bounding are the rows of the table for a control that is bounded and one that
// sets the bound.
func bounding(bounded, bound *trust.Control) []row {
	var out []row
	for _, r := range pairs().rows {
		if r.left.of(bounded) && r.right.of(bound) {
			out = append(out, r)
		}
	}
	return out
}
