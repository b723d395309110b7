package build

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
)

// sameOutline reports whether two versions of a page differ in their words alone:
// in nothing that decides where the page stands, who may see it, what it is bound
// to, and which styles and files it needs. Headings are words, but for those under
// which something is named: the pages of controls lead there.
func sameOutline(a, b *site.Page) bool {
	one, two := *a, *b
	one.File, two.File, one.Doc, two.Doc = nil, nil, nil, nil
	one.Aliases, two.Aliases = nil, nil // of the front matter, which is compared
	one.Modified, two.Modified = time.Time{}, time.Time{}
	return reflect.DeepEqual(one, two) && sameBonds(a.Doc, b.Doc) && slices.Equal(bondPlaces(a.Doc), bondPlaces(b.Doc))
}

// sameBonds reports whether two versions of a document read, use and include the
// same, in the same order, wherever it stands.
func sameBonds(a, b *markup.Document) bool {
	sameRead := func(x, y markup.Read) bool { return slices.Equal(x.Path, y.Path) }
	sameProp := func(x, y markup.PropValue) bool {
		return x.Name == y.Name && reflect.DeepEqual(placeless(x.Value), placeless(y.Value))
	}
	sameUse := func(x, y markup.Use) bool { return x.Name == y.Name && slices.EqualFunc(x.Props, y.Props, sameProp) }
	sameFile := func(x, y markup.Include) bool { return x.Path == y.Path }
	return slices.EqualFunc(a.Reads, b.Reads, sameRead) && slices.EqualFunc(a.Uses, b.Uses, sameUse) && slices.EqualFunc(a.Includes, b.Includes, sameFile) &&
		markup.Styles([]*markup.Document{a}) == markup.Styles([]*markup.Document{b})
}

// bondPlace is what a document reads or uses, by its number, and the heading that
// it stands under.
type bondPlace struct {
	reads, uses int
	level       int
	id, text    string
}

// bondPlaces are the places of all that a document reads and uses, in their order.
func bondPlaces(d *markup.Document) []bondPlace {
	type bond struct {
		at    int
		place bondPlace
	}
	var all []bond
	for i, r := range d.Reads {
		all = append(all, bond{r.Span.Start, bondPlace{reads: i + 1}})
	}
	for i, u := range d.Uses {
		all = append(all, bond{u.Span.Start, bondPlace{uses: i + 1}})
	}
	slices.SortStableFunc(all, func(a, b bond) int { return cmp.Compare(a.at, b.at) })
	out := make([]bondPlace, len(all))
	for i, b := range all {
		out[i] = b.place
		for _, h := range d.Headings {
			if h.Span.Start <= b.at && h.Level > 1 {
				out[i].level, out[i].id, out[i].text = h.Level, h.ID, h.Text
			}
		}
	}
	return out
}

// placeless returns the value of a prop without the places of what it reads.
func placeless(value any) any {
	switch v := value.(type) {
	case markup.Read:
		return markup.Read{Path: v.Path}
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = placeless(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for key := range v {
			out[key] = placeless(v[key])
		}
		return out
	}
	return value
}
