package reference

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/component"
)

// customJSON is HTML custom data, version 1.1, as editors read it
// (https://github.com/microsoft/vscode-custom-data).
type customJSON struct {
	Version float64   `json:"version"`
	Tags    []tagJSON `json:"tags"`
}

// tagJSON is a tag of custom data.
type tagJSON struct {
	Name        string          `json:"name"`
	Description string          `json:"description"`
	Attributes  []attributeJSON `json:"attributes"`
}

// attributeJSON is an attribute of custom data.
type attributeJSON struct {
	Name        string      `json:"name"`
	Description string      `json:"description"`
	ValueSet    string      `json:"valueSet,omitempty"` // v: it needs no value
	Values      []valueJSON `json:"values,omitempty"`
}

// valueJSON is a value of an attribute.
type valueJSON struct {
	Name string `json:"name"`
}

// customData writes components as HTML custom data.
func customData(list []*component.Component) ([]byte, error) {
	data := customJSON{Version: 1.1, Tags: []tagJSON{}}
	for _, c := range list {
		tag := tagJSON{Name: c.Name, Description: c.Doc, Attributes: []attributeJSON{}}
		for i := range c.Props {
			p := &c.Props[i]
			a := attributeJSON{Name: p.Name, Description: describe(p)}
			if p.Type == component.PropBool {
				a.ValueSet = "v"
			}
			for _, v := range p.Allowed {
				a.Values = append(a.Values, valueJSON{v})
			}
			tag.Attributes = append(tag.Attributes, a)
		}
		data.Tags = append(data.Tags, tag)
	}
	return indented(data)
}

// describe says what a prop is in one line.
func describe(p *component.Prop) string {
	words := p.Doc + " (" + p.Type.Words()
	if p.Required {
		words += ", required"
	}
	if p.Default != nil {
		words += fmt.Sprintf(", %v by default", p.Default)
	}
	return strings.TrimSpace(words + ")")
}

// snippetJSON is a snippet of Visual Studio Code.
type snippetJSON struct {
	Scope       string   `json:"scope"`
	Prefix      string   `json:"prefix"`
	Body        []string `json:"body"`
	Description string   `json:"description"`
}

// snippets writes one snippet for each component: its example.
func snippets(list []*component.Component, samples Samples) ([]byte, error) {
	out := make(map[string]snippetJSON, len(list))
	for _, c := range list {
		body := Example(c, samples)
		escaped := strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace(strings.TrimRight(body, "\n"))
		out[c.Name] = snippetJSON{Scope: "markdown,mdx", Prefix: "<" + c.Name, Body: strings.Split(escaped, "\n"), Description: c.Doc}
	}
	return indented(out)
}
