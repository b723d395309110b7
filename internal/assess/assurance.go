package assess

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/candor-site/candor/internal/trust"
)

// unvouched says why a piece is not vouched for as a need of a control demands,
// or "".
func unvouched(c *trust.Control, n trust.Need, e *trust.Evidence) string {
	if e == nil || n.Assurance == "" {
		return ""
	}
	level := assurance(c, e)
	if n.Assurance.Met(level) {
		return ""
	}
	if e.Assurance.Signed() && level != e.Assurance {
		return fmt.Sprintf("evidence %q is signed by %s, who may not vouch for this control", n.ID, e.Signers[0].Signer)
	}
	return fmt.Sprintf("evidence %q is %s, and the control demands %s", n.ID, levels[level], demands[n.Assurance])
}

// assurance is how far a piece is vouched for towards a control: a signer whom
// the site lets vouch for other controls alone has not signed for this one. A
// piece that was joined from others is vouched for as the weakest of them.
func assurance(c *trust.Control, e *trust.Evidence) trust.Assurance {
	level := cmp.Or(e.Assurance, trust.SignedByCI)
	if level.Signed() && len(e.Sources) == 0 {
		level = trust.Unsigned
		if e.Run != "" {
			level = trust.UnsignedRun
		}
		for _, s := range slices.Backward(e.Signers) {
			if len(s.Controls) > 0 && !slices.Contains(s.Controls, c.ID) {
				continue
			}
			if level = trust.SignedByCI; s.Person {
				level = trust.SignedByPerson
			}
		}
		level = level.Weaker(e.Assurance)
	}
	for _, s := range e.Sources {
		level = level.Weaker(assurance(c, s))
	}
	if e.Assurance == "" && len(e.Sources) == 0 {
		return trust.Inferred
	}
	return level
}

// levels and demands say the words of the vocabulary.
var (
	levels = map[trust.Assurance]string{
		trust.SignedByCI: "signed by a program", trust.SignedByPerson: "signed by a person", trust.UnsignedRun: "unsigned",
		trust.Unsigned: "unsigned, without the identity of a run", trust.Inferred: "without an envelope",
	}
	demands = map[trust.Demand]string{
		trust.DemandSigned: "a signature", trust.DemandCI: "the signature of a program", trust.DemandPerson: "the signature of a person",
		trust.DemandRun: "a signature or the identity of a run", trust.DemandEnvelope: "an envelope",
	}
)
