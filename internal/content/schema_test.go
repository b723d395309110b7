package content

import (
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/source"
)

// TestSchema holds the committed schema to the types, and the schema to front
// matter.
func TestSchema(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	schematest.Golden(t, "page.schema.json", raw)
	for text, good := range map[string]bool{
		"{title: A, sidebar_position: 3, tags: x, aliases: [/a, /b], draft: true, lastmod: 2026-11-20}": true,
		"{title: 3.1, sidebar: {label: x}, hero: {tagline: y}, keywords: [a]}":                          true,
		"{weight: high}":   false,
		"{draft: perhaps}": false,
		"{tags: {a: b}}":   false,
	} {
		node, list := decode.YAML(source.NewFile("x.yaml", []byte(text)), decode.Config)
		if list.HasErrors() {
			t.Fatalf("%s: %v", text, list)
		}
		if err := schema.Check(raw, node.Plain()); (err == nil) != good {
			t.Errorf("%s: the schema gives %v", text, err)
		}
	}
}

// TestKeys demands that every key says what it is, and that the list holds
// those that pages use most.
func TestKeys(t *testing.T) {
	types := map[string]string{}
	for _, k := range Keys() {
		if k.Doc == "" || k.Type == "" {
			t.Errorf("the key %s has the doc %q and the type %q", k.Name, k.Doc, k.Type)
		}
		types[k.Name] = k.Type
	}
	for name, want := range map[string]string{"title": "text", "weight": "number", "tags": "text or list", "draft": "true or false", "modified": "date", "toc": "true or false"} {
		if types[name] != want {
			t.Errorf("%s holds %q, want %q", name, types[name], want)
		}
	}
}
