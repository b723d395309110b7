package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
)

// marked publishes tree A and returns its files as they are on the disk.
func marked(t *testing.T, dir string) (all []staged, manifest staged) {
	t.Helper()
	mustPublish(t, dir, "A")
	all = files("A")
	_, encoded, err := plan(all, asOf)
	if err != nil {
		t.Fatal(err)
	}
	manifest.Entry = artifact.EntryOf(artifact.New(artifact.ManifestPath, encoded))
	mark := func(f *staged) {
		info, err := os.Lstat(filepath.Join(dir, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		f.seen = markOf(f.Path, info)
	}
	mark(&manifest)
	for i := range all {
		mark(&all[i])
	}
	return all, manifest
}

func TestCheckNamesTheFault(t *testing.T) {
	remove := func(name string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, dir string)
		want   string
	}{
		{"changed", func(t *testing.T, dir string) { put(t, dir, "only-A/index.html", "only in a") }, "only-A/index.html differs"},
		{"longer", func(t *testing.T, dir string) { put(t, dir, "only-A/index.html", "only in A.") }, "only-A/index.html differs"},
		{"added", func(t *testing.T, dir string) { put(t, dir, "extra.html", "") }, "extra.html is not in the manifest"},
		{"added as the last", func(t *testing.T, dir string) { put(t, dir, "z/extra.html", "") }, "z/extra.html is not in the manifest"},
		{"manifest", func(t *testing.T, dir string) { put(t, dir, "manifest.json", "{}") }, "manifest.json differs"},
		{"no manifest", remove("manifest.json"), "manifest.json is missing"},
		{"removed", remove("only-A/index.html"), "only-A/index.html is missing"},
		{"removed the first", remove(".well-known/security.txt"), ".well-known/security.txt is missing"},
		{"replaced by the same", func(t *testing.T, dir string) {
			remove("only-A/index.html")(t, dir)
			put(t, dir, "only-A/index.html", "only in A")
		}, "only-A/index.html differs"},
		{"made a link", func(t *testing.T, dir string) {
			remove("only-A/index.html")(t, dir)
			link(t, filepath.Join(dir, "manifest.json"), filepath.Join(dir, "only-A/index.html"))
		}, "only-A/index.html differs"},
		{"a litter that is a link", func(t *testing.T, dir string) {
			link(t, filepath.Join(dir, "manifest.json"), filepath.Join(dir, ".DS_Store"))
		}, ".DS_Store is not in the manifest"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			all, manifest := marked(t, dir)
			seal, err := check(context.Background(), dir, all, manifest)
			if err != nil || seal != SealOf(dir) {
				t.Fatalf("an untouched tree has the seal %x, %v", seal, err)
			}
			put(t, dir, ".DS_Store", "window places")
			if seal, err := check(context.Background(), dir, all, manifest); err != nil || seal != SealOf(dir) {
				t.Fatalf("what a file manager leaves matters: %v", err)
			}
			if err := os.Remove(filepath.Join(dir, ".DS_Store")); err != nil {
				t.Fatal(err)
			}
			c.damage(t, dir)
			if _, err := check(context.Background(), dir, all, manifest); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want one with %q", err, c.want)
			}
		})
	}
}

// TestCheckReadsWhatIsYoung changes a file without a trace, as is possible within
// one step of the clock of a file system: what is that young is read.
func TestCheckReadsWhatIsYoung(t *testing.T) {
	for _, c := range []struct {
		name  string
		age   time.Duration // of the file when the manifest was written
		whole bool          // the file system counts whole seconds
		found bool
	}{
		{"at the same moment", 0, false, true},
		{"a tick before", 10 * time.Millisecond, false, true},
		{"an hour before", time.Hour, false, false},
		{"a second before, by a coarse clock", time.Second, true, true},
		{"an hour before, by a coarse clock", time.Hour, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			all, manifest := marked(t, dir)
			at := time.Unix(0, manifest.seen.time)
			if c.whole {
				at = at.Truncate(time.Second)
			} else if at.Nanosecond() == 0 {
				at = at.Add(time.Millisecond)
			}
			name := filepath.Join(dir, "only-A", "index.html")
			then := at.Add(-c.age)
			if err := errors.Join(os.WriteFile(name, []byte("only in a"), 0o644), os.Chtimes(name, then, then), os.Chtimes(filepath.Join(dir, artifact.ManifestPath), at, at)); err != nil {
				t.Fatal(err)
			}
			manifest.seen.time = at.UnixNano()
			all[position(all, "only-A/index.html")].seen.time = then.UnixNano()
			_, err := check(context.Background(), dir, all, manifest)
			if found := err != nil && strings.Contains(err.Error(), "only-A/index.html differs"); found != c.found {
				t.Errorf("the change was found: %t, want %t (%v)", found, c.found, err)
			}
		})
	}
}
