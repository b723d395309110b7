package markup

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/source"
)

// bodyOf returns where the body of a page starts: behind YAML front matter.
func bodyOf(text string) int {
	if strings.HasPrefix(text, "+++") {
		return 0
	}
	_, body, _ := decode.FrontMatter(source.NewFile("page.md", []byte(text)), decode.Front)
	return body
}

func parseText(path, text string, opt Options) (*Document, diag.List) {
	return Parse(source.NewFile(path, []byte(text)), bodyOf(text), opt)
}

func renderPage(d *Document, env hypertext.Env) (string, diag.List) {
	var out bytes.Buffer
	ds := d.Render(&out, env)
	return out.String(), ds
}

// stubs declares components that take anything.
func stubs(names ...string) map[string]*component.Component {
	m := map[string]*component.Component{}
	for _, name := range names {
		m[name] = &component.Component{Name: name, Children: true, Any: true}
	}
	return m
}

// echo is an environment that shows calls as tags with sorted props, and
// bindings as their path in angle quotes.
func echo() hypertext.Env {
	return hypertext.Env{
		Component: func(c *hypertext.Call) (template.HTML, error) {
			if c.Name == "Broken" {
				return "", errors.New("it is broken")
			}
			var b strings.Builder
			b.WriteString("<" + c.Name)
			for _, name := range slices.Sorted(maps.Keys(c.Props)) {
				if v := reflect.ValueOf(c.Props[name]); v.IsValid() && v.Kind() != reflect.Bool && v.IsZero() {
					continue // left out
				}
				if h, ok := c.Props[name].(template.HTML); ok {
					fmt.Fprintf(&b, " %s=[%s]", name, h)
				} else {
					fmt.Fprintf(&b, " %s=%s", name, template.HTMLEscapeString(fmt.Sprintf("%#v", c.Props[name])))
				}
			}
			if c.Inline {
				b.WriteString(" inline")
			}
			b.WriteString(">")
			for _, name := range slices.Sorted(maps.Keys(c.Slots)) {
				if c.Slots[name] == "" {
					continue
				}
				fmt.Fprintf(&b, "<slot %s>%s</slot>", name, c.Slots[name])
			}
			b.WriteString(string(c.Children) + "</" + c.Name + ">")
			return template.HTML(b.String()), nil
		},
		Bind: func(path []string) (any, bool) {
			p := strings.Join(path, ".")
			switch p {
			case "site.on":
				return true, true
			case "site.off":
				return false, true
			case "site.count":
				return int64(3), true
			case "site.list":
				return []any{"a", "b"}, true
			case "site.tree":
				return map[string]any{"a": "b"}, true
			case "site.missing":
				return nil, false
			}
			return "«" + p + "»", true
		},
		Link:  func(_, d string) string { return d },
		Image: func(_, d string) string { return d },
	}
}
