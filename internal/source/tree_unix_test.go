//go:build unix

package source

import (
	"errors"
	"os"
	"path/filepath"
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
