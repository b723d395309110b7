//go:build unix

package source

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestWalkReportsWhatIsNotPlain(t *testing.T) {
	tree, dir := treeOf(t, map[string]string{"ok.md": "x", "Twin.md": "", "twin.md": "", "nul.md": "", "a?b": "", "end.": ""})
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"link.md": "ok.md", "out.md": outside} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, problems, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, p := range problems {
		got[p.Path] = p.Reason
	}
	want := map[string]string{
		"link.md": "is a symbolic link, not a regular file",
		"out.md":  "is a symbolic link, not a regular file",
		"pipe":    "is a FIFO, not a regular file",
		"nul.md":  "has a name that is a device on Windows",
		"a?b":     "has a name that holds the character '?'",
		"end.":    "has a name that starts with a space, or ends with a space or a dot",
		"twin.md": "differs from Twin.md in case or Unicode form only",
	}
	if _, err := os.Stat(filepath.Join(dir, "TWIN.MD")); err == nil {
		delete(want, "twin.md") // the file system folds case: there is one file
	}
	for path, reason := range want {
		if got[path] != reason {
			t.Errorf("%s %q, want %q", path, got[path], reason)
		}
	}
	if len(got) != len(want) {
		t.Errorf("problems %v", got)
	}
	for _, name := range []string{"link.md", "out.md", "pipe"} {
		var problem *Problem
		if _, err := tree.Read(name, 100); !errors.As(err, &problem) || !strings.Contains(problem.Error(), "not a regular file") {
			t.Errorf("Read(%s): %v", name, err)
		}
	}
}

// What a folder holds is the same whether its files are looked at in the shortest
// way of the system or one by one.
func TestLookAtAll(t *testing.T) {
	files := map[string]string{}
	for i := range 1100 { // more than are looked at together
		files[fmt.Sprintf("many/f%04d.json", i)] = strings.Repeat("x", i)
	}
	for _, name := range []string{"many/sub/inner.md", "many/.dot", "many/UPPER", "many/a?b", "many/nul.md", "many/\u00e4"} {
		files[name] = "x"
	}
	_, dir := treeOf(t, files)
	if err := os.Symlink("UPPER", filepath.Join(dir, "many", "link")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "many", "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{".", "below/it"} {
		root, err := os.OpenRoot(filepath.Join(dir, "many"))
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		names, err := list(root)
		plain, err2 := os.ReadDir(filepath.Join(dir, "many"))
		if err = errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, e := range plain {
			if e.Name()[0] != '.' {
				want = append(want, e.Name())
			}
		}
		if !slices.Equal(names, want) {
			t.Fatalf("%d names, want %d", len(names), len(want))
		}
		names = append(names, "gone.md")
		places := make([]string, len(names))
		for i, name := range names {
			places[i] = path.Join(place, name)
		}
		fast, slow := look(root, place, names), make([]seen, len(names))
		lookAtEach(root, places, names, slow)
		for i := range slow {
			if !reflect.DeepEqual(fast[i], slow[i]) {
				t.Errorf("%s: %+v, want %+v", places[i], fast[i], slow[i])
			}
		}
	}
}
