package replay

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/publish"
	"github.com/candor-site/candor/internal/rest"
)

const name = ".candor/cache/builds"

// site is a site with some files at rest and a published tree.
type site struct {
	*testing.T
	dir, out string
	seal     publish.Seal
}

func newSite(t *testing.T) *site {
	s := &site{T: t, dir: t.TempDir()}
	s.out = filepath.Join(s.dir, "public")
	for _, f := range []string{"candor.yaml", "content/index.md", "content/a/b.md", "controls/one.yaml"} {
		s.write(f, "text of "+f)
	}
	s.publish("one")
	return s
}

// write writes a file, and lets it look as if that was an hour ago.
func (s *site) write(name, text string) {
	s.Helper()
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		s.Fatal(err)
	}
}

func (s *site) publish(text string) {
	s.Helper()
	files := []artifact.File{artifact.New("index.html", []byte(text)), artifact.New("a/index.html", []byte("always"))}
	res, err := publish.Dir(context.Background(), files, publish.Options{Dir: s.out, AsOf: "t"})
	if err != nil {
		s.Fatal(err)
	}
	s.seal = res.Seal
}

func (s *site) begin(told ...string) *Run {
	s.Helper()
	r := Begin(s.dir, name, []string{"candor.yaml", "content", "controls", "absent"}, told...)
	if r == nil {
		s.Fatal("there is no run")
	}
	s.Cleanup(func() { r.Close() })
	return r
}

func (s *site) watch() *rest.Watch {
	s.Helper()
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { root.Close() })
	return rest.Begin(root, "begun")
}

// rest waits until files that were written count as being at rest.
func (s *site) rest() {
	if s.begin("rest"); !s.watch().Settled(s.begin("rest").inputs[0]) {
		time.Sleep(2100 * time.Millisecond)
	}
}

func (s *site) keep(o Outcome, told ...string) {
	s.Helper()
	if err := s.begin(told...).Keep(s.watch(), o); err != nil {
		s.Fatal(err)
	}
}

func TestSame(t *testing.T) {
	s := newSite(t)
	want := Outcome{Seal: s.seal, Printed: []byte("a warning\n"), Summary: []string{"2 files"}}
	s.keep(want, "x")
	if s.begin("x").Same(s.out) != nil {
		t.Error("a build counts whose files changed only just before it")
	}
	s.rest()
	if s.begin("x").inputs[0].Stamp.Changed == 0 {
		t.Skip("this system does not tell when a file changed")
	}
	s.keep(want, "x")
	if got := s.begin("x").Same(s.out); got == nil || !reflect.DeepEqual(*got, want) {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	if s.begin("y").Same(s.out) != nil || s.begin("x", "y").Same(s.out) != nil {
		t.Error("a build that was told something else counts")
	}
	if s.begin("x").Same(s.out+"2") != nil || s.begin("x").Same(filepath.Join(s.out, "index.html")) != nil {
		t.Error("another place counts")
	}
	var none *Run
	if none.Same(s.out) != nil || none.Keep(nil, want) != nil || none.Close() != nil {
		t.Error("no run does something")
	}
}

// TestWhatCounts changes one thing after the other: each makes the next build
// another one.
func TestWhatCounts(t *testing.T) {
	s := newSite(t)
	s.rest()
	s.keep(Outcome{Seal: s.seal}, "x")
	if s.begin("x").Same(s.out) == nil {
		t.Skip("this system does not tell when a file changed")
	}
	at := func(parts ...string) string { return filepath.Join(append([]string{s.dir}, parts...)...) }
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, change := range []func() error{
		func() error { return os.WriteFile(at("content", "index.md"), []byte("other"), 0o644) },
		func() error {
			return os.WriteFile(at("content", "index.md"), []byte("text of content/index.mx"), 0o644)
		},
		func() error { return os.Chtimes(at("content", "index.md"), old, old) },
		func() error { return os.WriteFile(at("content", "new.md"), nil, 0o644) },
		func() error { return os.Remove(at("content", "new.md")) },
		func() error { return os.Rename(at("content", "a"), at("content", "c")) },
		func() error { return os.Symlink("index.md", at("content", "link.md")) },
		func() error { return os.MkdirAll(at("absent"), 0o755) },
		func() error { return os.WriteFile(at("absent", "x"), nil, 0o644) },
		func() error { return os.Remove(at("candor.yaml")) },
		func() error { return os.WriteFile(at("public", "index.html"), []byte("ONE"), 0o644) },
		func() error { return os.Chmod(at("public", "index.html"), 0o600) },
		func() error { return os.Remove(at("public", "a", "index.html")) },
		func() error { return os.WriteFile(at("public", "a", "more.html"), nil, 0o644) },
		func() error { return os.Symlink("index.html", at("public", "link.html")) },
		func() error { return os.Rename(at("public"), at("elsewhere")) },
		func() error { return os.Symlink("elsewhere", at("public")) },
	} {
		before := s.begin("x").key
		same := publish.SealOf(s.out)
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if i == 7 { // an empty folder holds nothing
			continue
		}
		if same != (publish.Seal{}) && s.begin("x").key == before && publish.SealOf(s.out) == same {
			t.Errorf("change %d is not seen", i)
		}
		if s.begin("x").Same(s.out) != nil {
			t.Errorf("after change %d, the build counts as the same", i)
		}
	}
}

// What is kept may be damaged, foreign or torn: then nothing is known.
func TestDamage(t *testing.T) {
	s := newSite(t)
	s.rest()
	s.keep(Outcome{Seal: s.seal}, "x")
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Skip("this system does not tell when a file changed")
	}
	for i := range whole {
		torn := append([]byte{}, whole...)
		torn[i] ^= 0x10
		for _, data := range [][]byte{torn, whole[:i]} {
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			if s.begin("x").Same(s.out) != nil {
				t.Fatalf("a file damaged at byte %d is believed", i)
			}
		}
	}
	s.keep(Outcome{Seal: s.seal}, "x")
	if s.begin("x").Same(s.out) == nil {
		t.Error("a damaged file is not replaced")
	}
}

// Few builds are kept, the newest; what is too large is not.
func TestBounded(t *testing.T) {
	s := newSite(t)
	s.rest()
	var wg sync.WaitGroup
	for i := range 3 * most {
		seal := publish.Seal{byte(i)}
		wg.Go(func() { s.begin(fmt.Sprint(i)).Keep(s.watch(), Outcome{Seal: seal}) })
		if i%5 == 0 {
			wg.Wait()
		}
	}
	wg.Wait()
	s.keep(Outcome{Seal: publish.Seal{200}, Printed: make([]byte, maxSize)}, "large")
	s.keep(Outcome{Seal: publish.Seal{201}, Printed: make([]byte, maxSize/2)}, "half")
	s.keep(Outcome{Seal: s.seal, Printed: make([]byte, maxSize*3/4)}, "last")
	if all := s.begin("x").kept(); len(all) == 0 || len(all) > most || all[0].Outcome.Seal != s.seal {
		t.Errorf("%d builds are kept", len(all))
	}
	info, err := os.Stat(filepath.Join(s.dir, filepath.FromSlash(name)))
	if err != nil || info.Size() > maxSize+100 {
		t.Errorf("the file has %d bytes, %v", info.Size(), err)
	}
}
