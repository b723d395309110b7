package render

import (
	"html/template"
	"slices"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/leads"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/route"
)

// Use is what the template of a component sees: the portal and the page
// through Context, and through Call what the author gave. Every declared prop
// and slot is there; those not given are empty.
type Use struct {
	*Context
	*hypertext.Call
	renderer *renderer
}

// Like reports whether a component is drawn by the template of another, or is
// that one; nil is like none.
func (u *Use) Like(call *hypertext.Call, name string) bool {
	if call == nil {
		return false
	}
	c := u.renderer.theme.Declared(call.Name)
	return c != nil && c.Like == name
}

// Parts returns the components directly in this one that are like a name.
func (u *Use) Parts(name string) []*hypertext.Call {
	var out []*hypertext.Call
	for _, p := range u.Pieces {
		if u.Like(p.Call, name) {
			out = append(out, p.Call)
		}
	}
	return out
}

// Below returns the pages of the folder of this page, or those beside it where
// it has none.
func (c *Context) Below() []*disclose.Page {
	for _, folder := range []string{c.Page.Route, parent(c.Page.Route)} {
		pages := slices.DeleteFunc(slices.Clone(c.folders()[folder]), func(p *disclose.Page) bool { return p.Route == c.Page.Route })
		if len(pages) > 0 {
			return pages
		}
	}
	return nil
}

// byFolder lists the pages of each folder in the order of their weights.
func (p *Portal) byFolder() map[string][]*disclose.Page {
	out := make(map[string][]*disclose.Page)
	for _, l := range pageLinks(p.View.Pages) {
		if page := p.pages[l.URL]; !page.NoIndex && p.original(page) != route.Home {
			out[parent(page.Route)] = append(out[parent(page.Route)], page)
		}
	}
	return out
}

// env gives meaning to what the document of a page leaves open.
func (r *renderer) env(p *disclose.Page, ctx *Context, links *leads.Page) hypertext.Env {
	return hypertext.Env{
		Component: func(call *hypertext.Call) (template.HTML, error) { return r.component(p, ctx, call) },
		ID:        hypertext.FreshIDs(links.Said().Taken),
		Bind:      r.scope(p).Value,
		Names:     r.scope(p).Names,
		Link: func(file, destination string) string {
			return r.link(links, destination, r.target(links, p, file, destination))
		},
		Image: func(file, destination string) string {
			return r.link(links, destination, r.addresses.Image(r.from(p, file), destination))
		},
		Captions:  true,
		SkipTitle: !ctx.Page.OwnHeading,
		ToHeading: r.theme.Words().Text("frame.to-heading") + " ",
		External:  r.theme.Words().Text("frame.external"),
	}
}

// component renders one use of a component. A mistake of the author comes back
// as a diagnostic at the tag.
func (r *renderer) component(p *disclose.Page, ctx *Context, call *hypertext.Call) (template.HTML, error) {
	if c := r.theme.Declared(call.Name); c != nil {
		for _, prop := range c.Props {
			if err := r.rewrite(p, call, prop); err != nil {
				return "", err
			}
		}
	}
	out, err := r.speaking(p.Language).Component(call.Name, &Use{Context: ctx, Call: call, renderer: r}, ctx.ids.Mark())
	if err != nil {
		return "", asDiagnostic(err, hypertext.Place(call))
	}
	return out, nil
}

// rewrite makes an address in a prop the one of the output.
func (r *renderer) rewrite(p *disclose.Page, call *hypertext.Call, prop component.Prop) error {
	text, isText := call.Props[prop.Name].(string)
	if !isText || text == "" || prop.Type != component.PropURL && prop.Type != component.PropAsset {
		return nil
	}
	to := r.resolve(p, hypertext.Home(call, prop.Name), text)
	if to.Fault != "" {
		return broken(prop.Name+" of "+call.Name, outline.Link{Destination: text, Span: hypertext.Place(call)}, to)
	}
	call.Props[prop.Name] = to.URL // methods such as Asset look it up; templates call URL
	if prop.Type == component.PropURL {
		call.Props[prop.Name] = r.portal.URL(to.URL)
	}
	return nil
}
