// Package reference writes what a site may use, for people and for editors: its
// components with their props, the keys of front matter, the diagnostic codes.
//
// Everything comes from the declarations that pages are checked against. The
// package reads no files.
package reference

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/jsontext"
)

// Samples are values for examples, as they are written on a page: by
// "Component.prop", else by the type of the prop.
type Samples map[string]string

// value returns a sample of a prop.
func (s Samples) value(c *component.Component, p *component.Prop) string {
	for _, key := range []string{c.Name + "." + p.Name, c.Like + "." + p.Name, string(p.Type)} {
		if v := s[key]; v != "" {
			return v
		}
	}
	return p.Example()
}

// Example returns a use of a component as it is written on a page: the one
// that it declares, or one made of the props that it needs.
func Example(c *component.Component, samples Samples) string {
	if c.Example != "" {
		return strings.TrimRight(c.Example, "\n") + "\n"
	}
	var b strings.Builder
	b.WriteString("<" + c.Name)
	for i := range c.Props {
		if p := &c.Props[i]; p.Required {
			fmt.Fprintf(&b, " %s=%s", p.Name, samples.value(c, p))
		}
	}
	switch {
	case !c.Children:
		b.WriteString(" />\n")
	case c.Words:
		b.WriteString(">words</" + c.Name + ">\n")
	default:
		b.WriteString(">\n\nText.\n\n</" + c.Name + ">\n")
	}
	return b.String()
}

// takes says what content a component takes.
func takes(c *component.Component) string {
	switch {
	case c.Code:
		return "code"
	case c.Words:
		return "words"
	case c.Requires:
		return "required"
	case c.Children:
		return "yes"
	}
	return "no"
}

// indented writes a value as JSON for people.
func indented(v any) ([]byte, error) {
	var out bytes.Buffer
	if err := jsontext.Document(&out, v); err != nil {
		return nil, fmt.Errorf("reference: %w", err)
	}
	return out.Bytes(), nil
}

// Codes writes the diagnostic codes, as "md" or "json".
func Codes(codes []diag.Info, format string) ([]byte, error) {
	if format == "json" {
		list := make([]codeJSON, len(codes))
		for i, c := range codes {
			list[i] = codeJSON{string(c.Code), c.Title, c.Why}
		}
		return indented(list)
	}
	var b bytes.Buffer
	b.WriteString("# Diagnostic codes\n\n| Code | What is wrong | What to do |\n|---|---|---|\n")
	for _, c := range codes {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", c.Code, cell(c.Title), cell(c.Why))
	}
	return b.Bytes(), nil
}

// codeJSON is a code as JSON.
type codeJSON struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	Why   string `json:"why"`
}

// FrontMatter writes the keys of front matter, as "md" or "json".
func FrontMatter(keys []content.Key, format string) ([]byte, error) {
	if format == "json" {
		return indented(keys)
	}
	var b bytes.Buffer
	b.WriteString("# Front matter\n\n| Key | Also written | Type | What it says |\n|---|---|---|---|\n")
	for _, k := range keys {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", k.Name, quoted(k.Aliases), k.Type, cell(k.Doc))
	}
	b.WriteString("\nOther keys are parameters of the page: templates and `{frontMatter.KEY}` read them.\n")
	return b.Bytes(), nil
}

// cell makes text safe in a table of Markdown.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", `\<`, "{", `\{`).Replace(text)
}

// quoted lists names as code.
func quoted(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = "`" + n + "`"
	}
	return strings.Join(out, ", ")
}
