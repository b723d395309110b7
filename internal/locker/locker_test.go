package locker

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func open(t *testing.T, dir string) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func key(i int) Key         { return KeyOf(fmt.Append(nil, "piece", i)) }
func piece(i int) string    { return strings.Repeat(fmt.Sprint(i, " "), i%50) }
func place(d string) string { return filepath.Join(d, "a", "pieces") }
func at(r *os.Root) *Locker { return Open(r, "a/pieces", "maker", 1<<20) }

// fill keeps pieces in a locker and closes it.
func fill(t *testing.T, l *Locker, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		l.Put(key(i), []byte(piece(i)))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

// holds counts the pieces that come back, all of which must be right.
func holds(t *testing.T, l *Locker, n int) (found int) {
	t.Helper()
	for i := range n {
		got, ok := l.Get(nil, key(i))
		if ok && string(got) != piece(i) {
			t.Fatalf("piece %d is %q", i, got)
		}
		if ok {
			found++
		}
	}
	return found
}

func TestLocker(t *testing.T) {
	dir := t.TempDir()
	root := open(t, dir)
	fill(t, at(root), 0, 100)
	if n := holds(t, at(root), 200); n != 100 {
		t.Errorf("%d pieces, want 100", n)
	}
	before, _ := os.ReadFile(place(dir))
	fill(t, at(root), 100, 150)
	if n := holds(t, at(root), 200); n != 150 {
		t.Errorf("%d pieces, want 150", n)
	}
	if after, _ := os.ReadFile(place(dir)); !bytes.HasPrefix(after, before) {
		t.Error("what was there was written again")
	}
	if n := holds(t, Open(root, "a/pieces", "another maker", 1<<20), 200); n != 0 {
		t.Errorf("%d pieces of another program", n)
	}
	var none *Locker
	none.Put(key(1), []byte("x"))
	if _, ok := none.Get(nil, key(1)); ok || none.Close() != nil {
		t.Error("no locker holds something")
	}
}

// TestDamage cuts and changes a locker everywhere: what comes back is right, and
// what is lost is kept again.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	root := open(t, dir)
	fill(t, at(root), 0, 60)
	whole, err := os.ReadFile(place(dir))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += 23 {
		for _, bad := range [][]byte{whole[:i], append(bytes.Clone(whole[:i]), append([]byte{whole[i] ^ 0x40}, whole[i+1:]...)...)} {
			if err := os.WriteFile(place(dir), bad, 0o644); err != nil {
				t.Fatal(err)
			}
			l := at(root)
			for k := range 60 {
				if got, ok := l.Get(nil, key(k)); ok && string(got) != piece(k) {
					t.Fatalf("damage at %d: piece %d is %q", i, k, got)
				} else if !ok {
					l.Put(key(k), []byte(piece(k)))
				}
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			if n := holds(t, at(root), 60); n != 60 {
				t.Fatalf("damage at %d: %d pieces afterwards", i, n)
			}
		}
	}
	if err := os.Remove(place(dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(place(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if n := holds(t, at(root), 60); n != 0 {
		t.Error("a folder holds pieces")
	}
}

// TestTwo lets several runs add at once.
func TestTwo(t *testing.T) {
	root := open(t, t.TempDir())
	fill(t, at(root), 0, 10)
	var runs sync.WaitGroup
	for r := range 4 {
		l := at(root)
		runs.Go(func() { fill(t, l, 10+r*20, 30+r*20) })
	}
	runs.Wait()
	if n := holds(t, at(root), 90); n != 90 {
		t.Errorf("%d pieces, want 90", n)
	}
}

// TestMeanwhile opens a locker of which another run has not written all yet.
func TestMeanwhile(t *testing.T) {
	dir := t.TempDir()
	root := open(t, dir)
	fill(t, at(root), 0, 10)
	whole, err := os.ReadFile(place(dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(place(dir), whole[:len(whole)-9], 0o644); err != nil {
		t.Fatal(err)
	}
	l := at(root)
	if n := holds(t, l, 10); n != 9 {
		t.Errorf("%d pieces, want 9", n)
	}
	if err := os.WriteFile(place(dir), whole, 0o644); err != nil {
		t.Fatal(err)
	}
	fill(t, l, 10, 30)
	if n := holds(t, at(root), 30); n != 30 {
		t.Errorf("%d pieces, want 30", n)
	}
}

// TestBound holds a locker to its size, and to what is of use.
func TestBound(t *testing.T) {
	dir := t.TempDir()
	root := open(t, dir)
	large := func(i int) string { return fmt.Sprintf("%8d", i) + strings.Repeat("x", 10_000) }
	const most = 4 << 20
	for run := range 40 {
		l := Open(root, "a/pieces", "maker", most)
		if run > 0 {
			if got, ok := l.Get(nil, key(run*30-1)); !ok || string(got) != large(run*30-1) {
				t.Fatalf("run %d: the last piece is gone", run)
			}
		}
		for i := run * 30; i < (run+1)*30; i++ {
			l.Put(key(i), []byte(large(i)))
		}
		l.Put(key(-1), []byte(strings.Repeat("x", MaxPiece+1)))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(place(dir))
		if err != nil || info.Size() > most {
			t.Fatalf("run %d: %d bytes, %v", run, info.Size(), err)
		}
		if run > 10 && info.Size() > 2<<20 {
			t.Fatalf("run %d: %d bytes, of which 0.3 MB are of use", run, info.Size())
		}
	}
}
