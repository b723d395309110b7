package replay

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/publish"
)

func TestTrees(t *testing.T) {
	dir := t.TempDir()
	const name = ".candor/cache/trees"
	open := func() *Trees {
		trees := OpenTrees(dir, name)
		if trees == nil {
			t.Fatal("there are no trees")
		}
		t.Cleanup(func() { trees.Close() })
		return trees
	}
	seal := func(i int) publish.Seal { return publish.Seal{1, byte(i)} }
	if open().Left(seal(0)) {
		t.Error("a tree is known of which nobody knows")
	}
	for i := range 2 * mostTrees {
		if err := open().Keep(seal(i)); err != nil {
			t.Fatal(err)
		}
		if err := open().Keep(seal(i / 2 * 2)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 2 * mostTrees {
		if got, want := open().Left(seal(i)), i >= mostTrees; got != want {
			t.Errorf("tree %d of %d is known: %t", i, 2*mostTrees, got)
		}
	}
	if err := open().Keep(publish.Seal{}); err != nil || open().Left(publish.Seal{}) {
		t.Errorf("the seal of nothing is known: %v", err)
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		torn := append([]byte{}, whole...)
		torn[i] ^= 0x10
		for _, data := range [][]byte{torn, whole[:i]} {
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			if open().Left(seal(2*mostTrees - 1)) {
				t.Fatalf("a file damaged at byte %d is believed", i)
			}
		}
	}
	var none *Trees
	if none.Left(seal(1)) || none.Keep(seal(1)) != nil || none.Close() != nil {
		t.Error("no trees do something")
	}
	if OpenTrees(filepath.Join(dir, "absent"), name) != nil {
		t.Error("there are trees below a folder that does not exist")
	}
}
