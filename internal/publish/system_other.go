//go:build !linux && !darwin

package publish

import (
	"errors"

	"github.com/candor-site/candor/internal/artifact"
)

// exchange is not known here: two renames and a journal take its place.
func exchange(a, b string) error { return errors.ErrUnsupported }

// syncTree makes the disk hold the tree at dir.
func syncTree(dir string, m *artifact.Manifest) error { return syncFiles(dir, m) }
