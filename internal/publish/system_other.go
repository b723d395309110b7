//go:build !linux && !darwin

package publish

import (
	"errors"
)

// exchange is not known here: two renames and a journal take its place.
func exchange(a, b string) error { return errors.ErrUnsupported }

// syncTree makes the disk hold the tree at dir.
func syncTree(dir string, files []staged) error { return syncFiles(dir, files) }
