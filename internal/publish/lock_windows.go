package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

func openLock(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
}

// lockFile takes the lock at once or returns errHeld. The locked byte lies far
// behind the text, because a locked range cannot be read by others.
func lockFile(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	far := &windows.Overlapped{OffsetHigh: 1}
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, far)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errHeld
	}
	return err
}

// removeLock closes the file first: an open file cannot be removed here, and
// one that another process opened meanwhile stays.
func removeLock(l *lock) {
	_ = l.file.Close()
	_ = os.Remove(l.path)
}
