package outbound

import (
	"cmp"
	"fmt"
	"io"
	"slices"
)

// List prints one line for each place: the address, a tab, the place.
func List(w io.Writer, refs []Reference) error {
	for _, r := range Distinct(refs) {
		place := ""
		if !r.Span.IsZero() {
			place = "\t" + r.Span.Position().String()
		}
		if _, err := fmt.Fprintf(w, "%s%s\n", r.URL, place); err != nil {
			return err
		}
	}
	return nil
}

// Distinct sorts places by address, then by file, each once: several
// audiences see the same page.
func Distinct(refs []Reference) []Reference {
	out := slices.Clone(refs)
	order := func(a, b Reference) int {
		return cmp.Or(cmp.Compare(a.URL, b.URL), cmp.Compare(a.Span.Path(), b.Span.Path()), cmp.Compare(a.Span.Start, b.Span.Start))
	}
	slices.SortStableFunc(out, order)
	return slices.CompactFunc(out, func(a, b Reference) bool { return order(a, b) == 0 })
}
