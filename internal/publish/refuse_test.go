package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDirRefuses goes through targets that must not be written. Each case
// makes its surroundings below base and returns the target.
func TestDirRefuses(t *testing.T) {
	source := "home/me/site"
	for _, c := range []struct {
		name   string
		target func(t *testing.T, base string) string
		want   string
	}{
		{"root of the file system", func(_ *testing.T, base string) string {
			return filepath.VolumeName(base) + string(filepath.Separator)
		}, "is the root of a file system"},
		{"the source", func(_ *testing.T, base string) string { return filepath.Join(base, source) }, "is the source of the site"},
		{"the source by a roundabout way", func(_ *testing.T, base string) string {
			return filepath.Join(base, source, "content") + "/../../site/."
		}, "is the source of the site"},
		{"a parent of the source, by a link", func(t *testing.T, base string) string {
			link(t, filepath.Join(base, "home"), filepath.Join(base, "elsewhere"))
			return filepath.Join(base, "elsewhere", "me")
		}, "holds the source of the site"},
		{"a link to the source", func(t *testing.T, base string) string {
			link(t, filepath.Join(base, source), filepath.Join(base, "public"))
			return filepath.Join(base, "public")
		}, "is the source of the site"},
		{"a parent of the source", func(_ *testing.T, base string) string { return base }, "holds the source of the site"},
		{"the home directory", func(t *testing.T, base string) string {
			other := filepath.Join(base, "other")
			put(t, other, "x", "")
			t.Setenv("HOME", other)
			t.Setenv("USERPROFILE", other)
			return other
		}, "is your home directory"},
		{"a parent of the home directory", func(t *testing.T, base string) string {
			other := filepath.Join(base, "other", "you")
			put(t, other, "x", "")
			t.Setenv("HOME", other)
			t.Setenv("USERPROFILE", other)
			return filepath.Dir(other)
		}, "holds your home directory"},
		{"a file", func(t *testing.T, base string) string {
			put(t, base, "public", "text")
			return filepath.Join(base, "public")
		}, "is a file"},
		{"a link to a directory", func(t *testing.T, base string) string {
			put(t, base, "www/x", "")
			link(t, filepath.Join(base, "www"), filepath.Join(base, "public"))
			return filepath.Join(base, "public")
		}, "is a symbolic link"},
		{"a link to nothing", func(t *testing.T, base string) string {
			link(t, filepath.Join(base, "nothing"), filepath.Join(base, "public"))
			return filepath.Join(base, "public")
		}, "is a symbolic link"},
		{"somebody else's directory", func(t *testing.T, base string) string {
			put(t, base, "public/thesis.tex", "years of work")
			return filepath.Join(base, "public")
		}, "holds files that are no site of Candor: there is no manifest.json"},
		{"a directory with a directory", func(t *testing.T, base string) string {
			put(t, base, "public/a/b/thesis.tex", "years of work")
			return filepath.Join(base, "public")
		}, "there is no manifest.json"},
		{"another program's manifest", func(t *testing.T, base string) string {
			put(t, base, "public/manifest.json", `{"name": "an app", "icons": []}`)
			return filepath.Join(base, "public")
		}, "manifest.json is not a manifest of Candor"},
		{"a manifest that is a link", func(t *testing.T, base string) string {
			mustPublish(t, filepath.Join(base, "real"), "A")
			put(t, base, "public/x", "")
			link(t, filepath.Join(base, "real", "manifest.json"), filepath.Join(base, "public", "manifest.json"))
			return filepath.Join(base, "public")
		}, "there is no manifest.json"},
		{"files that its manifest does not list", func(t *testing.T, base string) string {
			mustPublish(t, filepath.Join(base, "public"), "A")
			for _, n := range []string{"a.txt", "b/c.txt", "controls/notes.md", "d.txt", "e.txt"} {
				put(t, base, "public/"+n, "kept by hand")
			}
			return filepath.Join(base, "public")
		}, "holds a.txt, b/c.txt, controls/notes.md and 2 more files, which its manifest does not list"},
		{"a link inside", func(t *testing.T, base string) string {
			mustPublish(t, filepath.Join(base, "public"), "A")
			page := filepath.Join(base, "public", "only-A", "index.html")
			if err := os.Remove(page); err != nil {
				t.Fatal(err)
			}
			link(t, filepath.Join(base, "x"), page)
			return filepath.Join(base, "public")
		}, "holds only-A/index.html, which"},
		{"files in the previous tree", func(t *testing.T, base string) string {
			mustPublish(t, filepath.Join(base, "public"), "A")
			mustPublish(t, filepath.Join(base, "public"), "B")
			put(t, base, ".public.candor-previous/mine.txt", "kept by hand")
			return filepath.Join(base, "public")
		}, "holds mine.txt, which its manifest does not list"},
		{"a name of our own", func(_ *testing.T, base string) string {
			return filepath.Join(base, ".public.candor-staging-123")
		}, "has a name that publishing keeps for itself"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := t.TempDir()
			t.Setenv("HOME", filepath.Join(t.TempDir()))
			put(t, base, source+"/candor.yaml", "site: {}")
			put(t, base, source+"/content/index.md", "# Hello")
			target := c.target(t, base)
			before := everything(t, base)
			_, err := Dir(context.Background(), tree("B"), Options{Dir: target, Source: filepath.Join(base, source), AsOf: asOf})
			var refused *Refused
			if !errors.As(err, &refused) {
				t.Fatalf("error is %v, want a refusal", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %q, want one with %q", err, c.want)
			}
			if refused.Hint == "" {
				t.Error("the refusal has no hint")
			}
			if after := everything(t, base); after != before {
				t.Errorf("the directory changed from\n%s\nto\n%s", before, after)
			}
		})
	}
}

func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

// everything describes a tree: names, kinds and contents.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		b.WriteString(p + " " + d.Type().String())
		if d.Type().IsRegular() {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			b.Write(data)
		}
		b.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDirInsideTheSource(t *testing.T) {
	source := t.TempDir()
	put(t, source, "content/index.md", "# Hello")
	dir := filepath.Join(source, "public")
	for _, name := range []string{"A", "B"} {
		if _, err := Dir(context.Background(), tree(name), Options{Dir: dir, Source: source, AsOf: asOf}); err != nil {
			t.Fatal(err)
		}
		mustBe(t, dir, name)
	}
	mustList(t, source, ".public.candor-previous", "content", "public")
}

func TestDirToleratesWhatFileManagersLeave(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, "A")
	put(t, dir, ".DS_Store", "window places")
	put(t, dir, "controls/Thumbs.db", "pictures")
	mustPublish(t, dir, "B")
	if got, err := os.ReadDir(filepath.Join(dir, "controls")); err != nil || len(got) != 40 {
		t.Errorf("controls holds %d names, %v", len(got), err)
	}
}

func TestDirThroughALinkedParent(t *testing.T) {
	base := t.TempDir()
	put(t, base, "disk/x", "")
	link(t, filepath.Join(base, "disk"), filepath.Join(base, "www"))
	mustPublish(t, filepath.Join(base, "www", "new", "public"), "A")
	mustBe(t, filepath.Join(base, "disk", "new", "public"), "A")
}
