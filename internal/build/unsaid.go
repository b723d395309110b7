package build

import (
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// unsaid returns the promoted findings that do not follow from a mistake which
// was reported before: evidence under a misspelt name is not missing as well.
func unsaid(before, promoted diag.List) diag.List {
	slips := map[source.Span]bool{}
	for _, d := range before {
		if d.Code == diag.EvidenceUnknown {
			slips[d.Span] = true
		}
	}
	return slices.DeleteFunc(promoted, func(d diag.Diagnostic) bool { return d.Code == diag.StateMissing && slips[d.Span] })
}
