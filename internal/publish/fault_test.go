package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
)

func TestReadOnlyParent(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("permissions do not bind this user")
	}
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(parent, 0o755)
	if _, err := Dir(context.Background(), tree("B"), Options{Dir: dir, AsOf: asOf}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error is %v, want that of permissions", err)
	}
	mustBe(t, dir, "A")
}

func TestParentIsAFile(t *testing.T) {
	parent := t.TempDir()
	put(t, parent, "file", "text")
	before := everything(t, parent)
	if _, err := Dir(context.Background(), tree("A"), Options{Dir: filepath.Join(parent, "file", "public")}); err == nil {
		t.Error("published below a file")
	}
	if after := everything(t, parent); after != before {
		t.Error("the file changed")
	}
}

func TestExchangeFails(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	r := &run{opt: Options{Dir: dir, AsOf: asOf}, reached: func(string) error { return nil }, swap: func(a, b string) error {
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: fs.ErrPermission}
	}}
	if _, err := r.publish(context.Background(), tree("B")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error is %v, want the injected one", err)
	}
	mustBe(t, dir, "A")
	mustList(t, parent, "public")
}

// TestDamageWhileWriting damages the staging tree before it is checked: such a
// tree must never take the target's place.
func TestDamageWhileWriting(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	r := &run{opt: Options{Dir: dir, AsOf: asOf}, swap: exchange, reached: func(s string) error {
		if s != "written" {
			return nil
		}
		staged, err := filepath.Glob(filepath.Join(parent, ".public.candor-staging-*", "only-B", "index.html"))
		if err != nil || len(staged) != 1 {
			t.Fatalf("staged files are %q, %v", staged, err)
		}
		return os.WriteFile(staged[0], []byte("only in b"), 0o644)
	}}
	if _, err := r.publish(context.Background(), tree("B")); err == nil {
		t.Error("a damaged tree was published")
	}
	mustBe(t, dir, "A")
	mustList(t, parent, "public")
}

func TestCleanRemovesOwnNamesOnly(t *testing.T) {
	parent := t.TempDir()
	put(t, parent, ".public.candor-staging-17/half/index.html", "left over")
	put(t, parent, ".public.candor-staging-170/half/index.html", "left over")
	for _, keep := range []string{
		".public.candor-staging-/x", ".public.candor-staging-1a/x", ".public.candor-staging-17.bak/x",
		".other.candor-staging-17/x", "public.candor-staging-17/x", ".public.candor-staging-99",
		".public.candor-staging-18.candor-staging-5/x",
	} {
		put(t, parent, keep, "mine")
	}
	want := beside(t, parent)[2:]
	mustPublish(t, filepath.Join(parent, "public"), "A")
	for _, name := range []string{"17", "170"} {
		if _, err := os.Lstat(filepath.Join(parent, ".public.candor-staging-"+name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the leftover %s is still there: %v", name, err)
		}
	}
	if got := beside(t, parent); len(got) != len(want)+1 {
		t.Errorf("found %q, want %q and the site", got, want)
	}
}

// big is a tree of n bytes.
func big(n int) []artifact.File {
	return append(tree("B"), artifact.New("big.zip", make([]byte, n)))
}
