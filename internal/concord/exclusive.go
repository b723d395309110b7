package concord

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/trust"
)

// never reports an answer whose own comparisons exclude each other.
func never(e *entry) diag.List {
	for i := range e.Where {
		if c, d := exclusive(e.Where[:i], e.Where[i:i+1]); c != nil {
			return diag.List{diag.Errorf(diag.AnswerContradicts, d.Span, "no %s keeps to both comparisons of answer %s", c.Parameter.ID, e.ID).
				Also(c.Span, "the other comparison").Hinted("the answer can never be favourable: correct one of the two")}
		}
	}
	return nil
}

// exclusive returns a comparison of each list of which no value keeps to both,
// or nil.
func exclusive(a, b []trust.Condition) (*trust.Condition, *trust.Condition) {
	for i := range a {
		for j := range b {
			c, d := &a[i], &b[j]
			if c.Control.ID != d.Control.ID || c.Parameter.ID != d.Parameter.ID {
				continue
			}
			if excludes(*c, *d) || excludes(*d, *c) {
				return c, d
			}
		}
	}
	return nil, nil
}

// excludes reports whether the least, the greatest or the only value that keeps
// to one comparison does not keep to another that bounds it from there.
func excludes(c, d trust.Condition) bool {
	switch c.Bound {
	case trust.Equals:
		holds, why := d.Holds(c.Value)
		return !holds && why == ""
	case trust.AtLeast:
		if d.Bound != trust.AtMost {
			return false
		}
		holds, why := d.Holds(c.Value)
		return !holds && why == ""
	}
	return false
}
