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
	out := statement(t, filepath.Base(file), body, map[string]any{"id": id, "kind": "automated", "collected_at": collected})
	if err := os.WriteFile(file+evidence.EnvelopeSuffix, out, 0o644); err != nil {
		t.Fatal(err)
	}
}

// statement makes an envelope with the given predicate.
func statement(t testing.TB, name string, body []byte, predicate map[string]any) []byte {
	t.Helper()
	out, err := json.Marshal(map[string]any{
		"_type":         evidence.StatementType,
		"subject":       []any{map[string]any{"name": name, "digest": map[string]any{"sha256": source.DigestOf(body)}}},
		"predicateType": evidence.PredicateType,
		"predicate":     predicate,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
