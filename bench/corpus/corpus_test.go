package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"testing"
)

// sum is a digest of the names and contents of a folder.
func sum(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		fmt.Fprintf(h, "%s %d\n%s", name, len(data), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func TestEqualSizesGiveEqualBytes(t *testing.T) {
	size := Size{Pages: 12, Evidence: 2}
	for name, write := range map[string]func(string, Size) error{"candor": Candor, "hugo": Hugo} {
		a, b, other := t.TempDir(), t.TempDir(), t.TempDir()
		for dir, size := range map[string]Size{a: size, b: size, other: {Pages: 13, Evidence: 2}} {
			if err := write(dir, size); err != nil {
				t.Fatal(err)
			}
		}
		if sum(t, a) != sum(t, b) {
			t.Errorf("%s: equal sizes give different bytes", name)
		}
		if sum(t, a) == sum(t, other) {
			t.Errorf("%s: different sizes give equal bytes", name)
		}
	}
}

func TestCollectChangesSomePieces(t *testing.T) {
	size, dir := Size{Pages: 10, Evidence: 3}, t.TempDir()
	if err := Candor(dir, size); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{sum(t, dir): true}
	for i := range uint64(3) {
		if err := Collect(dir, size, 4, i); err != nil {
			t.Fatal(err)
		}
		s := sum(t, dir)
		if seen[s] {
			t.Errorf("collection %d gives what was there before", i)
		}
		seen[s] = true
	}
}
