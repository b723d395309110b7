package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/source"
)

// TestSchema holds the committed schema to the types, and the schema to the
// site files of this package and of the repository.
func TestSchema(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	schematest.Golden(t, "site.schema.json", raw)
	check := func(name string, data []byte, good bool) {
		node, list := decode.YAML(source.NewFile(name, data), decode.Config)
		if list.HasErrors() {
			t.Fatalf("%s: %v", name, list)
		}
		if err := schema.Check(raw, node.Plain()); (err == nil) != good {
			t.Errorf("%s: the schema gives %v", name, err)
		}
	}
	check("full", []byte(full), true)
	check("minimal", []byte(minimal), true)
	check("no title", []byte("site: {base_url: https://t.example}"), false)
	check("policy", []byte(minimal+"policy: {stal: error}"), false)
	check("action", []byte(minimal+"policy: {stale: warn}"), false)
	check("unknown key", []byte(minimal+"menue: []"), false)
	if data, err := os.ReadFile(filepath.Join("..", "..", Name)); err == nil {
		check(Name, data, true)
	}
}
