package replay

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path"
)

// read reads what write wrote; nothing from a file that does not hold together, or
// holds more than so many bytes.
func read(root *os.Root, name, magic string, most int) []byte {
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > int64(most+len(magic)+sha256.Size) {
		return nil
	}
	f, err := root.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, info.Size()))
	at := len(data) - sha256.Size
	if err != nil || at < len(magic) || !bytes.HasPrefix(data, []byte(magic)) {
		return nil
	}
	if sum := sha256.Sum256(data[:at]); !bytes.Equal(sum[:], data[at:]) {
		return nil
	}
	return data[len(magic):at]
}

// write replaces a file in one step, so that two processes may do it at once.
func write(root *os.Root, name, magic string, data []byte) error {
	data = append([]byte(magic), data...)
	sum := sha256.Sum256(data)
	part := name + ".part"
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	err := root.WriteFile(part, append(data, sum[:]...), 0o644)
	if err == nil {
		err = root.Rename(part, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(part))
	}
	return nil
}
