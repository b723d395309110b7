package publish

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// lock is an advisory lock on a file. The system frees it when the process
// ends, however it ends, so a lock file that is left over stops nobody.
type lock struct {
	file *os.File
	path string
}

// errHeld says that another process holds a lock.
var errHeld = errors.New("the lock is held")

// acquire takes the lock file, and writes process and host into it for people.
// dir is the name of the target for messages.
func acquire(path, dir string) (*lock, error) {
	for {
		f, err := openLock(path)
		if err != nil {
			return nil, err
		}
		err = lockFile(f)
		if errors.Is(err, errHeld) {
			busy := readOwner(f, dir)
			f.Close()
			return nil, busy
		}
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("cannot lock %s: %w", path, err)
		}
		l := &lock{file: f, path: path}
		if !l.current() {
			f.Close() // its last owner removed the file before we locked it
			continue
		}
		if err := l.sign(); err != nil {
			l.release()
			return nil, err
		}
		return l, nil
	}
}

// current reports whether the path still names the locked file.
func (l *lock) current() bool {
	mine, err := l.file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(l.path)
	return err == nil && os.SameFile(mine, there)
}

// sign writes who holds the lock.
func (l *lock) sign() error {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err = l.file.WriteAt(fmt.Appendf(nil, "%d %s\n", os.Getpid(), host), 0)
	return err
}

// release removes the lock file and frees the lock. A failure needs no word:
// the lock ends with the process.
func (l *lock) release() {
	removeLock(l)
}

// readOwner reads who holds a lock; a lock that was not signed yet has nobody.
func readOwner(f *os.File, dir string) *Busy {
	data, _ := io.ReadAll(io.NewSectionReader(f, 0, 512))
	pid, host, _ := strings.Cut(strings.TrimSpace(string(data)), " ")
	n, err := strconv.Atoi(pid)
	if err != nil {
		return &Busy{Dir: dir}
	}
	return &Busy{Dir: dir, Host: host, PID: n}
}
