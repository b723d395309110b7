package format

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/shape"
)

// Attempt is one variant of a format that was tried on a file.
type Attempt struct {
	Format  string   `json:"format"`
	Variant string   `json:"variant"`
	Held    int      `json:"held"` // conditions that hold, but for the shape of the file
	Of      int      `json:"of"`   // all of them
	Faults  []string `json:"faults"`
	shape   bool     // the file has another shape
}

// Matches reports whether the variant recognises the file.
func (a Attempt) Matches() bool { return len(a.Faults) == 0 }

// OtherShape reports whether the variant is for another kind of file, such as
// CSV instead of JSON.
func (a Attempt) OtherShape() bool { return a.shape }

// Share is how much of the variant the file has.
func (a Attempt) Share() float64 {
	if a.shape {
		return 0
	}
	return float64(a.Held) / float64(max(a.Of, 1))
}

// String says how far the attempt got: trivy (1 of 2 conditions hold).
func (a Attempt) String() string {
	return fmt.Sprintf("%s (%d of %d conditions hold)", a.Format, a.Held, a.Of)
}

// Explained returns the registry with one difference: its readings say which
// variants were tried, in order, and all that speaks against each.
func (r *Registry) Explained() *Registry {
	out := *r
	out.explained = true
	return &out
}

// recognise returns the context of the document when the variant fits it, else
// nil. The context of an earlier variant is taken again.
func (e *entry) recognise(doc *shape.Document, loc *time.Location, s *session, at string) *context {
	if len(e.shapes) > 0 && !slices.Contains(e.shapes, doc.Shape) {
		return nil
	}
	c, ok := e.enter(doc, loc, s, at)
	if !ok || !c.hold(e.variant.Detect) {
		return nil
	}
	return c
}

// enter returns the context of the variant's root, if the document has it.
func (e *entry) enter(doc *shape.Document, loc *time.Location, s *session, at string) (*context, bool) {
	c := &context{session: s, shape: doc.Shape, columns: doc.Columns, loc: loc, format: e.id, doc: doc.Body, whole: doc.Body, root: at}
	if e.variant.Root.IsRoot() { // a file may hold a null alone
		return c, true
	}
	root, ok := e.variant.Root.First(doc.Body, &s.work)
	c.doc, c.whole, c.root = root.Value, root.Value, at+root.Pointer()
	return c, ok
}

// attempt tries the variant and says all that speaks against it.
func (e *entry) attempt(doc *shape.Document, s *session) Attempt {
	out := Attempt{Format: e.id, Variant: e.variant.Name, Of: len(e.variant.Detect), Faults: []string{}}
	c, ok := e.enter(doc, nil, s, "")
	if !ok {
		out.Faults = append(out.Faults, e.variant.Root.String()+" is missing")
		return out
	}
	for i := range e.variant.Detect {
		d := &e.variant.Detect[i]
		why := d.fault(c)
		switch {
		case len(d.shapes) > 0:
			out.Of--
			out.shape = out.shape || why != ""
		case why == "":
			out.Held++
		}
		if why != "" {
			out.Faults = append(out.Faults, why)
		}
	}
	return out
}

// attempts tries all variants, up to the one that recognises the file.
func (r *Registry) attempts(doc *shape.Document, s *session) []Attempt {
	entries := r.entries(everything)
	out := make([]Attempt, 0, len(entries))
	for _, e := range entries {
		a := e.attempt(doc, s)
		if out = append(out, a); a.Matches() {
			break
		}
	}
	return out
}

// nearest returns the attempts that came closest, one a format and at most
// three: those of which more than half of the conditions hold.
func nearest(list []Attempt) []Attempt {
	list = slices.DeleteFunc(slices.Clone(list), func(a Attempt) bool { return a.Share() <= 0.5 })
	slices.SortStableFunc(list, func(a, b Attempt) int {
		return cmp.Or(cmp.Compare(b.Share(), a.Share()), cmp.Compare(b.Held, a.Held), cmp.Compare(a.Format, b.Format))
	})
	var out []Attempt
	for _, a := range list {
		if len(out) < 3 && !slices.ContainsFunc(out, func(o Attempt) bool { return o.Format == a.Format }) {
			out = append(out, a)
		}
	}
	return out
}
