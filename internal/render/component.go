package render

import (
	"html/template"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/markup"
)

// Use is what the template of a component sees: the portal and the page
// through Context, and what the author gave.
type Use struct {
	*Context
	Name     string
	Props    map[string]any // every declared prop; those not given are empty
	Children template.HTML
	Slots    map[string]template.HTML
	Inline   bool // it stands within a sentence, where no block may
}

// env gives meaning to what the document of a page leaves open.
func (r *renderer) env(p *disclose.Page, ctx *Context) hypertext.Env {
	return hypertext.Env{
		Component: func(call hypertext.Call) (template.HTML, error) { return r.component(p, ctx, call) },
		Bind:      func(path []string) (any, bool) { return r.bind(p, path) },
		Link: func(file, destination string) string {
			return r.portal.URL(r.targets.resolve(p, file, destination).url)
		},
		Image:     func(file, destination string) string { return r.portal.URL(r.targets.image(p, file, destination).url) },
		SkipTitle: !ctx.Page.OwnHeading,
	}
}

// component renders one use of a component. A mistake of the author comes back
// as a diagnostic at the tag.
func (r *renderer) component(p *disclose.Page, ctx *Context, call hypertext.Call) (template.HTML, error) {
	use := &Use{Context: ctx, Name: call.Name, Props: make(map[string]any, len(call.Props)), Children: call.Children, Slots: call.Slots, Inline: call.Inline}
	for name, value := range call.Props {
		use.Props[name] = value
	}
	if c := r.theme.Declared(call.Name); c != nil {
		for _, prop := range c.Props {
			if err := r.fill(p, call, use.Props, prop); err != nil {
				return "", err
			}
		}
	}
	out, err := r.theme.Component(call.Name, use)
	if err != nil {
		return "", asDiagnostic(err, call.Span)
	}
	return out, nil
}

// fill gives a prop that was left out its default or an empty value, and
// rewrites addresses.
func (r *renderer) fill(p *disclose.Page, call hypertext.Call, props map[string]any, prop component.Prop) error {
	value := props[prop.Name]
	if value == nil {
		value = prop.Default
	}
	if value == nil {
		value = zero(prop.Type)
	}
	text, isText := value.(string)
	if isText && text != "" && (prop.Type == component.PropURL || prop.Type == component.PropAsset) {
		to := r.targets.resolve(p, call.Span.Path(), text)
		if to.fault != "" {
			l := markup.Link{Destination: text, Span: call.Span}
			return r.broken(prop.Name+" of "+call.Name, l, to)
		}
		value = r.portal.URL(to.url)
		if prop.Type == component.PropAsset {
			value = to.url // methods such as Asset look it up; templates call URL
		}
	}
	props[prop.Name] = value
	return nil
}

// zero returns the empty value of a type of prop.
func zero(t component.PropType) any {
	switch t {
	case component.PropBool:
		return false
	case component.PropInt:
		return int64(0)
	case component.PropList, component.PropControls:
		return []any(nil)
	case component.PropObject:
		return map[string]any(nil)
	case component.PropNode:
		return template.HTML("")
	}
	return ""
}
