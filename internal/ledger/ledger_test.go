package ledger

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/source"
)

const name = ".candor/cache/files"

// site is a folder with files that were last written some time ago.
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

// entries are the files of a tree, by path.
func entries(t *testing.T, tree *source.Tree) map[string]source.Entry {
	t.Helper()
	list, problems, err := tree.Walk("e")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	out := map[string]source.Entry{}
	for _, e := range list {
		out[e.Path] = e
	}
	if e := out["e/a"]; e.Stamp.Inode == 0 {
		t.Skip("this system does not tell enough of files to remember them")
	}
	return out
}

// later opens a ledger as a run that begins when all files have settled.
func later(root *os.Root) *Ledger {
	l := Open(root, name)
	l.begun += int64(time.Minute)
	return l
}

func TestKnown(t *testing.T) {
	root, tree, dir := site(t, map[string]string{"e/a": "one", "e/b": "two"})
	was := entries(t, tree)
	l := later(root)
	for file, e := range was {
		if _, ok := l.written(e); ok {
			t.Errorf("%s is known before it was read", file)
		}
		if _, err := digest(l, tree, e); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = later(root)
	for file, data := range map[string]string{"e/a": "one", "e/b": "two"} {
		if d, ok := l.written(was[file]); !ok || d != source.DigestOf([]byte(data)) {
			t.Errorf("%s: %s, %t", file, d, ok)
		}
	}
	// The same size and the same time, set back by hand.
	info, err := os.Stat(filepath.Join(dir, "e/a"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "e/a"), "eno")
	if err := os.Chtimes(filepath.Join(dir, "e/a"), info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if _, ok := l.written(entries(t, tree)["e/a"]); ok {
		t.Error("a file that was changed is known")
	}
	if err := os.Rename(filepath.Join(dir, "e/b"), filepath.Join(dir, "e/c")); err != nil {
		t.Fatal(err)
	}
	if _, ok := l.written(entries(t, tree)["e/c"]); ok {
		t.Error("a file that was moved is known")
	}
}

// TestUnsettled notes files that changed just before the run began.
func TestUnsettled(t *testing.T) {
	root, tree, _ := site(t, map[string]string{"e/a": "one"})
	e := entries(t, tree)["e/a"]
	for _, c := range []struct {
		begun int64
		want  bool
	}{{e.Stamp.Changed, false}, {e.Stamp.Changed + int64(settled), false}, {e.Stamp.Changed + int64(settled) + 1, true}, {0, false}} {
		l := Open(root, name)
		if l.begun < e.Stamp.Changed {
			t.Errorf("the run began at %d, the file changed at %d", l.begun, e.Stamp.Changed)
		}
		l.begun = c.begun
		if _, err := digest(l, tree, e); err != nil {
			t.Fatal(err)
		}
		if got := len(l.added) == 1; got != c.want {
			t.Errorf("noted %t at %d, want %t", got, c.begun, c.want)
		}
	}
	if left, err := filepath.Glob(filepath.Join(root.Name(), ".candor/cache/*")); err != nil || len(left) > 0 {
		t.Errorf("%v is left behind, %v", left, err)
	}
}

// TestMany holds a ledger of many files to a map, over several runs.
func TestMany(t *testing.T) {
	root, _, _ := site(t, nil)
	r := rand.New(rand.NewPCG(1, 2))
	entry := func(i int) source.Entry {
		return source.Entry{Path: fmt.Sprintf("e/%d.json", i), Size: int64(i), Stamp: source.Stamp{Modified: 1, Changed: 2, Inode: uint64(i) + 1}}
	}
	want := map[int]source.Digest{}
	for run := range 6 {
		l := later(root)
		for i := range 5000 {
			d, ok := l.written(entry(i))
			if known, noted := want[i]; ok != noted || d != known {
				t.Fatalf("run %d: file %d is %s %t, want %s", run, i, d, ok, known)
			}
		}
		for range 1000 {
			i := r.IntN(5000)
			if _, ok := want[i]; !ok || r.IntN(4) == 0 { // some are noted again, as another digest
				want[i] = source.DigestOf(fmt.Append(nil, i, run))
				l.Note(entry(i), want[i])
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if l = later(root); len(l.known) != len(want)*record {
			t.Errorf("run %d: %d bytes are kept of %d files", run, len(l.known), len(want))
		}
		for at := record; at < len(l.known); at += record {
			if bytes.Compare(l.known[at-record:at-record+keySize], l.known[at:at+keySize]) >= 0 {
				t.Fatalf("run %d: record %d is out of order", run, at/record)
			}
		}
	}
}

// TestIdle closes ledgers of which a run asked for little.
func TestIdle(t *testing.T) {
	root, _, _ := site(t, nil)
	entry := func(i int) source.Entry {
		return source.Entry{Path: fmt.Sprint(i), Stamp: source.Stamp{Modified: 1, Changed: 2, Inode: uint64(i) + 1}}
	}
	for _, c := range []struct{ noted, want int }{{spare, spare + 1}, {spare + 2, 2}} {
		if err := root.RemoveAll(".candor"); err != nil {
			t.Fatal(err)
		}
		l := later(root)
		for i := range c.noted {
			l.Note(entry(i), source.DigestOf(nil))
		}
		for range 2 {
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			l = later(root)
			l.written(entry(0))
			l.Note(entry(c.noted), source.DigestOf(nil))
		}
		if got := len(l.used); got != c.want {
			t.Errorf("of %d files that were noted %d are left, want %d", c.noted, got, c.want)
		}
	}
}

// TestBroken opens ledgers that were cut off or changed.
func TestBroken(t *testing.T) {
	root, tree, dir := site(t, map[string]string{"e/a": "one"})
	e := entries(t, tree)["e/a"]
	l := later(root)
	if _, err := digest(l, tree, e); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := later(root).written(e); !ok {
		t.Fatal("the file is not known")
	}
	for i := range good {
		for _, bad := range [][]byte{good[:i], append(append(append([]byte{}, good[:i]...), good[i]^1), good[i+1:]...)} {
			write(t, filepath.Join(dir, name), string(bad))
			if _, ok := Open(root, name).written(e); ok {
				t.Fatalf("a ledger that was changed at byte %d is believed", i)
			}
		}
	}
	var none *Ledger
	if _, ok := none.written(e); ok || none.Close() != nil {
		t.Error("nil knows a file")
	}
	if d, err := digest(none, tree, e); err != nil || d != source.DigestOf([]byte("one")) {
		t.Errorf("nil: %s, %v", d, err)
	}
}

// digest returns the digest of a file, which it reads only where it is not known.
func digest(l *Ledger, tree *source.Tree, e source.Entry) (source.Digest, error) {
	if d, ok := l.written(e); ok {
		return d, nil
	}
	f, err := tree.Read(e.Path, 100)
	if err != nil {
		return "", err
	}
	l.Note(e, f.Digest())
	return f.Digest(), nil
}

// written is Sum, with the digest written out.
func (l *Ledger) written(e source.Entry) (source.Digest, bool) {
	sum, ok := l.Sum(e)
	return source.Digest(hex.EncodeToString([]byte(sum))), ok
}
