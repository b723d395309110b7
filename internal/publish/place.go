package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The names that a publication uses beside its target, after "." and the
// target's own name.
const (
	stagingMark  = ".candor-staging-"
	previousMark = ".candor-previous"
	lockMark     = ".candor-lock"
	journalMark  = ".candor-journal"
)

// place holds the absolute paths of a publication. Only the last element of
// target can be a symbolic link, and inspect refuses that.
type place struct {
	parent, target, previous, lock, journal string
	staging                                 string // without the digits at the end
}

// locate finds the place of the target, and refuses what no look inside could
// make acceptable.
func locate(opt Options) (place, error) {
	abs, err := filepath.Abs(opt.Dir)
	if err != nil {
		return place{}, err
	}
	parent := filepath.Dir(abs)
	if parent == abs {
		return place{}, &Refused{opt.Dir, "is the root of a file system", "choose a directory of its own for the site"}
	}
	if parent, err = resolve(parent); err != nil {
		return place{}, err
	}
	name := filepath.Base(abs)
	for _, mark := range []string{stagingMark, previousMark, lockMark, journalMark} {
		if strings.HasPrefix(name, ".") && strings.Contains(name, mark) {
			return place{}, &Refused{opt.Dir, "has a name that publishing keeps for itself", "choose another name"}
		}
	}
	beside := filepath.Join(parent, "."+name)
	p := place{
		parent: parent, target: filepath.Join(parent, name), previous: beside + previousMark,
		lock: beside + lockMark, journal: beside + journalMark, staging: beside + stagingMark,
	}
	return p, p.refusePrecious(opt)
}

// refusePrecious refuses a target that is, or holds, the source or the home
// directory of the user.
func (p place) refusePrecious(opt Options) error {
	target, err := os.Stat(p.target)
	if errors.Is(err, os.ErrNotExist) {
		return nil // nothing can be inside
	}
	if err != nil {
		return err
	}
	if opt.Source != "" {
		what := []string{"is the source of the site", "holds the source of the site"}
		if err := refuseAncestors(target, opt, opt.Source, what); err != nil {
			return err
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		return refuseAncestors(target, opt, home, []string{"is your home directory", "holds your home directory"})
	}
	return nil
}

// refuseAncestors refuses target when it is dir, or one of the directories
// that hold dir. It compares files, not names, so links and letter case do not
// deceive it.
func refuseAncestors(target os.FileInfo, opt Options, dir string, reasons []string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for reason := reasons[0]; ; reason = reasons[1] {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, target) {
			return &Refused{opt.Dir, reason, "choose a directory of its own for the site, such as public"}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
	}
}

// resolve follows the symbolic links of a directory that need not exist yet.
func resolve(dir string) (string, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err == nil || !errors.Is(err, os.ErrNotExist) {
		return real, err
	}
	if _, err := os.Lstat(dir); err == nil {
		return "", fmt.Errorf("%s is a symbolic link to nothing", dir)
	}
	up := filepath.Dir(dir)
	if up == dir {
		return "", err
	}
	real, err = resolve(up)
	return filepath.Join(real, filepath.Base(dir)), err
}

// newStaging makes an empty staging directory. masked tells that the system
// takes permissions away from what is made in it.
func (p place) newStaging() (dir string, masked bool, err error) {
	dir, err = os.MkdirTemp(p.parent, filepath.Base(p.staging)+"*")
	if err != nil {
		return "", false, err
	}
	if err = os.Chmod(dir, dirMode); err == nil {
		masked, err = takesAway(dir)
	}
	if err != nil {
		return "", false, errors.Join(err, os.RemoveAll(dir))
	}
	return dir, masked, nil
}

// takesAway reports whether a directory that is made in dir lacks permissions
// that were asked for. Those of directories hold those of files.
func takesAway(dir string) (bool, error) {
	probe := filepath.Join(dir, "probe")
	if err := os.Mkdir(probe, dirMode); err != nil {
		return false, err
	}
	info, err := os.Lstat(probe)
	if err = errors.Join(err, os.Remove(probe)); err != nil {
		return false, err
	}
	return info.Mode().Perm() != dirMode, nil
}

// isStaging reports whether name, without a directory, is one that newStaging
// made or keep derived: the prefix and digits.
func (p place) isStaging(name string) bool {
	digits, ok := strings.CutPrefix(name, filepath.Base(p.staging))
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// clean removes the staging directories of runs that were killed. The caller
// holds the lock, so nobody uses them.
func (p place) clean() error {
	entries, err := os.ReadDir(p.parent)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() || !p.isStaging(e.Name()) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(p.parent, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// kept returns the path of the previous tree, or "" when there is none.
func (p place) kept() string {
	if info, err := os.Lstat(p.previous); err != nil || !info.IsDir() {
		return ""
	}
	return p.previous
}
