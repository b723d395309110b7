package publish

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/candor-site/candor/internal/artifact"
)

// revision is the tree before the target's on its way to become the next one.
//
// Two trees that follow one another share the files that did not change, so that
// the tree before the target's nearly is the next one, and to make one anew of
// links takes a folder and a link for each file, and as many removals afterwards.
// It is taken only when all files of the next tree are known, so that a build
// that ends before that leaves it alone. Whatever is done to it is taken back when
// the tree is not published in the end; a process that dies in between leaves the
// target as it was, and none before it.
type revision struct {
	written *folder // what was staged, and moves over
	attic   string  // of the files that the next tree does not hold
	away    int     // how many those are
	undo    []func() error
}

// did notes how a step is taken back.
func (v *revision) did(undo func() error) { v.undo = append(v.undo, undo) }

// move renames a file.
func (v *revision) move(from, to string) error {
	err := os.Rename(from, to)
	if err == nil {
		v.did(func() error { return os.Rename(to, from) })
	}
	return err
}

// takeBack takes everything back that was done to the tree at dir, or removes it
// where that fails. When it is published already, nothing stands there.
func (v *revision) takeBack(dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, undo := range slices.Backward(v.undo) {
		if err := undo(); err != nil {
			return errors.Join(err, os.RemoveAll(dir))
		}
	}
	return nil
}

// clear removes what is left over.
func (v *revision) clear() error {
	return errors.Join(v.written.close(), os.RemoveAll(v.written.name), os.RemoveAll(v.attic))
}

// compare tells which files of the next tree the one before the target's holds:
// those that the target holds, too, under the same number. It returns for each
// file of the next one whether it stays, and the paths of what must leave.
func (s *Staging) compare() (stays []bool, leave []string) {
	stays = make([]bool, len(s.files))
	i := 0
	for _, seen := range s.older.marks {
		for i < len(s.files) && s.files[i].Path < seen.path {
			i++
		}
		if i < len(s.files) && s.files[i].same && s.files[i].seen == seen && seen.inode != 0 {
			stays[i] = true
		} else {
			leave = append(leave, seen.path)
		}
	}
	return stays, leave
}

// pays reports whether a tree of which so many files stay is worth being revised,
// and can be: somebody may have changed what its folders permit.
func (s *Staging) pays(stays []bool) bool {
	n := 0
	for _, stay := range stays {
		if stay {
			n++
		}
	}
	closed := func(m mark) bool { return m.mode.Perm() != dirMode }
	return 2*n > len(stays) && !slices.ContainsFunc(s.older.folders, closed)
}

// revise makes the next tree of the one before the target's, which becomes the
// staging directory.
func (s *Staging) revise(stays []bool, leave []string) error {
	v := &revision{written: s.dir, attic: s.dir.name + "3"}
	name := s.dir.name + "2"
	if err := v.move(s.run.place.previous, name); err != nil {
		return err
	}
	dir, err := openFolder(name)
	if err != nil {
		return errors.Join(err, v.takeBack(name))
	}
	s.dir, s.revision = dir, v
	if err := s.run.reached("older taken"); err != nil {
		return err
	}
	if err := s.empty(leave); err != nil {
		return err
	}
	if err := s.run.reached("older emptied"); err != nil {
		return err
	}
	for i := range s.files {
		if f := &s.files[i]; !stays[i] {
			if err := s.bring(f); err != nil {
				return err
			}
		}
	}
	return v.move(filepath.Join(v.written.name, artifact.ManifestPath), filepath.Join(name, artifact.ManifestPath))
}

// empty takes files out of the tree that is revised, and the folders that the next
// tree does not have.
func (s *Staging) empty(leave []string) error {
	v := s.revision
	if err := os.Mkdir(v.attic, dirMode); err != nil {
		return err
	}
	for _, p := range leave {
		if err := v.move(filepath.Join(s.dir.name, filepath.FromSlash(p)), filepath.Join(v.attic, strconv.Itoa(v.away))); err != nil {
			return err
		}
		v.away++
	}
	s.made.Clear()
	s.made.Store(".", true)
	needed := map[string]bool{".": true}
	for i := range s.files {
		for d := path.Dir(s.files[i].Path); !needed[d]; d = path.Dir(d) {
			needed[d] = true
		}
	}
	for _, m := range slices.Backward(s.older.folders) { // those inside others come first
		if needed[m.path] {
			s.made.Store(m.path, true)
			continue
		}
		name := filepath.Join(s.dir.name, filepath.FromSlash(m.path))
		if err := os.Remove(name); err != nil {
			return err
		}
		v.did(func() error { return errors.Join(os.Mkdir(name, dirMode), os.Chmod(name, dirMode)) })
	}
	return nil
}

// bring brings a file into the tree that is revised: one that was written, or that
// the target holds.
func (s *Staging) bring(f *staged) error {
	v, below := s.revision, filepath.FromSlash(f.Path)
	if err := s.makeDirs(path.Dir(f.Path)); err != nil {
		return err
	}
	if !f.same {
		return v.move(filepath.Join(v.written.name, below), filepath.Join(s.dir.name, below))
	}
	if err := s.take(f); err != nil {
		return err
	}
	name := filepath.Join(s.dir.name, below)
	v.did(func() error { return os.Remove(name) })
	return nil
}
