package build

import (
	"slices"

	"github.com/candor-site/candor/internal/diag"
)

// lint looks at what the site says, and gives every lint, whoever found it, the
// weight that the site wants. It comes last: its findings explain no error, and
// none of them stops a phase.
func (p *Project) lint() {
	found := slices.Concat(
		p.Diagnostics,
	)
	p.Diagnostics = p.weighed(found)
}

// weighed gives lints their weight, and leaves out those that are switched off.
func (p *Project) weighed(list diag.List) diag.List {
	out := make(diag.List, 0, len(list))
	for _, d := range list {
		severity, on := p.Config.Lints.Of(d.Code, d.Severity)
		if d.Severity = severity; on {
			out.Add(d)
		}
	}
	return out
}
