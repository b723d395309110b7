package markup

import "strings"

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
	case isComponentName(name):
		if p.rules.MDX {
			return tagComponent
		}
		return tagText
	}
	if isElement(strings.ToLower(name)) {
		return tagElement
	}
	if p.rules.MDX || isDangerous(strings.ToLower(name)) {
		return tagForbidden
	}
	return tagText
}
