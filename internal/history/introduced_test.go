package history

import (
	"errors"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// TestIntroduced asks when the bytes "x" came in.
func TestIntroduced(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(r repo)
		day  int // 0: not found
	}{
		{"the commit that added it", func(r repo) {
			r.commit(1, nil, "a", "a")
			r.commit(2, nil, "evidence/scan.json", "x")
			r.commit(3, nil, "a", "b")
		}, 2},
		{"never committed", func(r repo) { r.commit(1, nil, "a", "a"); r.write("evidence/scan.json", "x") }, 0},
		{"other bytes are committed", func(r repo) { r.commit(1, nil, "evidence/scan.json", "y"); r.write("evidence/scan.json", "x") }, 0},
		{"a rename makes it no younger", func(r repo) {
			r.commit(1, nil, "old/scan.json", "x")
			r.commit(2, nil, "old/scan.json", "", "evidence/scan.json", "x")
		}, 1},
		{"taken out and committed again", func(r repo) {
			r.commit(1, nil, "evidence/scan.json", "x")
			r.commit(2, nil, "evidence/scan.json", "y")
			r.commit(3, nil, "evidence/scan.json", "x")
		}, 1},
		{"a copy makes it no younger", func(r repo) { r.commit(1, nil, "a", "x"); r.commit(2, nil, "b", "x") }, 1},
		{"from a branch that was merged", func(r repo) {
			first := r.commit(1, nil, "a", "a")
			side := r.commit(2, nil, "evidence/scan.json", "x")
			main := r.commit(3, []plumbing.Hash{first}, "evidence/scan.json", "", "b", "b")
			r.commit(4, []plumbing.Hash{main, side}, "evidence/scan.json", "x")
		}, 2},
		{"a rebase keeps the date of the author", func(r repo) {
			r.write("evidence/scan.json", "x")
			w, err := r.git.Worktree()
			if err != nil {
				r.t.Fatal(err)
			}
			if err := w.AddWithOptions(&git.AddOptions{All: true}); err != nil {
				r.t.Fatal(err)
			}
			who := func(n int) *object.Signature {
				return &object.Signature{Name: "A", Email: "a@example.com", When: day(n)}
			}
			if _, err := w.Commit("change", &git.CommitOptions{Author: who(2), Committer: who(9)}); err != nil {
				r.t.Fatal(err)
			}
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := initRepo(t)
			c.make(r)
			found, err := Introduced(r.dir, []Blob{BlobOf([]byte("x")), BlobOf([]byte("nobody has this"))})
			if err != nil {
				t.Fatal(err)
			}
			got, ok := found[BlobOf([]byte("x"))]
			if ok != (c.day > 0) || len(found) > 1 {
				t.Fatalf("found %v", found)
			}
			if ok && (!got.At.Equal(day(c.day)) || got.At.Location() != time.UTC || len(got.Commit) != 40) {
				t.Errorf("found %v, want day %d", got, c.day)
			}
		})
	}
}

// A history that is cut off dates nothing: its oldest commit seems to have
// brought everything.
func TestIntroducedNowhere(t *testing.T) {
	x := []Blob{BlobOf([]byte("x"))}
	if _, err := Introduced(t.TempDir(), x); !errors.Is(err, ErrNone) {
		t.Errorf("without a repository: %v", err)
	}
	r := initRepo(t)
	if _, err := Introduced(r.dir, x); !errors.Is(err, ErrNone) {
		t.Errorf("without a commit: %v", err)
	}
	h := r.commit(1, nil, "a", "x")
	r.write(".git/shallow", h.String()+"\n")
	if found, err := Introduced(r.dir, x); !errors.Is(err, ErrShallow) || found != nil {
		t.Errorf("in a shallow clone: %v %v", found, err)
	}
}
