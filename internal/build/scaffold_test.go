package build

import (
	"context"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/scaffold"
)

// TestScaffold builds what candor init writes: one control verified, one
// stale, one contradicted under an exception.
func TestScaffold(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 30, 0, 0, time.UTC)
	dir := t.TempDir()
	if _, err := scaffold.Site(dir, now); err != nil {
		t.Fatal(err)
	}
	p, err := Open(context.Background(), Options{Dir: dir, AsOf: now, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	v, list := p.View("public")
	_, found, err := p.Render(context.Background(), v)
	if err != nil {
		t.Fatal(err)
	}
	list = append(append(p.Diagnostics, list...), found...)
	if len(list) != 1 || list[0].Code != diag.StateStale {
		t.Errorf("diagnostics are %v, want the one that warns of the stale scan", list)
	}
	for id, want := range map[string][2]string{
		"log-retention":    {"satisfied", "pass"},
		"image-scan":       {"undetermined", "stale"},
		"backup-retention": {"not-satisfied", "excepted"},
	} {
		c := v.Control(id)
		if c.State != want[0] || c.Reason != want[1] {
			t.Errorf("%s is %s (%s): %s; want %s (%s)", id, c.State, c.Reason, c.Detail, want[0], want[1])
		}
	}
}
