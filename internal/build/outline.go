package build

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
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
	return reflect.DeepEqual(one, two) && reflect.DeepEqual(outlineOf(a.Doc), outlineOf(b.Doc))
}

// outline is what other pages, and what is made of all of them, show of a document:
// what it reads, uses and includes, in the same order, wherever it stands.
type outline struct {
	Reads    [][]string
	Uses     []use
	Includes []string // paths
	Styles   string
	Places   []bondPlace
}

// use is the use of a component.
type use struct {
	Name  string
	Names []string // of props
	Props []any    // their values, without places
}

// outlineOf returns the outline of a document, nil for none.
func outlineOf(d *markup.Document) *outline {
	if d == nil {
		return nil
	}
	out := &outline{Styles: markup.Styles([]*markup.Document{d}), Places: bondPlaces(d)}
	for _, r := range d.Reads {
		out.Reads = append(out.Reads, r.Path)
	}
	for _, u := range d.Uses {
		x := use{Name: u.Name}
		for _, p := range u.Props {
			x.Names, x.Props = append(x.Names, p.Name), append(x.Props, placeless(p.Value))
		}
		out.Uses = append(out.Uses, x)
	}
	for _, f := range d.Includes {
		out.Includes = append(out.Includes, f.Path)
	}
	return out
}

// bondPlace is what a document reads or uses, by its number, and the heading that
// it stands under, in the same file.
type bondPlace struct {
	Reads, Uses int
	File        string
	Level       int
	ID, Text    string
}

// bondPlaces are the places of all that a document reads and uses, in their order.
func bondPlaces(d *markup.Document) []bondPlace {
	type bond struct {
		at    source.Span
		place bondPlace
	}
	all := make([]bond, 0, len(d.Reads)+len(d.Uses))
	for i, r := range d.Reads {
		all = append(all, bond{r.Span, bondPlace{Reads: i + 1}})
	}
	for i, u := range d.Uses {
		all = append(all, bond{u.Span, bondPlace{Uses: i + 1}})
	}
	slices.SortStableFunc(all, func(a, b bond) int { return cmp.Compare(a.at.Start, b.at.Start) })
	out := make([]bondPlace, len(all))
	if len(all) == 0 {
		return out
	}
	headings := d.Headings()
	for i, b := range all {
		out[i] = b.place
		out[i].File = b.at.Path()
		for _, h := range headings {
			if h.Span.Path() == b.at.Path() && h.Span.Start <= b.at.Start && h.Level > 1 {
				out[i].Level, out[i].ID, out[i].Text = h.Level, h.ID, h.Text
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
