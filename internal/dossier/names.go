package dossier

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/paraphrase"
)

// longestValue is the most bytes of a value that stand within a sentence.
const longestValue = 160

// names are the values that the assertion of a control may speak of: those that
// the view shows.
func (x *Index) names(c *disclose.Control) paraphrase.Names {
	return paraphrase.Names{
		Parameter: func(name string, members []string) (string, string) { return valueIn(c, name, members) },
		Foreign: func(id, name string, members []string) (string, string) {
			if other := x.view.Control(id); other != nil {
				return valueIn(other, name, members)
			}
			return "", ""
		},
	}
}

// valueIn returns the label and the value of a parameter, or of a member of it.
func valueIn(c *disclose.Control, name string, members []string) (label, value string) {
	i := slices.IndexFunc(c.Parameters, func(p disclose.Parameter) bool { return p.Name == name })
	if i < 0 {
		return strings.ReplaceAll(name, "_", " "), ""
	}
	p := c.Parameters[i]
	switch {
	case len(members) == 0 && p.Unstated:
		value = p.Text
	case len(members) == 0:
		value = parameter.FormatRaw(parameter.Type(p.Type), p.Raw)
	default:
		raw := p.Raw
		for _, m := range members {
			in, ok := raw.(map[string]any)
			if !ok {
				return p.Label, ""
			}
			raw = in[m]
		}
		if raw != nil {
			value = parameter.FormatRaw(parameter.Text, raw)
		}
	}
	if len(value) > longestValue {
		value = ""
	}
	return p.Label, value
}
