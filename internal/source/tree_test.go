package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
	want := []Entry{{Path: "a.md"}, {Path: "b/a.md", Size: 2}, {Path: "b/c.md", Size: 1}, {Path: "c/deep/er/x", Size: 3}}
	if !slices.EqualFunc(entries, want, func(a, b Entry) bool { return a.Path == b.Path && a.Size == b.Size }) {
		t.Errorf("got %v, want %v", entries, want)
	}
	if entries, _, err := tree.Walk("b"); err != nil || len(entries) != 2 || entries[0].Path != "b/a.md" {
		t.Errorf("b holds %v, %v", entries, err)
	}
	if entries, problems, err := tree.Walk("missing"); err != nil || len(entries)+len(problems) > 0 {
		t.Errorf("a missing folder gives %v, %v, %v", entries, problems, err)
	}
}

// TestWalkManyFiles walks a folder whose files are looked at several at a time,
// beside folders that sort between them.
func TestWalkManyFiles(t *testing.T) {
	files := map[string]string{"many.d/x": "", "many/0/y": ""}
	for i := range 1000 {
		files[fmt.Sprintf("many/%d.json", i)] = strings.Repeat("x", i)
	}
	tree, dir := treeOf(t, files)
	entries, problems, err := tree.Walk(".")
	if err != nil || len(problems) > 0 || len(entries) != len(files) {
		t.Fatalf("%d files of %d, %v, %v", len(entries), len(files), problems, err)
	}
	if !slices.IsSortedFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("the files are not sorted")
	}
	for _, e := range entries {
		info, err := os.Lstat(filepath.Join(dir, e.Path))
		if err != nil || info.Size() != e.Size || int(e.Size) != len(files[e.Path]) || e.Stamp != stampOf(info) {
			t.Errorf("%+v of %v, %v", e, info, err)
		}
	}
}

// TestReadFolders reads from more folders than stay open, on several goroutines.
func TestReadFolders(t *testing.T) {
	files := map[string]string{}
	for i := range 100 {
		files[fmt.Sprintf("d%d/a", i)], files[fmt.Sprintf("d%d/b", i)] = fmt.Sprint(i), strings.Repeat("b", 5000+i)
	}
	tree, _ := treeOf(t, files)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for name, want := range files {
				if f, err := tree.Read(name, 1<<20); err != nil || string(f.Data) != want {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	wg.Wait()
	if f, err := tree.Read("d0/a", 0); err == nil {
		t.Errorf("%q is within the limit", f.Data)
	}
}

func TestByFolder(t *testing.T) {
	want := []string{"a", "a/b", "a/b/c", "a/b.c", "a.b", "a.b/c", "ab"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, byFolder)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
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
