package resolve

import (
	"context"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/trust"
)

// compiled is what the assertion of one control gave.
type compiled struct {
	program *rule.Program
	list    diag.List
}

// compileAhead compiles the assertions of all controls, but for those that are
// kept, several at a time: one does not depend on another, and each takes longer
// than all else that is bound of its control.
func compileAhead(controls []*trust.Control, k *Kept, workers int) map[*trust.Control]compiled {
	var open []*trust.Control
	for _, c := range controls {
		if c.Assert.Value != "" && !k.holds(c.Assert) {
			open = append(open, c)
		}
	}
	found := make([]compiled, len(open))
	// The error can only be that of a context, and this one never ends.
	_ = crew.Each(context.Background(), workers, len(open), func(i int) error {
		found[i].program, found[i].list = rule.Compile(open[i].Assert)
		return nil
	})
	out := make(map[*trust.Control]compiled, len(open))
	for i, c := range open {
		out[c] = found[i]
	}
	return out
}
