// Package frontmatter reads the front matter of other generators, TOML and
// JSON, and writes it as YAML; and it tells what was meant as front matter.
//
// It knows no key.
package frontmatter

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// Field is one key of front matter with its value: text, scalar, []any or
// []Field.
type Field struct {
	Key   string
	Value any
}

// scalar is a number, a truth value or a date, written as it is.
type scalar string

// WriteYAML writes fields in their order.
func WriteYAML(fields []Field, indent string) string {
	var out strings.Builder
	for _, f := range fields {
		key := f.Key
		if !plainKey.MatchString(key) {
			key = strconv.Quote(key)
		}
		out.WriteString(indent + key + ":" + yamlValue(f.Value, indent+"  ") + "\n")
	}
	return out.String()
}

var (
	plainKey  = onuse.Regexp(`^[A-Za-z_][\w-]*$`)
	plainText = onuse.Regexp(`^[A-Za-z][A-Za-z0-9 .,/()_-]*[A-Za-z0-9.)]$`)
	yamlWord  = onuse.Regexp(`(?i)^(?:true|false|null|yes|no|on|off|y|n|~)$`)
)

// yamlValue writes a value behind its key or dash.
func yamlValue(v any, indent string) string {
	switch v := v.(type) {
	case []Field:
		if len(v) == 0 {
			return " {}"
		}
		return "\n" + strings.TrimRight(WriteYAML(v, indent), "\n")
	case []any:
		if len(v) == 0 {
			return " []"
		}
		var out strings.Builder
		for _, item := range v {
			text := yamlValue(item, indent+"  ")
			if strings.HasPrefix(text, "\n") {
				text = " " + strings.TrimLeft(text, "\n ")
			}
			out.WriteString("\n" + indent + "-" + text)
		}
		return out.String()
	case scalar:
		return " " + string(v)
	}
	s := fmt.Sprint(v)
	if plainText.MatchString(s) && !yamlWord.MatchString(s) {
		return " " + s
	}
	return " " + Quote(s)
}

// Quote writes text in double quotes (YAML 1.2.2, section 5.7).
func Quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// ReadJSON reads an object of JSON; nil where the text is none.
func ReadJSON(f *source.File) []Field {
	node, list := decode.JSON(f, limits)
	if node == nil || list.HasErrors() || node.Kind != decode.Map {
		return nil
	}
	return fieldsOf(node)
}

// limits bound the front matter.
var limits = decode.Limits{Bytes: 1 << 20, Nodes: 50_000, Depth: 32, Keys: 2000}

func fieldsOf(n *decode.Node) []Field {
	out := []Field{}
	for _, f := range n.Fields {
		out = append(out, Field{f.Key, valueOf(f.Value)})
	}
	return out
}

func valueOf(n *decode.Node) any {
	switch n.Kind {
	case decode.Map:
		return fieldsOf(n)
	case decode.List:
		items := []any{}
		for _, item := range n.Items {
			items = append(items, valueOf(item))
		}
		return items
	case decode.Null:
		return scalar("null")
	}
	if n.Quoted {
		return n.Scalar
	}
	return scalar(n.Scalar)
}
