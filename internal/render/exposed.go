package render

import (
	"slices"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/source"
)

// exposed returns what templates see of a view. Parsed pages and places in files
// are left out: through them a template would read whole files of the site, with
// the comments and parts in them that are for nobody else.
func exposed(v *disclose.View) *disclose.View {
	out := *v
	out.Pages = make([]*disclose.Page, len(v.Pages))
	for i, p := range v.Pages {
		bare := *p
		bare.Doc = nil
		out.Pages[i] = &bare
	}
	out.Menu = slices.Clone(v.Menu)
	for i := range out.Menu {
		out.Menu[i].Span = source.Span{}
	}
	return &out
}
