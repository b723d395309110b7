package register

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/trust"
)

// Duties say who must act for the controls of a portal to hold.
type Duties struct {
	Counts    []disclose.Count // controls by who must act, in the order of the vocabulary, without zeros
	Customer  []Duty           // what the reader must do, alone or with the provider; what is required first
	Inherited []Duty           // what a supplier does
	Kinds     []Shares         // kinds against who must act
	Products  []Shares         // the same for the axis product, where the site has it
}

// Duty is one control for which somebody beside the provider must act.
type Duty struct {
	*disclose.Control
	// Must is how binding it is: required (the claim does not hold without it),
	// conditional (the claim holds under conditions), optional (offered), or part (the
	// reader's side of how it works).
	Must string
}

// The ways in which a duty binds, the strictest first.
const (
	Required    = "required"
	Conditional = "conditional"
	Optional    = "optional"
	Part        = "part"
)

var musts = []string{Required, Conditional, Part, Optional}

// Bound is the duties of the reader that bind in one way.
type Bound struct {
	Must   string
	Duties []Duty
}

// Groups returns the duties of the reader by how they bind, the strictest first.
func (d *Duties) Groups() []Bound {
	var out []Bound
	for _, duty := range d.Customer {
		if len(out) == 0 || out[len(out)-1].Must != duty.Must {
			out = append(out, Bound{Must: duty.Must})
		}
		last := &out[len(out)-1]
		last.Duties = append(last.Duties, duty)
	}
	return out
}

// Shares are how many of some controls each side must act for.
type Shares struct {
	ID, Title string
	Kind      *disclose.Kind // nil for a product
	Total     int
	Counts    []int // in the order of trust.Responsibilities
}

// Parties returns who may have to act, in the order of Shares.Counts.
func (Duties) Parties() []string {
	out := make([]string, len(trust.Responsibilities))
	for i, r := range trust.Responsibilities {
		out[i] = string(r)
	}
	return out
}

// Shared reports whether anybody but the provider must act for anything.
func (d *Duties) Shared() bool { return len(d.Customer)+len(d.Inherited) > 0 }

// Duties finds who must act for the controls of the view.
func (b *Book) Duties() *Duties {
	out := &Duties{}
	n := make(map[string]int)
	for _, c := range b.view.Controls {
		n[c.Responsibility]++
		switch trust.Responsibility(c.Responsibility) {
		case trust.Customer, trust.Shared:
			out.Customer = append(out.Customer, Duty{c, must(c)})
		case trust.Inherited:
			out.Inherited = append(out.Inherited, Duty{c, Part})
		}
	}
	slices.SortStableFunc(out.Customer, func(x, y Duty) int {
		return cmp.Or(slices.Index(musts, x.Must)-slices.Index(musts, y.Must), cmp.Compare(sharedLast(x), sharedLast(y)))
	})
	for _, who := range out.Parties() {
		if n[who] > 0 {
			out.Counts = append(out.Counts, disclose.Count{Name: who, N: n[who]})
		}
	}
	for _, k := range b.view.Kinds {
		out.Kinds = append(out.Kinds, shares(k.ID, k.Title, k, b.of(k.Controls)))
	}
	for _, a := range b.view.Scopes {
		if a.Name != "product" {
			continue
		}
		for _, value := range a.Values {
			there := keep(b.view.Controls, func(c *disclose.Control) bool { return c.Within(map[string]any{a.Name: value}) })
			out.Products = append(out.Products, shares(value, value, nil, there))
		}
	}
	return out
}

// must says how a control binds its reader.
func must(c *disclose.Control) string {
	switch trust.Status(c.Status) {
	case trust.RequiredSetting:
		return Required
	case trust.Conditional:
		return Conditional
	case trust.Optional:
		return Optional
	}
	return Part
}

// sharedLast puts what the reader does alone before what both do.
func sharedLast(d Duty) int {
	if d.Responsibility == string(trust.Shared) {
		return 1
	}
	return 0
}

func shares(id, title string, kind *disclose.Kind, controls []*disclose.Control) Shares {
	s := Shares{ID: id, Title: title, Kind: kind, Total: len(controls), Counts: make([]int, len(trust.Responsibilities))}
	for _, c := range controls {
		if i := slices.Index(trust.Responsibilities, trust.Responsibility(c.Responsibility)); i >= 0 {
			s.Counts[i]++
		}
	}
	return s
}
