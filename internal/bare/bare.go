// Package bare holds the prose of a site to its catalog: it finds the facts
// about security that stand in sentences, and says of each whether it is bound
// to a control, equal to what a control says, carried by no control, or at odds
// with one.
//
// Precision goes before recall: a fact is at odds with a control only where the
// sentence is about what the control is about. It never looks at evidence: what
// is true is decided elsewhere.
package bare

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// Class says how a fact in prose stands to the catalog.
type Class string

// The classes.
const (
	Bound        Class = "bound"        // written as a value of a control
	Equal        Class = "equal"        // in words, and equal to a value of a control
	Unbound      Class = "unbound"      // in words, and carried by no control
	Contradicted Class = "contradicted" // in words, and not what the control says
)

// Classes lists the classes.
func Classes() []Class { return []Class{Bound, Equal, Unbound, Contradicted} }

// Fact is one fact with its class.
type Fact struct {
	Span  source.Span
	Words string
	Kind  string // of fact.Kind; of a bound one, the type of the parameter
	Value string // in one form, such as P90D
	Class Class
	Page  *site.Page // nil in the catalog
	// Control and Parameter are what it was held against; Parameter is "" where
	// the control carries a name in other places, and both are where none does.
	Control   string
	Parameter string
	Claimed   string      // the value of the parameter, for people
	At        source.Span // of the parameter or the control in the catalog
	Why       string      // one clause: why this control, or why none
	Binding   string      // what to write instead, or ""
	Uncited   bool        // the page cites no control at all
	Fix       *Fix        // nil where the words cannot be replaced without a thought
}

// Fix replaces words of a page by a binding.
type Fix struct {
	Span   source.Span // of the words that are replaced
	Prints string      // what the binding shows today
}

// Facts returns the facts of all pages and of the catalog, by file and place,
// each place once.
func Facts(s *site.Site) []Fact {
	x := New(s)
	if x == nil {
		return nil
	}
	var out []Fact
	for _, p := range s.Pages {
		if p.Doc != nil {
			stated, _ := x.Stated(p, p.Doc.Prose(), s.Links.ControlsOfPage[p.Route])
			out = append(append(out, x.Bound(p)...), stated...)
		}
	}
	return Sorted(append(out, x.Catalog()...))
}

// Sorted returns facts by file and place, each place once.
func Sorted(out []Fact) []Fact {
	slices.SortStableFunc(out, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Span.Path(), b.Span.Path()), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return slices.CompactFunc(out, func(a, b Fact) bool {
		return a.Span.Path() == b.Span.Path() && a.Span.Start == b.Span.Start && a.Span.End == b.Span.End
	})
}
