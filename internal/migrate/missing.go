package migrate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/markup"
)

// lacking returns the components that are used and not known, by name, each
// with the props that the page gives it.
func lacking(uses []markup.Use, known map[string]*component.Component) (list []*component.Component) {
	found := map[string]*component.Component{}
	for _, u := range uses {
		if known[u.Name] != nil {
			continue
		}
		c := found[u.Name]
		if c == nil {
			c = &component.Component{Name: u.Name, Children: true}
			found[u.Name] = c
			list = append(list, c)
		}
		for _, v := range u.Props {
			if c.Find(v.Name) == nil && !strings.ContainsAny(v.Name, ":.") {
				c.Props = append(c.Props, component.Prop{Name: v.Name, Type: typeOf(v.Value)})
			} else if p := c.Find(v.Name); p != nil && p.Type != typeOf(v.Value) {
				p.Type = component.PropNode
			}
		}
	}
	slices.SortFunc(list, func(a, b *component.Component) int { return cmp.Compare(a.Name, b.Name) })
	for _, c := range list {
		slices.SortFunc(c.Props, func(a, b component.Prop) int { return cmp.Compare(a.Name, b.Name) })
	}
	return list
}

// typeOf is the type of prop that takes a value.
func typeOf(v any) component.PropType {
	switch v.(type) {
	case string:
		return component.PropString
	case bool:
		return component.PropBool
	case int64:
		return component.PropInt
	case []any:
		return component.PropList
	case map[string]any:
		return component.PropObject
	}
	return component.PropNode
}
