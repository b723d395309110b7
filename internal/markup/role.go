package markup

import (
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/tag"
)

// kindOfTag says what a name means. In .md only registered components and
// HTML elements are syntax.
func (p *Page) kindOfTag(name string) tagKind {
	switch {
	case p.tooDeep || p.exhausted:
		return tagText
	case name == "":
		if p.rules.MDX {
			return tagFragment
		}
		return tagText
	case p.rules.Components[name] != nil:
		return tagComponent
	case tag.IsComponent(name):
		if p.rules.MDX {
			return tagComponent
		}
		return tagText
	}
	if allow.Element(strings.ToLower(name)) {
		return tagElement
	}
	if p.rules.MDX || allow.IsDangerous(strings.ToLower(name)) {
		return tagForbidden
	}
	return tagText
}
