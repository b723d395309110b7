//go:build !unix

package attic

import (
	"errors"
	"os"
)

// nameless fails: only a file that stays when its name goes is gone with the
// program whatever becomes of it.
func nameless(string) (*os.File, error) { return nil, errors.ErrUnsupported }
