// Package schematest holds the committed JSON Schemas to the Go types that they
// are made of. Tests use it, and nothing else: no program contains it.
package schematest

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the schemas instead of comparing them")

// Golden compares a schema with the committed file of that name in schema/ at
// the root of the repository, two folders above the test's; with -update it
// writes the file.
func Golden(t *testing.T, name string, raw []byte) {
	t.Helper()
	committed := filepath.Join("..", "..", "schema", name)
	if *update {
		if err := os.WriteFile(committed, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, want) {
		t.Errorf("%s is not what the types say: run the test %s of this package with -update", committed, t.Name())
	}
}
