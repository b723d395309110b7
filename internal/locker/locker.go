// Package locker keeps pieces of evidence between runs, as they came out of their
// files: a table on disk from the digest of all that a piece was made of to the
// piece, in few bytes.
//
// A locker is an aid, never a source: a piece that is gone, torn or damaged is read
// again, and a locker that cannot be written is done without. It never decides
// that a file did not change; the key does. It keeps no content of files.
package locker

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// Key is the start of the digest of all that a piece was made of.
type Key [16]byte

// KeyOf returns the key of some parts, in their order.
func KeyOf(parts ...string) Key {
	text := make([]byte, 0, 512)
	for _, p := range parts {
		text = append(binary.AppendUvarint(text, uint64(len(p))), p...)
	}
	sum := sha256.Sum256(text)
	return Key(sum[:len(Key{})])
}

// A file is magic, the digest of the program that made it, and then records: the
// length of the piece, a checksum of key and piece, both. Records are only ever
// appended, all of a run in one write, so that two processes may write at once. A
// record that does not hold together ends the file.
const (
	magic      = "candor pieces 1\n"
	fileHead   = len(magic) + sha256.Size
	recordHead = 4 + 4 + len(Key{})
)

// MaxPiece is the most bytes of one piece.
const MaxPiece = 1 << 20

// Locker is a locker that was opened. It is safe for concurrent use; nil holds
// nothing.
type Locker struct {
	root   *os.Root
	name   string
	head   []byte // how the file starts
	most   int64
	exists bool
	broke  bool   // there is more in the file than holds together
	text   string // the records of earlier runs
	at     map[Key]int
	from   []int // where each record starts

	mu    sync.Mutex
	used  []bool // by record
	added []record
}

// record is a piece with its key.
type record struct {
	key   Key
	piece string
}

// Open opens the locker of that name below a root; one that does not exist, cannot
// be read, or was made by another program is empty. It grows to at most so many
// bytes, and holds then what was used last.
func Open(root *os.Root, name, maker string, most int64) *Locker {
	made := sha256.Sum256([]byte(maker))
	l := &Locker{root: root, name: name, head: append([]byte(magic), made[:]...), most: most}
	text, err := l.read()
	l.exists = !errors.Is(err, fs.ErrNotExist)
	records, ok := strings.CutPrefix(text, string(l.head))
	l.broke = l.exists && !ok
	if ok {
		l.index(records)
	}
	return l
}

// read reads all of the file.
func (l *Locker) read() (string, error) {
	info, err := l.root.Lstat(l.name)
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular(), info.Size() > 2*l.most:
		return "", errors.New("this is no locker")
	}
	f, err := l.root.Open(l.name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var text strings.Builder
	text.Grow(int(info.Size()))
	_, err = io.Copy(&text, io.LimitReader(f, info.Size()))
	return text.String(), err
}

// index finds the records.
func (l *Locker) index(text string) {
	for at := 0; at < len(text); {
		n, ok := recordAt(text, at)
		if !ok {
			l.broke = true
			break
		}
		l.from = append(l.from, at)
		at += n
	}
	l.at = make(map[Key]int, len(l.from))
	for i, at := range l.from {
		l.at[Key([]byte(text[at+8:at+recordHead]))] = i
	}
	l.text, l.used = text, make([]bool, len(l.from))
}

// recordAt returns the length of the record that starts somewhere.
func recordAt(text string, at int) (int, bool) {
	if len(text)-at < recordHead {
		return 0, false
	}
	n := int(number(text[at:]))
	return recordHead + n, n <= MaxPiece && n <= len(text)-at-recordHead
}

// number reads four bytes.
func number(text string) uint32 {
	return uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24
}

// Get returns the piece of a key; ok is false where there is none.
func (l *Locker) Get(key Key) (piece string, ok bool) {
	if l == nil {
		return "", false
	}
	i, ok := l.at[key]
	if !ok {
		return "", false
	}
	at := l.from[i]
	n, _ := recordAt(l.text, at)
	piece = l.text[at+recordHead : at+n]
	if checksum(key, piece) != number(l.text[at+4:]) {
		return "", false
	}
	l.mu.Lock()
	l.used[i] = true
	l.mu.Unlock()
	return piece, true
}

// Put keeps a piece under its key. One of more than MaxPiece bytes is not kept.
func (l *Locker) Put(key Key, piece string) {
	if l == nil || len(piece) > MaxPiece {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.added = append(l.added, record{key, piece})
}

// Close writes what was added. When little of the file is of use, it is written
// anew with what this run used. The locker cannot be used afterwards.
func (l *Locker) Close() error {
	if l == nil {
		return nil
	}
	fresh, used := int64(0), int64(0)
	for _, r := range l.added {
		fresh += int64(recordHead + len(r.piece))
	}
	for i, was := range l.used {
		if was {
			n, _ := recordAt(l.text, l.from[i])
			used += int64(n)
		}
	}
	size := int64(fileHead + len(l.text))
	switch {
	case fresh == 0 && !l.broke:
		return nil
	case !l.exists, l.broke, size+fresh > l.most, size > 1<<20 && used+fresh < size/2:
		return l.rewrite()
	}
	f, err := l.root.OpenFile(l.name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	l.write(&out, int(l.most-size), false)
	_, err = f.Write(out.Bytes())
	return errors.Join(err, f.Close())
}

// rewrite replaces the file in one step.
func (l *Locker) rewrite() error {
	if err := l.root.MkdirAll(path.Dir(l.name), 0o755); err != nil {
		return err
	}
	part := l.name + ".part"
	f, err := l.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(l.head)
	out := &chunks{to: f, err: err}
	l.write(out, int(l.most)-fileHead, true)
	out.flush()
	if err = errors.Join(out.err, f.Close()); err == nil {
		err = l.root.Rename(part, l.name)
	}
	if err != nil {
		_ = l.root.Remove(part) // it is of no use, and the first error counts
	}
	return err
}

// write writes what was added and, where all is written anew, what was used, as
// far as there is room.
func (l *Locker) write(out io.Writer, room int, all bool) {
	var text []byte
	for i, was := range l.used {
		if n, _ := recordAt(l.text, l.from[i]); all && was && n <= room {
			text = append(text[:0], l.text[l.from[i]:l.from[i]+n]...)
			_, _ = out.Write(text) // chunks keep the error
			room -= n
		}
	}
	for _, r := range l.added {
		if n := recordHead + len(r.piece); n <= room {
			text = binary.LittleEndian.AppendUint32(text[:0], uint32(len(r.piece)))
			text = binary.LittleEndian.AppendUint32(text, checksum(r.key, r.piece))
			text = append(append(text, r.key[:]...), r.piece...)
			_, _ = out.Write(text)
			room -= n
		}
	}
}

// chunks writes much at a time, and keeps the first error.
type chunks struct {
	to   io.Writer
	text []byte
	err  error
}

// Write implements io.Writer.
func (c *chunks) Write(text []byte) (int, error) {
	if c.text = append(c.text, text...); len(c.text) >= 1<<20 {
		c.flush()
	}
	return len(text), nil
}

func (c *chunks) flush() {
	if c.err == nil && len(c.text) > 0 {
		_, c.err = c.to.Write(c.text)
	}
	c.text = c.text[:0]
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum covers a key and its piece.
func checksum(key Key, piece string) uint32 {
	sum := crc32.Update(0, castagnoli, key[:])
	var room [512]byte // what is text is no bytes
	for len(piece) > 0 {
		n := copy(room[:], piece)
		sum, piece = crc32.Update(sum, castagnoli, room[:n]), piece[n:]
	}
	return sum
}
