package rest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/source"
)

const name = ".candor/cache/begun"

// site is a folder with files.
func site(t *testing.T, files map[string]string) (*os.Root, *source.Tree, string) {
	t.Helper()
	dir := t.TempDir()
	for file, data := range files {
		write(t, filepath.Join(dir, file), data)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close(); tree.Close() })
	return root, tree, dir
}

func write(t *testing.T, file, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// marks are what tells the files of a tree apart, by path.
func marks(t *testing.T, tree *source.Tree) map[string]string {
	t.Helper()
	list, problems, err := tree.Walk("e")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	out := map[string]string{}
	for _, e := range list {
		if !Marked(e) {
			t.Skip("this system does not tell enough of files to remember them")
		}
		out[e.Path] = string(AppendMark(nil, e))
	}
	return out
}

func TestMarks(t *testing.T) {
	_, tree, dir := site(t, map[string]string{"e/a": "one", "e/b": "two"})
	was := marks(t, tree)
	if now := marks(t, tree); was["e/a"] == was["e/b"] || now["e/a"] != was["e/a"] || now["e/b"] != was["e/b"] {
		t.Error("marks of files that stay as they are")
	}
	// The same size and the same time, set back by hand.
	info, err := os.Stat(filepath.Join(dir, "e/a"))
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond)
	write(t, filepath.Join(dir, "e/a"), "eno")
	if err := os.Chtimes(filepath.Join(dir, "e/a"), info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "e/b"), filepath.Join(dir, "e/c")); err != nil {
		t.Fatal(err)
	}
	now := marks(t, tree)
	if now["e/a"] == was["e/a"] {
		t.Error("a file that was changed has the mark that it had")
	}
	if now["e/c"] == was["e/b"] {
		t.Error("a file that was moved has the mark that it had")
	}
}

// TestSettled asks for files that changed about when the run began.
func TestSettled(t *testing.T) {
	root, tree, _ := site(t, map[string]string{"e/a": "one"})
	list, _, err := tree.Walk("e")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	e := list[0]
	if !Marked(e) {
		t.Skip("this system does not tell enough of files to remember them")
	}
	w := Begin(root, name)
	if w.begun < e.Stamp.Changed || w.Settled(e) {
		t.Errorf("the run began at %d, the file changed at %d, settled %t", w.begun, e.Stamp.Changed, w.Settled(e))
	}
	for _, c := range []struct {
		begun int64
		want  bool
	}{{e.Stamp.Changed, false}, {e.Stamp.Changed + int64(settled), false}, {e.Stamp.Changed + int64(settled) + 1, true}, {0, false}} {
		if w := (&Watch{begun: c.begun}); w.Settled(e) != c.want {
			t.Errorf("settled at %d: %t", c.begun, !c.want)
		}
	}
	e.Stamp.Inode = 0
	if w := (&Watch{begun: e.Stamp.Changed + int64(time.Hour)}); w.Settled(e) || (*Watch)(nil).Settled(list[0]) {
		t.Error("a file of which the system does not tell enough is at rest")
	}
	if left, err := filepath.Glob(filepath.Join(root.Name(), ".candor/cache/*")); err != nil || len(left) > 0 {
		t.Errorf("%v is left behind, %v", left, err)
	}
	write(t, filepath.Join(root.Name(), "file"), "")
	if w := Begin(root, "file/begun"); w.begun != 0 {
		t.Error("a run began where no file can be made")
	}
}
