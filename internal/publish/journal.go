package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// journal is what a run writes down before it exchanges two directories by two
// renames, so that the next run can finish when it is killed between them.
// Both are names beside the target.
type journal struct {
	Staging string `json:"staging"` // the new tree, complete
	Away    string `json:"away"`    // where the old tree goes first
}

// exchange puts the staging directory in the place of the target, and the
// target's old tree under the staging name. It takes one step where the system
// can, else two that the journal guards.
func (r *run) exchange(staging string) error {
	err := r.swap(staging, r.place.target)
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	away := staging + "0"
	if err := r.place.record(journal{Staging: filepath.Base(staging), Away: filepath.Base(away)}); err != nil {
		return err
	}
	if err := r.reached("journal written"); err != nil {
		return errors.Join(err, os.Remove(r.place.journal))
	}
	if err := os.Rename(r.place.target, away); err != nil {
		return errors.Join(err, os.Remove(r.place.journal))
	}
	err = r.reached("target moved away")
	if err == nil {
		err = os.Rename(staging, r.place.target)
	}
	if err != nil {
		return errors.Join(err, os.Rename(away, r.place.target), os.Remove(r.place.journal))
	}
	if err := r.reached("target moved in"); err != nil {
		return err
	}
	if err := syncDir(r.place.parent); err != nil {
		return err
	}
	return errors.Join(os.Rename(away, staging), os.Remove(r.place.journal))
}

// record writes the journal in one step and makes sure that the disk holds it.
func (p place) record(j journal) error {
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	half := p.journal + "-new"
	f, err := os.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(half))
	}
	if err := os.Rename(half, p.journal); err != nil {
		return err
	}
	return syncDir(p.parent)
}

// finish completes the two renames of a run that was killed between them. The
// caller holds the lock.
func (p place) finish() error {
	if err := os.Remove(p.journal + "-new"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	data, err := os.ReadFile(p.journal)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var j journal
	if err := json.Unmarshal(data, &j); err != nil || !p.isStaging(j.Staging) || !p.isStaging(j.Away) {
		return fmt.Errorf("%s cannot be understood: look which tree beside it is the site, put it in place, and remove the journal", p.journal)
	}
	if _, err := os.Lstat(p.target); errors.Is(err, os.ErrNotExist) {
		if err := p.restore(j); err != nil {
			return err
		}
	}
	if err := syncDir(p.parent); err != nil {
		return err
	}
	return os.Remove(p.journal)
}

// restore fills the empty place of the target: with the new tree, which was
// complete before the journal was written, else with the old one.
func (p place) restore(j journal) error {
	err := os.Rename(filepath.Join(p.parent, j.Staging), p.target)
	if errors.Is(err, os.ErrNotExist) {
		err = os.Rename(filepath.Join(p.parent, j.Away), p.target)
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil // somebody removed both trees: there is nothing to restore
	}
	return err
}
