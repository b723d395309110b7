package scaffold

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 21, 12, 30, 0, 0, time.UTC)

func TestSiteWritesNothingOverAFolderWithFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var exists *Exists
	for name, write := range map[string]func(string, time.Time) ([]string, error){"Site": Site, "Bare": Bare} {
		if _, err := write(dir, noon); !errors.As(err, &exists) {
			t.Fatalf("%s: got %v, want *Exists", name, err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%d entries, want the one that was there", len(entries))
	}
}

func TestItemNeverOverwrites(t *testing.T) {
	for _, kind := range Kinds {
		dir := t.TempDir()
		names, err := Item(dir, kind, "sample", noon)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v, %v", kind.Name, names, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), "<<") {
				t.Errorf("%s holds an unexpanded template", name)
			}
		}
		var exists *Exists
		if _, err := Item(dir, kind, "sample", noon); !errors.As(err, &exists) {
			t.Errorf("second %s: %v, want *Exists", kind.Name, err)
		}
	}
}
