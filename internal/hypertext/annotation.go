package hypertext

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/tree"
)

// annotated writes the attributes that an author wrote behind a node, and those
// of its own, by name and value, that the author did not replace; classes add
// up. Values that are empty are left out.
func (r *renderer) annotated(n ast.Node, own ...string) {
	given := r.Annotations[n]
	for i := 0; i+1 < len(own); i += 2 {
		if own[i] == "class" {
			r.attr("class", strings.TrimSpace(own[i+1]+" "+valueOf(given, "class")))
			given = slices.DeleteFunc(slices.Clone(given), func(a tree.Attribute) bool { return a.Name == "class" })
			continue
		}
		replaced := slices.ContainsFunc(given, func(a tree.Attribute) bool { return a.Name == own[i] })
		if own[i+1] != "" && !replaced {
			r.attr(own[i], own[i+1])
		}
	}
	for _, a := range given {
		r.attr(a.Name, a.Value)
	}
}

func valueOf(all []tree.Attribute, name string) string {
	for _, a := range all {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}
