package build

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/specimen"
)

const templates = repository + "/cmd/larkspur/company"

// TestEvidenceIsMade checks that the evidence of the portal is what make
// evidence writes.
func TestEvidenceIsMade(t *testing.T) {
	var out bytes.Buffer
	if code := specimen.Run([]string{"--site", repository, "--from", templates, "--date", asOf.Format(time.DateOnly), "--check"}, &out, &out); code != 0 {
		t.Errorf("exit code %d: %s", code, &out)
	}
}

// TestEvidenceOfAnotherDate writes the evidence around another day, on which
// each control must be in the state that it is in now, unless it rests on a date
// of the catalog.
func TestEvidenceOfAnotherDate(t *testing.T) {
	now := build(t, repository, "internal", 4)
	dir := copyRepository(t)
	if err := os.RemoveAll(filepath.Join(dir, "evidence", "log.jsonl")); err != nil {
		t.Fatal(err)
	}
	then := asOf.AddDate(0, 0, 9) // other days of the week, another month, and within the exceptions
	var out bytes.Buffer
	if code := specimen.Run([]string{"--site", dir, "--from", templates, "--date", then.Format(time.DateOnly)}, &out, &out); code != 0 {
		t.Fatalf("exit code %d: %s", code, &out)
	}
	later := buildAt(t, dir, "internal", 4, then)
	later.clean(t)
	for _, f := range now.project.Assessment.Findings {
		got := later.project.Assessment.Finding(f.Control)
		if got == nil || got.State != f.State || got.Reason != f.Reason {
			t.Errorf("%s is %s (%s) now and %+v then", f.Control, f.State, f.Reason, got)
		}
	}
}
