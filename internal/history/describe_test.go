package history

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

func TestDescribe(t *testing.T) {
	dir := t.TempDir()
	if _, err := Describe(dir); !errors.Is(err, ErrNone) {
		t.Errorf("%v, want %v", err, ErrNone)
	}
	repo, err := git.PlainInit(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Describe(dir); !errors.Is(err, ErrNone) {
		t.Errorf("%v, want %v", err, ErrNone)
	}
	w, err := repo.Worktree()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 1, 10, 0, 0, 0, time.FixedZone("", 3600))
	var commits []plumbing.Hash
	for i, email := range []string{"a@example.com", "A@example.com", "b@example.com"} {
		who := &object.Signature{Name: "Somebody", Email: email, When: at.AddDate(0, 0, i)}
		hash, err := w.Commit("change", &git.CommitOptions{Author: who, Committer: who, AllowEmptyCommits: true})
		if err != nil {
			t.Fatal(err)
		}
		commits = append(commits, hash)
	}
	if _, err := repo.CreateTag("v1", commits[0], nil); err != nil {
		t.Fatal(err)
	}
	late := &object.Signature{Name: "Somebody", Email: "a@example.com", When: at.AddDate(0, 1, 0)}
	if _, err := repo.CreateTag("v2", commits[1], &git.CreateTagOptions{Tagger: late, Message: "second"}); err != nil {
		t.Fatal(err)
	}
	if err := repo.Storer.SetReference(plumbing.NewHashReference("refs/heads/feature", commits[1])); err != nil {
		t.Fatal(err)
	}
	below := filepath.Join(dir, "portal")
	if err := os.Mkdir(below, 0o777); err != nil {
		t.Fatal(err)
	}
	s, err := Describe(below)
	if err != nil {
		t.Fatal(err)
	}
	if s.Head != (Commit{commits[2].String(), "2026-11-03T09:00:00Z", false}) || s.Branch == "" || s.Commits != (Commits{Examined: 3, Authors: 2}) {
		t.Errorf("%+v", s)
	}
	if len(s.Branches) != 2 || s.Branches[0].Name != "feature" || s.Branches[0].Hash != commits[1].String() {
		t.Errorf("%+v", s.Branches)
	}
	want := []Ref{{"v2", commits[1].String(), "2026-12-01T09:00:00Z", true, false}, {"v1", commits[0].String(), "2026-11-01T09:00:00Z", false, false}}
	if len(s.Tags) != 2 || s.Tags[0] != want[0] || s.Tags[1] != want[1] {
		t.Errorf("%+v", s.Tags)
	}
	if err := os.WriteFile(filepath.Join(dir, ".git", "shallow"), []byte(commits[1].String()+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Describe(dir); !errors.Is(err, ErrShallow) {
		t.Errorf("%v, want %v", err, ErrShallow)
	}
}
