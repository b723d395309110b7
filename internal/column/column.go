// Package column reads the columns that a page asks a table of controls for: one a
// parameter.
//
// It writes no table.
package column

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/value"
)

// Column is a column of a table of controls: the parameter that it shows, and
// its heading, "" for the name of the parameter in words.
type Column struct{ Param, Title string }

// Read reads the columns that a page asks for: names of parameters, or
// objects with param and title. A parameter that none of the controls has is an
// error of the page; controls that lack it leave their cell without a value.
func Read(asked []any, controls []*disclose.Control) ([]Column, error) {
	var names []string
	for _, c := range controls {
		for _, q := range c.Parameters {
			if !slices.Contains(names, q.Name) {
				names = append(names, q.Name)
			}
		}
	}
	var out []Column
	for _, a := range asked {
		column, err := Of(a)
		if err != nil {
			return nil, err
		}
		if len(controls) > 0 && !slices.Contains(names, column.Param) {
			return nil, diag.Errorf(diag.ParameterUnknown, source.Span{}, "none of these controls has a parameter %q", column.Param).
				Hinted("%s", cmp.Or(diag.DidYouMean(column.Param, names), "write the name of a parameter that one of them has"))
		}
		out = append(out, column)
	}
	return out, nil
}

// Of reads one column: text, or an object with param and title.
func Of(asked any) (Column, error) {
	if name, ok := asked.(string); ok {
		return Column{Param: name}, nil
	}
	param, ok := value.Member(asked, "param")
	if name, text := param.(string); ok && text {
		title, _ := value.Member(asked, "title")
		heading, _ := title.(string)
		return Column{Param: name, Title: heading}, nil
	}
	return Column{}, diag.Errorf(diag.PropType, source.Span{}, "%v is no column", asked).
		Hinted(`write the name of a parameter, or {param: "ports", title: "Port"}`)
}

// Cell returns the parameter of a control in the column; it has no name where the
// control has no such parameter.
func (k Column) Cell(c *disclose.Control) disclose.Parameter {
	i := slices.IndexFunc(c.Parameters, func(q disclose.Parameter) bool { return q.Name == k.Param })
	if i < 0 {
		return disclose.Parameter{}
	}
	return c.Parameters[i]
}
