package build

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/source"
)

// envelope writes the envelope beside an evidence file.
func envelope(t testing.TB, file, id, collected string) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(map[string]any{
		"_type":         evidence.StatementType,
		"subject":       []any{map[string]any{"name": filepath.Base(file), "digest": map[string]any{"sha256": source.DigestOf(body)}}},
		"predicateType": evidence.PredicateType,
		"predicate":     map[string]any{"id": id, "kind": "automated", "collected_at": collected},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+evidence.EnvelopeSuffix, out, 0o644); err != nil {
		t.Fatal(err)
	}
}
