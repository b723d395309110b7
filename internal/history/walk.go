package history

import (
	"bytes"
	"container/heap"
	"fmt"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

// walk goes back from the latest commit. Each file is followed through the
// commits in which it is what it is now, through one parent that has the same
// of it; the commit that no parent of is the same has changed it. Renames are
// changes, and so is what a merge makes that none of its parents had.
type walk struct {
	objects storer.EncodedObjectStorer
	folder  string
	trees   map[plumbing.Hash]plumbing.Hash // commit -> tree of the folder
	cut     bool                            // maxCommits was reached
}

// run returns the files of the folder in a commit, by their path below it.
func (w *walk) run(head plumbing.Hash) (map[string]file, error) {
	first, err := object.GetCommit(w.objects, head)
	if err != nil {
		return nil, err
	}
	found := map[string]file{}
	all := paths{}
	top, err := w.treeOf(first)
	if err != nil {
		return nil, err
	}
	err = w.differ(top, plumbing.ZeroHash, "", 0, func(name string, blob plumbing.Hash) {
		found[name] = file{blob: blob}
		all[name] = true
	})
	switch {
	case err != nil:
		return nil, err
	case len(found) > maxFiles:
		return nil, fmt.Errorf("the folder holds more than %d files", maxFiles)
	}
	q := &queue{at: map[plumbing.Hash]*step{}}
	q.add(first, all)
	for n := 0; q.Len() > 0; n++ {
		if n == maxCommits {
			w.cut = true
			break
		}
		s := q.next()
		changed, err := w.back(q, s)
		if err != nil {
			return nil, err
		}
		at := s.commit.Committer.When.UTC()
		if at.Year() < 1970 || at.Year() > 9999 {
			continue
		}
		for name := range changed {
			f := found[name]
			f.at = at.Truncate(time.Second)
			found[name] = f
		}
	}
	return found, nil
}

// back hands each path of a commit to the first parent that has the same of it,
// and returns those that none has.
func (w *walk) back(q *queue, s *step) (paths, error) {
	mine, err := w.treeOf(s.commit)
	if err != nil {
		return nil, err
	}
	rest := s.paths
	for _, hash := range s.commit.ParentHashes {
		if len(rest) == 0 {
			break
		}
		parent, err := object.GetCommit(w.objects, hash)
		if err != nil {
			return nil, err
		}
		theirs, err := w.treeOf(parent)
		if err != nil {
			return nil, err
		}
		differs := paths{}
		err = w.differ(mine, theirs, "", 0, func(name string, _ plumbing.Hash) {
			if rest[name] {
				differs[name] = true
				delete(rest, name)
			}
		})
		if err != nil {
			return nil, err
		}
		if len(rest) > 0 {
			q.add(parent, rest)
		}
		rest = differs
	}
	return rest, nil
}

// treeOf returns the tree of the folder in a commit, zero where there is none.
func (w *walk) treeOf(c *object.Commit) (plumbing.Hash, error) {
	if hash, ok := w.trees[c.Hash]; ok {
		return hash, nil
	}
	hash := c.TreeHash
	for name := range strings.FieldsFuncSeq(w.folder, func(r rune) bool { return r == '/' }) {
		entries, err := w.tree(hash)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		hash = entries[name].Hash
	}
	w.trees[c.Hash] = hash
	return hash, nil
}

// paths is a set of paths.
type paths map[string]bool

// step is a commit to look at, with the files that are followed through it.
type step struct {
	commit *object.Commit
	paths  paths
}

// queue holds commits, the latest first; of equal ones that with the smaller
// hash.
type queue struct {
	steps []*step
	at    map[plumbing.Hash]*step
}

// add follows paths to a commit, whose paths it may take over.
func (q *queue) add(c *object.Commit, more paths) {
	s := q.at[c.Hash]
	if s == nil {
		s = &step{commit: c, paths: more}
		q.at[c.Hash] = s
		heap.Push(q, s)
		return
	}
	for name := range more {
		s.paths[name] = true
	}
}

// next takes the first commit out.
func (q *queue) next() *step {
	s := heap.Pop(q).(*step)
	delete(q.at, s.commit.Hash)
	return s
}

// Len is part of heap.Interface, as are the methods below.
func (q *queue) Len() int { return len(q.steps) }

func (q *queue) Less(i, j int) bool {
	a, b := q.steps[i].commit, q.steps[j].commit
	if !a.Committer.When.Equal(b.Committer.When) {
		return a.Committer.When.After(b.Committer.When)
	}
	return bytes.Compare(a.Hash[:], b.Hash[:]) < 0
}

func (q *queue) Swap(i, j int) { q.steps[i], q.steps[j] = q.steps[j], q.steps[i] }

// Push appends a step.
func (q *queue) Push(x any) { q.steps = append(q.steps, x.(*step)) }

// Pop removes the last step.
func (q *queue) Pop() any {
	last := len(q.steps) - 1
	s := q.steps[last]
	q.steps = q.steps[:last]
	return s
}
