package evidence

import (
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// chain holds the lines of the log that were read, by digest. A line with the
// key prev names the line that was the last when it was added: the SHA-256
// digest of its bytes, from brace to brace. Where two branches of git were
// joined, two lines may name the same one, so that any line above will do; a
// line that was changed or taken out afterwards is named by nobody's digest but
// the next line's, and that tells. Lines without prev are right too: older
// programs write none.
type chain map[source.Digest]bool

// follow checks a line against those above it, and adds it.
func (c chain) follow(n *decode.Node) (list diag.List) {
	o := object{node: n, code: diag.LogInvalid, list: &list}
	if n.Kind == decode.Map && o.get("prev") != nil {
		if prev, span := o.sha256("prev"); prev != "" && !c[prev] {
			list.Add(diag.Errorf(diag.LogInvalid, span, "this line was added to one that no longer stands above it: that line was changed or removed").
				Hinted("restore the log from its history; it is only ever appended to"))
		}
	}
	digest := source.DigestOf([]byte(n.Span.Text()))
	if c[digest] {
		list.Add(diag.Warningf(diag.LogInvalid, n.Span, "this line stands in the log already").Hinted("remove one of the two"))
	}
	c[digest] = true
	return list
}
