package dialect

import (
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// roleOf says what a name means. In .md only registered components and
// HTML elements are syntax.
func (p *Page) roleOf(name string) tree.Role {
	switch {
	case p.tooDeep || p.exhausted:
		return tree.RoleText
	case name == "":
		if p.rules.MDX {
			return tree.RoleFragment
		}
		return tree.RoleText
	case p.rules.Components[name] != nil:
		return tree.RoleComponent
	case p.rules.MDX && tag.IsComponent(name):
		return tree.RoleComponent
	case tag.IsComponent(name) && name != strings.ToUpper(name):
		return tree.RoleText
	}
	if allow.Element(strings.ToLower(name)) {
		return tree.RoleElement
	}
	if p.imported[name] && !allow.IsDangerous(strings.ToLower(name)) {
		return tree.RoleComponent
	}
	if p.rules.MDX || allow.IsDangerous(strings.ToLower(name)) {
		return tree.RoleForbidden
	}
	return tree.RoleText
}
