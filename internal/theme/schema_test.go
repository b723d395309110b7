package theme

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/source"
)

// TestSchema holds the committed schemas to the types, and the schemas to
// declarations, that of the default theme among them.
func TestSchema(t *testing.T) {
	for name, c := range map[string]struct {
		of        func() ([]byte, error)
		good, bad []string
	}{
		"theme.schema.json": {Schema, []string{"{name: x, components: {Note: {like: Callout, doc: d, defaults: {type: note}}}}"}, []string{"{components: {Note: {lik: Callout}}}", "{names: x}"}},
		"component.schema.json": {
			ComponentSchema,
			[]string{"{doc: a badge, children: words, props: [{name: a, type: enum, allowed: [x, y], default: x}, {name: b, type: int, default: 3}], slots: [{name: s}]}"},
			[]string{"{props: [{type: int}]}", "{children: maybe}", "{props: [{name: a, type: text}]}", "{slot: []}"},
		},
	} {
		raw, err := c.of()
		if err != nil {
			t.Fatal(err)
		}
		schematest.Golden(t, name, raw)
		check := func(text string, good bool) {
			node, list := decode.YAML(source.NewFile("x.yaml", []byte(text)), decode.Config)
			if list.HasErrors() {
				t.Fatalf("%s: %v", text, list)
			}
			if err := schema.Check(raw, node.Plain()); (err == nil) != good {
				t.Errorf("%s: %s: the schema gives %v", name, text, err)
			}
		}
		for _, text := range c.good {
			check(text, true)
		}
		for _, text := range c.bad {
			check(text, false)
		}
		if name == "theme.schema.json" {
			own, err := os.ReadFile(filepath.Join("..", "..", "themes", "default", "theme.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			check(string(own), true)
		}
	}
}
