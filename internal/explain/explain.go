// Package explain says why a control is in its state and what a piece of
// evidence is worth, to people as text and to programs as JSON.
//
// It sees nothing but the View of one audience: it judges nothing, and opens
// nothing that the audience may not see.
package explain

import (
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// Explanation is what a view says about one name: a control, or every piece of
// evidence of one id.
type Explanation struct {
	control *disclose.Control // nil for evidence
	pieces  []*disclose.Evidence
	asOf    time.Time
}

// Of explains a control or evidence by its id; a control goes before evidence.
// It reports false where the view holds neither.
func Of(v *disclose.View, id string) (Explanation, bool) {
	if c := v.Control(id); c != nil {
		return Explanation{control: c}, true
	}
	pieces := v.EvidenceOf(id)
	return Explanation{pieces: pieces, asOf: v.AsOf}, len(pieces) > 0
}

// Text returns the explanation for people, in lines; an empty line stands
// between two pieces of evidence.
func (x Explanation) Text() string {
	var b strings.Builder
	if x.control != nil {
		controlText(&b, x.control)
	}
	for i, e := range x.pieces {
		if i > 0 {
			b.WriteByte('\n')
		}
		evidenceText(&b, e, x.asOf)
	}
	return b.String()
}

// JSON returns the explanation as a plain value to encode: an object for a
// control, an array for evidence. Times are RFC 3339 in UTC.
func (x Explanation) JSON() any {
	if x.control != nil {
		return controlJSON(x.control)
	}
	return evidenceJSON(x.pieces, x.asOf)
}
