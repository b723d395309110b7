// Package lastline finds the last line of a log, which the next one names by its digest.
//
// It reads the end of the log alone, and never writes.
package lastline

import (
	"bytes"
	"errors"
	"io"

	"github.com/candor-site/candor/internal/source"
)

// Of returns the digest of the last line of a log of some size, for prev
// of the next one; "" for a log without lines.
func Of(log io.ReaderAt, size int64) (source.Digest, error) {
	var tail []byte
	for step := int64(4 << 10); size > 0; step *= 4 {
		from := max(0, size-step)
		tail = make([]byte, size-from)
		if _, err := log.ReadAt(tail, from); err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		tail = bytes.TrimRight(tail, " \t\r\n")
		if i := bytes.LastIndexByte(tail, '\n'); i >= 0 {
			tail = tail[i+1:]
			break
		}
		if from == 0 {
			break
		}
	}
	if tail = bytes.TrimSpace(tail); len(tail) == 0 {
		return "", nil
	}
	return source.DigestOf(tail), nil
}
