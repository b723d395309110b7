package build

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/publish"
)

// copyTree copies a folder of regular files, in reverse order, so that the
// directory entries of the copy stand in another order.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		src, dst := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if e.IsDir() {
			if err := os.MkdirAll(dst, 0o755); err != nil {
				t.Fatal(err)
			}
			copyTree(t, src, dst)
			continue
		}
		data, err := os.ReadFile(src)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dst, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// copyRepository copies the site of this repository into a new directory.
func copyRepository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, folder := range []string{"content", "controls", "evidence"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
		copyTree(t, filepath.Join(repository, folder), filepath.Join(dir, folder))
	}
	cfg, err := os.ReadFile(filepath.Join(repository, "candor.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "candor.yaml", string(cfg))
	return dir
}

// TestTheSameInputGivesTheSameBytes builds the portal of this repository with
// one worker and with eight, in two directories, and compares the manifests
// that are published.
func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	var manifests [][]byte
	for _, workers := range []int{1, 8, 8} {
		dir := copyRepository(t)
		m := build(t, dir, "public", workers).clean(t)
		out := filepath.Join(dir, "public")
		if _, err := publish.Dir(context.Background(), m.files, publish.Options{Dir: out, Source: dir, AsOf: "2026-11-20T12:00:00Z"}); err != nil {
			t.Fatal(err)
		}
		manifest, err := os.ReadFile(filepath.Join(out, "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		manifests = append(manifests, manifest)
	}
	for i, m := range manifests[1:] {
		if !bytes.Equal(m, manifests[0]) {
			t.Errorf("the manifest of build %d differs from the first", i+2)
		}
	}
}
