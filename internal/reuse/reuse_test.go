package reuse

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/source"
)

var made = Made{
	Sources: []string{"content/a.md", "content/_part.md"},
	Content: &inspect.Content{IDs: []string{"a", "b-é"}, Twice: []string{"b-é"}, Refs: []inspect.Ref{{Element: "a", Attribute: "href", Address: "/x/#y"}, {}}},
	Said:    []inspect.Section{{Text: "before"}, {ID: "a", Level: 2, Heading: "A", Text: "words"}},
	Shown:   []string{"/logo.png"},
}

const store = "pages/of"

// begin begins a build of an epoch; whatever the tree was asked for, it holds.
func begin(t *testing.T, dir string, epoch byte) *Store {
	t.Helper()
	return beginOver(t, dir, epoch, func(string, source.Digest, int) bool { return true })
}

func beginOver(t *testing.T, dir string, epoch byte, keep Keep) *Store {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := Open(root, store, keep)
	s.Begin(Epoch{epoch})
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		root.Close()
	})
	return s
}

func commit(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
}

func page(n int) artifact.File {
	return artifact.New(fmt.Sprintf("p/%d/index.html", n), fmt.Appendf(nil, "page %d", n))
}

// TestStore finds what a build came to in the next one of the same epoch, for the
// same words, as long as builds come to it; and nothing of any other.
func TestStore(t *testing.T) {
	dir := t.TempDir()
	first := begin(t, dir, 1)
	for n := range 3 {
		if f := first.Put(page(n), "words", made); f.SHA256 != source.DigestOf(f.Data) {
			t.Errorf("the file has the digest %q", f.SHA256)
		}
	}
	if _, ok := first.Get(page(0).Path, "words"); ok {
		t.Error("a build finds what it made itself")
	}
	commit(t, first)

	var asked []string
	second := beginOver(t, dir, 1, func(path string, sum source.Digest, size int) bool {
		asked = append(asked, fmt.Sprint(path, sum == source.DigestOf([]byte("page 0")), size))
		return true
	})
	if got, ok := second.Get(page(0).Path, "words"); !ok || !reflect.DeepEqual(got, made) {
		t.Errorf("got %v %v, want %v", ok, got, made)
	}
	if len(asked) != 1 || asked[0] != "p/0/index.htmltrue 6" {
		t.Errorf("the tree was asked for %q", asked)
	}
	for _, other := range [][2]string{{page(0).Path, "other words"}, {"q", "words"}, {page(0).Path, ""}} {
		if _, ok := second.Get(other[0], source.Digest(other[1])); ok {
			t.Errorf("%v is there", other)
		}
	}
	if second.Kept() != 1 {
		t.Errorf("%d files were kept", second.Kept())
	}
	commit(t, second)

	third := beginOver(t, dir, 1, func(string, source.Digest, int) bool { return false })
	if _, ok := third.Get(page(0).Path, "words"); ok {
		t.Error("a file is kept that the tree does not hold")
	}
	if _, ok := third.Get(page(1).Path, "words"); ok {
		t.Error("what the last build did not come to is kept")
	}
	if err := third.Close(); err != nil { // it published nothing
		t.Fatal(err)
	}
	if _, ok := begin(t, dir, 2).Get(page(0).Path, "words"); ok {
		t.Error("what another epoch came to counts")
	}
	if _, ok := begin(t, dir, 1).Get(page(0).Path, "words"); !ok {
		t.Error("a build that published nothing took away what the one before came to")
	}
}

// TestNil does without a store.
func TestNil(t *testing.T) {
	var s *Store
	s.Begin(Epoch{1})
	if _, ok := s.Get("a", ""); ok || s.Put(page(1), "", made).SHA256 != "" || s.Kept() != 0 || s.Commit() != nil || s.Close() != nil {
		t.Error("there is something in nothing")
	}
}

// TestDamaged changes a store at every byte, and cuts it off there: what is still
// found is what was put.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	s := begin(t, dir, 1)
	for n := range 3 {
		s.Put(page(n), "", made)
	}
	commit(t, s)
	name := filepath.Join(dir, store)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	look := func(what string) (found int) {
		s := begin(t, dir, 1)
		for n := range 3 {
			if got, ok := s.Get(page(n).Path, ""); ok {
				found++
				if !reflect.DeepEqual(got, made) {
					t.Fatalf("%s: got %v", what, got)
				}
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return found
	}
	if n := look("nothing"); n != 3 {
		t.Fatalf("%d of 3 are there", n)
	}
	for i := range whole {
		damaged := append([]byte{}, whole...)
		damaged[i] ^= 1 << (i % 8)
		if err := os.WriteFile(name, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		if n := look(fmt.Sprint("byte ", i)); n == 3 && i < len(whole)-recordHead {
			t.Errorf("byte %d: nothing was found to be wrong", i)
		}
		if err := os.WriteFile(name, whole[:i], 0o644); err != nil {
			t.Fatal(err)
		}
		if n := look(fmt.Sprint("cut at ", i)); n != 0 {
			t.Errorf("cut at %d: %d are there", i, n)
		}
	}
	if err := os.WriteFile(name, append(whole, 0), 0o644); err != nil {
		t.Fatal(err)
	}
	if n := look("more"); n != 0 {
		t.Errorf("with more behind its end, %d are there", n)
	}
}

// TestTogether lets several builds write at once: what is there afterwards is whole,
// of one of them.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	var wait sync.WaitGroup
	for range 8 {
		s := begin(t, dir, 1)
		wait.Go(func() {
			var puts sync.WaitGroup
			for n := range 50 {
				puts.Go(func() { s.Put(page(n), "", made) })
			}
			puts.Wait()
			if err := s.Commit(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	s := begin(t, dir, 1)
	for n := range 50 {
		if _, ok := s.Get(page(n).Path, ""); !ok {
			t.Errorf("page %d is not there", n)
		}
	}
}

// TestTidy removes what a process left that is gone, and stores of portals that
// nobody made for long; what another process writes stays.
func TestTidy(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, age time.Duration) {
		name = filepath.Join(dir, "pages", name)
		if err := os.WriteFile(name, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-age)
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	put("of.1.0.part", 2*idle)
	put("of.2.0.part", time.Minute)
	for n := range 5 {
		put(fmt.Sprint("old", n), time.Duration(n)*time.Hour)
	}
	commit(t, begin(t, dir, 1))
	entries, err := os.ReadDir(filepath.Join(dir, "pages"))
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if got := strings.Join(left, " "); got != "of of.2.0.part old0 old1 old2" {
		t.Errorf("left: %s", got)
	}
}

// TestLarge keeps no value that is too large.
func TestLarge(t *testing.T) {
	dir := t.TempDir()
	s := begin(t, dir, 1)
	s.Put(page(1), "", Made{Said: []inspect.Section{{Text: strings.Repeat("x", maxValue)}}})
	s.Put(page(2), "", made)
	commit(t, s)
	s = begin(t, dir, 1)
	if _, ok := s.Get(page(1).Path, ""); ok {
		t.Error("a value of more than it may have is there")
	}
	if _, ok := s.Get(page(2).Path, ""); !ok {
		t.Error("what was put behind one that is too large is not there")
	}
}

// TestEncode reads what it wrote, whatever that is, and nothing that was cut off.
func TestEncode(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string { return strings.Repeat("é", random.IntN(4)) + strings.Repeat("x", random.IntN(300)) }
	texts := func() (list []string) {
		for range random.IntN(4) {
			list = append(list, text())
		}
		return list
	}
	for range 300 {
		m := Made{Sources: texts(), Shown: texts(), Said: []inspect.Section{}}
		if random.IntN(2) == 0 {
			m.Content = &inspect.Content{IDs: texts(), Twice: texts(), Refs: []inspect.Ref{}}
			for range random.IntN(3) {
				m.Content.Refs = append(m.Content.Refs, inspect.Ref{Element: text(), Attribute: text(), Address: text()})
			}
		}
		for range random.IntN(3) {
			m.Said = append(m.Said, inspect.Section{ID: text(), Level: random.IntN(7), Heading: text(), Text: text()})
		}
		sum, size := source.DigestOf([]byte(text())), random.IntN(1<<24)
		value := encode(nil, sum, size, m)
		gotSum, gotSize, got, ok := decode(value)
		if !ok || gotSum != sum || gotSize != size || !reflect.DeepEqual(got, m) {
			t.Fatalf("got  %v %v\nwant %v", ok, got, m)
		}
		for i := range value {
			if _, _, _, ok := decode(value[:i]); ok {
				t.Fatalf("%d of %d bytes are a value", i, len(value))
			}
		}
	}
}

// FuzzDecode reads anything without harm.
func FuzzDecode(f *testing.F) {
	f.Add(encode(nil, source.DigestOf(nil), 3, made))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, value []byte) { decode(value) })
}
