package intake

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
)

// shown are the props that hold words for readers.
var shown = []string{"title", "label", "heading", "name", "description", "text", "caption", "summary"}

// startComponents writes a first version of each component that the site
// lacks: it takes what the pages give it, and shows the words of it. Those that
// exist are left alone.
func startComponents(root *os.Root, list map[string]*component.Component) (made []string, err error) {
	if len(list) == 0 {
		return nil, nil
	}
	if err := root.MkdirAll("components", 0o755); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(list)) {
		for _, f := range []struct{ name, text string }{{name + ".html", stubTemplate(list[name])}, {name + ".yaml", stubDeclaration(list[name])}} {
			file := path.Join("components", f.name)
			if _, err := root.Lstat(file); err == nil {
				continue
			}
			if err := root.WriteFile(file, []byte(f.text), fs.FileMode(0o644)); err != nil {
				return made, fmt.Errorf("writing %s: %w", file, err)
			}
			made = append(made, file)
		}
	}
	return made, nil
}

func stubTemplate(c *component.Component) string {
	class := strings.ReplaceAll(c.Name, ".", "-")
	var inline, block strings.Builder
	for _, name := range shown {
		if p := c.Find(name); p != nil && (p.Type == component.PropString || p.Type == component.PropNode) {
			fmt.Fprintf(&inline, "{{with .Props.%s}}{{.}} {{end}}", name)
			fmt.Fprintf(&block, "{{with .Props.%s}}<p>{{.}}</p>{{end}}\n", name)
		}
	}
	return fmt.Sprintf("{{- /* A first version, made by an import: it shows the words that pages give it. */ -}}\n"+
		"{{if .Inline}}<span class=\"%s\">%s{{.Children}}</span>\n{{- else}}<div class=\"%s\">\n%s{{.Children}}\n</div>{{end}}\n", class, inline.String(), class, block.String())
}

func stubDeclaration(c *component.Component) string {
	var out strings.Builder
	fmt.Fprintf(&out, "doc: A first version of %s, made by an import.\nchildren: \"yes\"\n", c.Name)
	if len(c.Props) > 0 {
		out.WriteString("props:\n")
	}
	for _, p := range c.Props {
		fmt.Fprintf(&out, "  - {name: %q, type: %s}\n", p.Name, p.Type)
	}
	return out.String()
}
