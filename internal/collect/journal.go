package collect

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"

	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/lastline"
)

// journal writes below evidence/, one process at a time: it holds the lock of
// the log.
type journal struct {
	root *os.Root
	log  *os.File
}

// temporary is the file that becomes another once it is whole. Only the holder
// of the lock writes it.
const temporary = evidence.Dir + "/.recording"

// openJournal opens the log, which it makes where there is none, and waits for
// its lock.
func openJournal(dir string) (*journal, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if err := root.MkdirAll(evidence.Dir, 0o777); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	log, err := root.OpenFile(evidence.LogFile, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o666)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if err := lock(log); err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", evidence.LogFile, err), log.Close(), root.Close())
	}
	return &journal{root, log}, nil
}

func (j *journal) close() { _ = errors.Join(j.log.Close(), j.root.Close()) }

// put writes a file whole, or not at all.
func (j *journal) put(name string, data []byte) error {
	if err := j.root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := j.root.OpenFile(temporary, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = j.root.Rename(temporary, name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", name, err), j.root.Remove(temporary))
	}
	return nil
}

// append adds a line to the log in one write. It names the line above. A line that was torn before is
// ended first.
func (j *journal) append(line evidence.Line) error {
	end, err := j.log.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if line.Prev, err = lastline.Of(j.log, end); err != nil {
		return err
	}
	data, err := line.Append()
	if err != nil {
		return err
	}
	if end > 0 {
		last := make([]byte, 1)
		if _, err := j.log.ReadAt(last, end-1); err != nil {
			return err
		}
		if last[0] != '\n' {
			data = append([]byte("\n"), data...)
		}
	}
	if _, err := j.log.Write(data); err != nil {
		return fmt.Errorf("adding to %s: %w", evidence.LogFile, err)
	}
	return j.log.Sync()
}
