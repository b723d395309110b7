package controls

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// relatesFile ties a control to another.
type relatesFile struct {
	ID      source.Text             `json:"id" jsonschema:"the other control"`
	How     trust.Relation          `json:"how" oneof:"contradicts restates overrides condition-of constrains constrained-by bounded-by depends-on in-tension"`
	Compare schema.Map[source.Text] `json:"compare,omitempty" jsonschema:"the values that must fit: a parameter of this control to an operator (<= >= < > == in contains) and a parameter of the other"`
}

func (r *reader) relates(files []relatesFile) []trust.Relates {
	var out []trust.Relates
	for _, f := range files {
		if !given(f.ID) || f.How == "" {
			continue
		}
		rel := trust.Relates{ID: f.ID.Value, How: f.How, Span: f.ID.Span}
		for _, e := range f.Compare {
			if p, ok := r.pair(e.Key.Value, e.Value); ok {
				rel.Compare = append(rel.Compare, p)
			}
		}
		out = append(out, rel)
	}
	return out
}

// pair reads "<= rpo": an operator and a parameter of the other control. Either
// may be left out: the values must then be the same, or the parameters have one
// name.
func (r *reader) pair(own string, text source.Text) (trust.Pair, bool) {
	op, other := "", strings.TrimSpace(text.Value)
	if word, rest, two := strings.Cut(other, " "); two || slices.Contains(parameter.Ops, word) || word == "=" {
		op, other = word, strings.TrimSpace(rest)
	}
	if op == "=" {
		op = "=="
	}
	p := trust.Pair{Own: own, Op: cmp.Or(op, "=="), Other: cmp.Or(other, own), Span: text.Span}
	if !slices.Contains(parameter.Ops, p.Op) || strings.ContainsAny(p.Other, " <>=") {
		r.list.Add(diag.Errorf(diag.ValueInvalid, text.Span, "%q compares nothing: an operator and a parameter of the other control are expected", text.Value).
			Hinted(`write an operator (%s) and a parameter, such as "<= rpo"`, strings.Join(parameter.Ops, " ")))
		return p, false
	}
	return p, true
}
