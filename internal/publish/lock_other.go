//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package publish

import (
	"errors"
	"os"
)

func openLock(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
}

// lockFile fails: without a lock that ends with its process, two builds could
// damage each other.
func lockFile(*os.File) error { return errors.ErrUnsupported }

func removeLock(l *lock) {
	_ = os.Remove(l.path)
	_ = l.file.Close()
}
