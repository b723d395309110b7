package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
)

func TestDirKeepsOneGeneration(t *testing.T) {
	for _, c := range []struct {
		name string
		swap func(a, b string) error
	}{{"exchange", exchange}, {"two renames", cannotSwap}} {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "site", "public")
			put := func(name string) *Result {
				t.Helper()
				r := &run{opt: Options{Dir: dir, AsOf: asOf}, swap: c.swap, reached: func(string) error { return nil }}
				res, err := r.publish(context.Background(), tree(name))
				if err != nil {
					t.Fatal(err)
				}
				mustBe(t, dir, name)
				return res
			}
			if res := put("A"); res.Previous != "" || res.Unchanged || len(res.Manifest.Files) != 42 {
				t.Errorf("first result is %+v", res)
			}
			mustList(t, filepath.Dir(dir), "public")
			for _, name := range []string{"B", "A", "B"} {
				res := put(name)
				if filepath.Base(res.Previous) != ".public.candor-previous" {
					t.Errorf("previous tree is at %q", res.Previous)
				}
				other := map[string]string{"A": "B", "B": "A"}[name]
				mustBe(t, res.Previous, other)
				mustList(t, filepath.Dir(dir), ".public.candor-previous", "public")
			}
		})
	}
}

func TestDirIntoEmptyDirectory(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if res := mustPublish(t, dir, "A"); res.Previous != "" {
		t.Errorf("an empty directory was kept at %s", res.Previous)
	}
	mustBe(t, dir, "A")
	mustList(t, parent, "public")
}

func TestDirLeavesAnEqualTargetAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, "A")
	before := inodes(t, dir)
	res := mustPublish(t, dir, "A")
	if !res.Unchanged || len(res.Manifest.Files) != 42 {
		t.Errorf("result is %+v, want an unchanged one", res)
	}
	if !os.SameFile(before, inodes(t, dir)) {
		t.Error("the directory was replaced although nothing changed")
	}
	// A file that somebody damaged makes it unequal, whatever the manifest says.
	page := filepath.Join(dir, "controls", "c07", "index.html")
	if err := os.WriteFile(page, []byte("defaced"), 0o644); err != nil {
		t.Fatal(err)
	}
	if res := mustPublish(t, dir, "A"); res.Unchanged {
		t.Error("a damaged file counts as unchanged")
	}
	mustBe(t, dir, "A")
	// So does another instant, which the manifest names.
	later := Options{Dir: dir, AsOf: "2026-11-21T09:00:00Z"}
	if res, err := Dir(context.Background(), tree("A"), later); err != nil || res.Unchanged {
		t.Errorf("another instant gives %+v, %v", res, err)
	}
}

func inodes(t *testing.T, dir string) fs.FileInfo {
	t.Helper()
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestDirRestoresAMissingFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, "A")
	if err := os.RemoveAll(filepath.Join(dir, "only-A")); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, dir, "A")
	mustBe(t, dir, "A")
}

func TestDirSetsPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, "A")
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o644)
		if d.IsDir() {
			want = 0o755
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has %v, want %v", filepath.Base(p), info.Mode().Perm(), want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDirRefusesPaths(t *testing.T) {
	for _, c := range []struct {
		name  string
		paths []string
		want  string
	}{
		{"absolute", []string{"/etc/passwd"}, "absolute"},
		{"empty", []string{""}, "empty or a directory reference"},
		{"parent", []string{"../index.html"}, "directory reference"},
		{"parent inside", []string{"a/../../b"}, "directory reference"},
		{"dot", []string{"a/./b"}, "directory reference"},
		{"double slash", []string{"a//b"}, "empty"},
		{"final slash", []string{"a/"}, "empty"},
		{"backslash", []string{`a\b`}, "character"},
		{"drive", []string{"c:/a"}, "character"},
		{"device", []string{"a/NUL.html"}, "device"},
		{"final dot", []string{"a./b"}, "dot"},
		{"line feed", []string{"a\nb"}, "character"},
		{"zero-width", []string{"a\u200bb"}, "character"},
		{"not NFC", []string{"u\u0308ber"}, "NFC"},
		{"long", []string{strings.Repeat("x", 201)}, "longer"},
		{"twice", []string{"a/b", "a/b"}, "one name"},
		{"letter case", []string{"a/Index.html", "a/index.html"}, "one name"},
		{"letter case of a directory", []string{"Docs/a", "docs/b"}, "one name"},
		{"full width", []string{"a", "\uff41"}, "one name"},
		{"file and directory", []string{"a", "a/b"}, "one name"},
		{"directory and file", []string{"a/b", "a"}, "one name"},
		{"manifest", []string{"manifest.json"}, "one name"},
		{"manifest as directory", []string{"Manifest.JSON/x"}, "one name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			parent := t.TempDir()
			var files []artifact.File
			for _, p := range c.paths {
				files = append(files, artifact.New(p, []byte("x")))
			}
			_, err := Dir(context.Background(), files, Options{Dir: filepath.Join(parent, "public")})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want one with %q", err, c.want)
			}
			mustList(t, parent)
		})
	}
}

func TestDirStopsWhenTheContextEnds(t *testing.T) {
	for _, step := range []string{"cleaned", "written", "verified", "synced"} {
		t.Run(step, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			mustPublish(t, dir, "A")
			ctx, cancel := context.WithCancel(context.Background())
			r := &run{opt: Options{Dir: dir, AsOf: asOf}, swap: exchange, reached: func(s string) error {
				if s == step {
					cancel()
				}
				return nil
			}}
			if _, err := r.publish(ctx, tree("B")); !errors.Is(err, context.Canceled) {
				t.Errorf("error is %v, want that of the context", err)
			}
			mustBe(t, dir, "A")
			mustList(t, parent, "public")
		})
	}
}

func TestDirFinishesWhatItExchanged(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	ctx, cancel := context.WithCancel(context.Background())
	r := &run{opt: Options{Dir: dir, AsOf: asOf}, swap: exchange, reached: func(s string) error {
		if s == "exchanged" {
			cancel()
		}
		return nil
	}}
	if _, err := r.publish(ctx, tree("B")); err != nil {
		t.Fatal(err)
	}
	mustBe(t, dir, "B")
	mustList(t, parent, ".public.candor-previous", "public")
}

func TestSyncFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, "A")
	if err := syncFiles(dir, files("A")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "only-A", "index.html")); err != nil {
		t.Fatal(err)
	}
	if err := syncFiles(dir, files("A")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
}

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	p := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}
