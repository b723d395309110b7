package history

import (
	"fmt"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// Blob names the bytes of a file as git does, whatever the file is called.
type Blob string

// BlobOf returns the name of some bytes.
func BlobOf(data []byte) Blob {
	return Blob(plumbing.ComputeHash(plumbing.BlobObject, data).String())
}

// Introduction is the commit that brought some bytes into a repository.
type Introduction struct {
	At     time.Time // the earlier of the dates of author and committer, UTC, whole seconds
	Commit string    // hash, hexadecimal
}

// Introduced finds when some bytes first came into the repository that a
// directory lies in, under any name: a rename, a copy, a rebase or a second
// commit of the same bytes makes them no younger. Bytes that no commit holds,
// or only commits without a usable date, are not in the result.
//
// ErrNone and ErrShallow say that there is no history to use; a history of more
// commits than are read is an error too, for the first commits are missing.
func Introduced(root string, wanted []Blob) (found map[Blob]Introduction, err error) {
	defer func() {
		if r := recover(); r != nil {
			found, err = nil, fmt.Errorf("the repository is broken: %v", r)
		}
		err = bare(err)
	}()
	if len(wanted) == 0 {
		return nil, nil
	}
	repo, err := open(root)
	if err != nil {
		return nil, err
	}
	head, err := repo.head()
	if err != nil {
		return nil, err
	}
	s := &search{walk: walk{objects: repo.objects}, wanted: map[plumbing.Hash]bool{}, found: map[Blob]Introduction{}}
	for _, b := range wanted {
		s.wanted[plumbing.NewHash(string(b))] = true
	}
	if err := s.run(head); err != nil {
		return nil, err
	}
	return s.found, nil
}

// search goes through every commit and looks at what it changed.
type search struct {
	walk
	wanted map[plumbing.Hash]bool
	found  map[Blob]Introduction
}

func (s *search) run(head plumbing.Hash) error {
	seen := map[plumbing.Hash]bool{head: true}
	for next := []plumbing.Hash{head}; len(next) > 0; {
		hash := next[len(next)-1]
		next = next[:len(next)-1]
		c, err := object.GetCommit(s.objects, hash)
		if err != nil {
			return err
		}
		if err := s.visit(c); err != nil {
			return err
		}
		for _, parent := range c.ParentHashes {
			if !seen[parent] {
				seen[parent] = true
				next = append(next, parent)
			}
		}
		if len(seen) > maxCommits {
			return fmt.Errorf("the history has more than %d commits, so that the first are not read", maxCommits)
		}
	}
	return nil
}

// visit notes the wanted bytes that a commit has and its first parent has not
// in the same place. What a merge takes from another parent is found there.
func (s *search) visit(c *object.Commit) error {
	before := plumbing.ZeroHash
	if len(c.ParentHashes) > 0 {
		parent, err := object.GetCommit(s.objects, c.ParentHashes[0])
		if err != nil {
			return err
		}
		before = parent.TreeHash
	}
	at, ok := dated(c)
	return s.differ(c.TreeHash, before, "", 0, func(_ string, blob plumbing.Hash) {
		if !ok || !s.wanted[blob] {
			return
		}
		key := Blob(blob.String())
		was, seen := s.found[key]
		if !seen || at.Before(was.At) || at.Equal(was.At) && c.Hash.String() < was.Commit {
			s.found[key] = Introduction{At: at, Commit: c.Hash.String()}
		}
	})
}

// dated returns the earlier date of a commit: a rebase renews that of the
// committer. A date that no repository can have is not used.
func dated(c *object.Commit) (time.Time, bool) {
	at := c.Committer.When
	if c.Author.When.Before(at) {
		at = c.Author.When
	}
	at = at.UTC().Truncate(time.Second)
	return at, at.Year() > 1970 && at.Year() < 9999
}
