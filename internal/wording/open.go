package wording

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/trust"
)

// unspecific are the words of parameters that say that something is repeated,
// and not how often.
var unspecific = []string{"periodic-unspecified", "as-needed"}

// openness reports a control that leaves open what a check needs: its author
// flags it as vague or ambiguous, a phrase of it has several readings, or it is
// repeated at no stated interval. A value that is unstated altogether has a code
// of its own.
func openness(c *trust.Control) diag.List {
	var list diag.List
	var why []string
	hint := "state the number, and remove the flag"
	for _, p := range c.Parameters {
		if r := p.Value.Readings; r != nil {
			list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.ControlVague, Span: p.Span,
				Message: fmt.Sprintf("control %s says %q, which can mean %s", c.ID, r.Text, parameter.Enumerate(plain(r.Alternatives), "or")),
				Hint:    "write which of them is meant, and remove the readings"})
		}
		if s := p.Value.Schedule; s != nil && slices.Contains(unspecific, s.Event) {
			why, hint = append(why, "its "+p.Name+" is "+s.Event), "state how often"
		}
	}
	if len(list) > 0 {
		return list
	}
	for _, f := range c.Flags {
		if f == trust.Vague || f == trust.Ambiguous {
			why = append(why, "it is flagged as "+string(f))
		}
	}
	if len(why) > 0 {
		list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.ControlVague, Span: c.Span,
			Message: "control " + c.ID + " leaves open what a check needs: " + strings.Join(why, ", and "), Hint: hint})
	}
	return list
}

func plain(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprint(v)
	}
	return out
}
