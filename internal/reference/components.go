package reference

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
)

// componentJSON is a component as JSON.
type componentJSON struct {
	Name    string     `json:"name"`
	Doc     string     `json:"doc"`
	Content string     `json:"content"` // no, yes, required, words or code
	Props   []propJSON `json:"props"`
	Ignored []string   `json:"ignored"`
	Slots   []slotJSON `json:"slots"`
	Example string     `json:"example"`
}

// propJSON is a prop as JSON.
type propJSON struct {
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Type     string   `json:"type"`
	Doc      string   `json:"doc"`
	Required bool     `json:"required"`
	Default  any      `json:"default"`
	Allowed  []string `json:"allowed"`
}

// slotJSON is a slot as JSON.
type slotJSON struct {
	Name string `json:"name"`
	Doc  string `json:"doc"`
}

// Formats are the formats of Components.
var Formats = []string{"md", "json", "vscode", "snippets"}

// Components writes the components in the order of their names: "md" for
// people, "json" for programs, "vscode" as HTML custom data, "snippets" as
// snippets of Visual Studio Code.
func Components(all map[string]*component.Component, samples Samples, format string) ([]byte, error) {
	var list []*component.Component
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, all[name])
	}
	switch format {
	case "json":
		return componentsJSON(list, samples)
	case "vscode":
		return customData(list)
	case "snippets":
		return snippets(list, samples)
	}
	var b bytes.Buffer
	b.WriteString("# Components\n")
	for _, c := range list {
		writeComponent(&b, c, samples)
	}
	return b.Bytes(), nil
}

func componentsJSON(list []*component.Component, samples Samples) ([]byte, error) {
	out := make([]componentJSON, 0, len(list))
	for _, c := range list {
		j := componentJSON{Name: c.Name, Doc: c.Doc, Content: takes(c), Props: []propJSON{}, Ignored: full(c.Ignored), Slots: []slotJSON{}, Example: Example(c, samples)}
		for _, p := range c.Props {
			j.Props = append(j.Props, propJSON{p.Name, full(p.Aliases), string(p.Type), p.Doc, p.Required, p.Default, full(p.Allowed)})
		}
		for _, s := range c.Slots {
			j.Slots = append(j.Slots, slotJSON(s))
		}
		out = append(out, j)
	}
	return indented(out)
}

// full returns a list that is not null.
func full(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// writeComponent writes one component as Markdown.
func writeComponent(b *bytes.Buffer, c *component.Component, samples Samples) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\nContent: %s.\n", c.Name, cell(c.Doc), contentWords[takes(c)])
	if len(c.Props) > 0 {
		b.WriteString("\n| Prop | Type | Required | Default | Allowed | What it is |\n|---|---|---|---|---|---|\n")
	}
	for _, p := range c.Props {
		name := "`" + p.Name + "`"
		if len(p.Aliases) > 0 {
			name += ", also " + quoted(p.Aliases)
		}
		required, def := "", ""
		if p.Required {
			required = "yes"
		}
		if p.Default != nil {
			def = fmt.Sprintf("`%v`", p.Default)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", name, p.Type, required, def, quoted(p.Allowed), cell(p.Doc))
	}
	if len(c.Slots) > 0 {
		b.WriteString("\n| Slot | What belongs there |\n|---|---|\n")
	}
	for _, s := range c.Slots {
		fmt.Fprintf(b, "| `%s` | %s |\n", s.Name, cell(s.Doc))
	}
	if len(c.Ignored) > 0 {
		fmt.Fprintf(b, "\nAccepted and not used: %s.\n", quoted(c.Ignored))
	}
	example := Example(c, samples)
	fence := "```"
	for strings.Contains(example, fence) {
		fence += "`"
	}
	fmt.Fprintf(b, "\n%smdx\n%s%s\n", fence, example, fence)
}

// contentWords say what content is taken.
var contentWords = map[string]string{
	"no": "none", "yes": "Markdown", "required": "Markdown, required", "words": "words", "code": "a fence, or text that becomes code",
}
