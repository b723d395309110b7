package surface

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/jsontext"
)

// Write writes the reference, as "md" or "json".
func (r Reference) Write(format string) ([]byte, error) {
	if format == "json" {
		var b bytes.Buffer
		err := jsontext.Document(&b, r)
		return b.Bytes(), err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What templates may read\n\nVersion %d of what templates see (`api` in theme.yaml).\n", r.API)
	b.WriteString("\n## Layouts\n\nEach layout runs over a Context; `.Item` is what the page is about.\n\n| Layout | `.Item` | What it shows |\n|---|---|---|\n")
	for _, l := range r.Layouts {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", l.Name, orElse(l.Item, "nothing"), cell(l.Doc))
	}
	b.WriteString("\n## Types\n\nA layout and a partial start from Context, the template of a component from Use.\n")
	for _, t := range r.Types {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n", t.Name, cell(t.Doc))
		if len(t.Members) > 0 {
			b.WriteString("\n| Name | Type | What it is |\n|---|---|---|\n")
		}
		for _, m := range t.Members {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.Join(append([]string{m.Name}, spaced(m.Args)...), " "), m.Type, cell(m.Doc))
		}
	}
	b.WriteString("\n## Functions\n\n| Function | Gives | What it does |\n|---|---|---|\n")
	for _, f := range r.Functions {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.Join(append([]string{f.Name}, spaced(f.Args)...), " "), f.Type, cell(f.Doc))
	}
	return b.Bytes(), nil
}

// spaced puts types of several words in brackets, so that arguments stay apart.
func spaced(args []string) []string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = strings.ReplaceAll(a, " ", "-")
	}
	return out
}

// cell makes text safe in a table of Markdown.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", `\<`, "{", `\{`).Replace(text)
}

// orElse returns a, or b when a is empty.
func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
