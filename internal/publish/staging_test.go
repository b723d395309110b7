package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
)

// begin begins to publish, or fails.
func begin(t *testing.T, dir string) *Staging {
	t.Helper()
	s, err := Begin(context.Background(), Options{Dir: dir, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// putAll puts files from several goroutines, backwards, and joins the errors.
func putAll(s *Staging, files []artifact.File) error {
	errs := make([]error, len(files))
	var wg sync.WaitGroup
	for i := range files {
		wg.Go(func() { errs[i] = s.Put(files[len(files)-1-i]) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

func TestStaging(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	for _, name := range []string{"A", "B", "A"} {
		s := begin(t, dir)
		if err := putAll(s, tree(name)); err != nil {
			t.Fatal(err)
		}
		if res, err := s.Publish(context.Background()); err != nil || res.Unchanged {
			t.Fatalf("%+v, %v", res, err)
		}
		if err := s.Discard(); err != nil {
			t.Error(err)
		}
		mustBe(t, dir, name)
	}
	mustList(t, parent, ".public.candor-previous", "public")
}

func TestDiscard(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	mustPublish(t, dir, "A")
	s := begin(t, dir)
	if err := putAll(s, tree("B")); err != nil {
		t.Fatal(err)
	}
	mustList(t, parent, ".public.candor-lock", ".public.candor-staging-", "public")
	if _, err := Begin(context.Background(), Options{Dir: dir}); !errors.As(err, new(*Busy)) {
		t.Errorf("a second run begins: %v", err)
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	mustList(t, parent, "public")
	mustBe(t, dir, "A")
	other := begin(t, dir)
	if err := s.Discard(); err != nil { // the lock is another's by now
		t.Error(err)
	}
	if _, err := Begin(context.Background(), Options{Dir: dir}); !errors.As(err, new(*Busy)) {
		t.Errorf("the lock of another run is gone: %v", err)
	}
	if err := other.Discard(); err != nil {
		t.Error(err)
	}
}

func TestBeginEndsWithTheContext(t *testing.T) {
	parent := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Begin(ctx, Options{Dir: filepath.Join(parent, "public")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	mustList(t, parent)
}

// Names that clash are told with both paths, whichever file came first.
func TestClash(t *testing.T) {
	for range 20 {
		parent := t.TempDir()
		s := begin(t, filepath.Join(parent, "public"))
		err := putAll(s, []artifact.File{artifact.New("a/b", nil), artifact.New("a", nil), artifact.New("c", nil)})
		if err != nil {
			t.Fatal(err)
		}
		const want = "the file a/b cannot be published: its directory a and a want one name"
		if _, err := s.Publish(context.Background()); err == nil || err.Error() != want {
			t.Fatalf("error is %v, want %q", err, want)
		}
		mustList(t, parent)
	}
}

// TestUnchangedFilesAreTakenOver changes some files of a tree by hand: those that
// are what they were are the same files in the next tree, the others are new.
func TestUnchangedFilesAreTakenOver(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, "A")
	at := func(dir, name string) os.FileInfo { return inodes(t, filepath.Join(dir, name)) }
	before := map[string]os.FileInfo{}
	for _, f := range tree("A") {
		before[f.Path] = at(dir, f.Path)
	}
	edited, longer, removed, hidden := "controls/c01/index.html", "controls/c02/index.html", "controls/c03/index.html", "controls/c04/index.html"
	put(t, dir, edited, strings.ToUpper(string(tree("A")[1].Data)))
	put(t, dir, longer, "longer")
	if runtime.GOOS == "windows" { // which has no such permissions
		hidden = edited
	}
	if err := errors.Join(os.Remove(filepath.Join(dir, removed)), os.Chmod(filepath.Join(dir, hidden), 0o600)); err != nil {
		t.Fatal(err)
	}
	files := append(tree("A"), artifact.New("new.txt", []byte("new")))
	if _, err := Dir(context.Background(), files, Options{Dir: dir, AsOf: asOf}); err != nil {
		t.Fatal(err)
	}
	for _, f := range tree("A") {
		now := at(dir, f.Path)
		byHand := f.Path == edited || f.Path == longer || f.Path == removed || f.Path == hidden
		if os.SameFile(now, before[f.Path]) == byHand {
			t.Errorf("%s: taken over is %t", f.Path, byHand)
		}
		data, err := os.ReadFile(filepath.Join(dir, f.Path))
		if err != nil || string(data) != string(f.Data) {
			t.Errorf("%s is not what was published: %v", f.Path, err)
		}
	}
}

// TestKeep takes files over that the target holds exactly so, and no others.
func TestKeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustPublish(t, dir, "A")
	files := tree("A")
	s := begin(t, dir)
	for i, f := range files {
		e := artifact.EntryOf(f)
		for what, kept := range map[string]bool{
			"another size": s.Keep(f.Path, e.SHA256, e.Size+1), "other bytes": s.Keep(f.Path, artifact.EntryOf(artifact.New("x", []byte("other"))).SHA256, e.Size),
			"another path": s.Keep(f.Path+"x", e.SHA256, e.Size), "no path": s.Keep("../"+f.Path, e.SHA256, e.Size),
		} {
			if kept {
				t.Errorf("%s: kept with %s", f.Path, what)
			}
		}
		if i == 0 { // somebody touches it
			name := filepath.Join(dir, filepath.FromSlash(f.Path))
			if err := os.WriteFile(name, append([]byte("y"), f.Data[1:]...), 0o644); err != nil {
				t.Fatal(err)
			}
			if s.Keep(f.Path, e.SHA256, e.Size) {
				t.Errorf("%s: kept, with other bytes than its manifest says", f.Path)
			}
			if err := s.Put(f); err != nil {
				t.Fatal(err)
			}
		} else if !s.Keep(f.Path, e.SHA256, e.Size) {
			t.Errorf("%s: not kept", f.Path)
		}
	}
	if err := s.Put(artifact.New("new.txt", []byte("new"))); err != nil {
		t.Fatal(err)
	}
	res, err := s.Publish(context.Background())
	if err != nil || len(res.Manifest.Files) != len(files)+1 {
		t.Fatalf("%+v, %v", res, err)
	}
	for _, f := range files {
		if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path))); err != nil || string(data) != string(f.Data) {
			t.Errorf("%s: %q, %v", f.Path, data, err)
		}
	}
}
