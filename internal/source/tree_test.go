package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// treeOf makes a directory with the given files and opens it.
func treeOf(t *testing.T, files map[string]string) (*Tree, string) {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tree.Close() })
	return tree, dir
}

func TestWalk(t *testing.T) {
	tree, _ := treeOf(t, map[string]string{"b/c.md": "1", "b/a.md": "22", "a.md": "", ".git/x": "", "b/.hidden": "", "c/deep/er/x": "333"})
	entries, problems, err := tree.Walk(".")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	want := []Entry{{"a.md", 0}, {"b/a.md", 2}, {"b/c.md", 1}, {"c/deep/er/x", 3}}
	if !slices.Equal(entries, want) {
		t.Errorf("got %v, want %v", entries, want)
	}
	if entries, _, err := tree.Walk("b"); err != nil || len(entries) != 2 || entries[0].Path != "b/a.md" {
		t.Errorf("b holds %v, %v", entries, err)
	}
	if entries, problems, err := tree.Walk("missing"); err != nil || len(entries)+len(problems) > 0 {
		t.Errorf("a missing folder gives %v, %v, %v", entries, problems, err)
	}
}

func TestRead(t *testing.T) {
	tree, dir := treeOf(t, map[string]string{"a/b.md": "hello", "dir/x": ""})
	f, err := tree.Read("a/b.md", 5)
	if err != nil || string(f.Data) != "hello" || f.Path != "a/b.md" {
		t.Errorf("got %v, %v", f, err)
	}
	var problem *Problem
	if _, err := tree.Read("a/b.md", 4); !errors.As(err, &problem) || problem.Reason != "is larger than the limit of 4 bytes" || problem.Hint == "" {
		t.Errorf("a large file: %v", err)
	}
	if _, err := tree.Read("dir", 100); !errors.As(err, &problem) || problem.Reason != "is a directory, not a regular file" {
		t.Errorf("a directory: %v", err)
	}
	if _, err := tree.Read("missing", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	for _, name := range []string{"../" + filepath.Base(dir) + "/a/b.md", "/etc/passwd", "a/../../x", ""} {
		if f, err := tree.Read(name, 1<<20); err == nil {
			t.Errorf("Read(%q) leaves the tree: %d bytes", name, len(f.Data))
		}
	}
	if _, err := OpenTree(filepath.Join(dir, "missing")); err == nil {
		t.Error("a missing directory opens")
	}
}

func TestSizeText(t *testing.T) {
	for n, want := range map[int64]string{64 << 20: "64 MiB", 64 << 10: "64 KiB", 1000: "1000 bytes", 1<<20 + 1024: "1025 KiB"} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
}
