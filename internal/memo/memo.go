// Package memo keeps results between runs: a table on disk from the digest of
// all that a result was computed from to the result.
//
// A table is an aid, never a source: a value that is gone, torn or damaged is
// computed again, and a table that cannot be written is done without. It never
// decides that something did not change; the key does.
package memo

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"sync"
)

// Key is the digest of all that a value was computed from, the program among
// it.
type Key [sha256.Size]byte

// KeyOf returns the key of some parts, in their order.
func KeyOf(parts ...string) Key {
	h := sha256.New()
	var length [8]byte
	for _, p := range parts {
		binary.LittleEndian.PutUint64(length[:], uint64(len(p)))
		h.Write(length[:])
		h.Write([]byte(p))
	}
	return Key(h.Sum(nil))
}

// A file is magic, the digest of what made it, and then records: key, length of
// the value, checksum of both and the value. Records are only ever appended, all
// of a run in one write, so that two processes may write at once. A record that
// does not hold together ends the file.
const (
	magic      = "candor memo 1\n"
	fileHead   = len(magic) + sha256.Size
	recordHead = sha256.Size + 4 + 4
)

// MaxValue is the most bytes of a value.
const MaxValue = 1 << 20

// Table is a table that was opened. It is safe for concurrent use.
type Table struct {
	root  *os.Root
	name  string
	head  []byte // how the file starts
	most  int64
	file  *os.File // nil: there was none
	size  int64    // of the file up to where it holds together
	broke bool     // there is more in the file, which does not
	at    map[Key]place

	mu    sync.Mutex
	used  map[Key]bool
	added map[Key][]byte
}

// place is where a value lies in the file.
type place struct {
	offset int64
	length uint32
	sum    uint32
}

// Open opens the table of that name below a root; a table that does not exist,
// or was made by another program, is empty. Maker names the program, to the
// build. The table grows to at most so many bytes: what no run used goes first.
func Open(root *os.Root, name, maker string, most int64) (*Table, error) {
	made := KeyOf(maker)
	t := &Table{root: root, name: name, head: append([]byte(magic), made[:]...), most: most, at: map[Key]place{}, used: map[Key]bool{}, added: map[Key][]byte{}}
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New(name + " is not a regular file")
	}
	if t.file, err = root.Open(name); err != nil {
		return nil, err
	}
	t.scan(info.Size())
	return t, nil
}

// scan finds the records of the file.
func (t *Table) scan(size int64) {
	in := bufio.NewReaderSize(io.NewSectionReader(t.file, 0, size), 1<<20)
	head := make([]byte, fileHead)
	if _, err := io.ReadFull(in, head); err != nil || !bytes.Equal(head, t.head) {
		t.broke = true
		return
	}
	t.size = int64(fileHead)
	var record [recordHead]byte
	for t.size < size {
		if _, err := io.ReadFull(in, record[:]); err != nil {
			break
		}
		length := binary.LittleEndian.Uint32(record[sha256.Size:])
		if length > MaxValue || t.size+recordHead+int64(length) > size {
			break
		}
		if _, err := in.Discard(int(length)); err != nil {
			break
		}
		sum := binary.LittleEndian.Uint32(record[sha256.Size+4:])
		t.at[Key(record[:sha256.Size])] = place{offset: t.size + recordHead, length: length, sum: sum}
		t.size += recordHead + int64(length)
	}
	t.broke = t.size != size
}

// Get returns the value of a key, or nil. The value must not be changed.
func (t *Table) Get(key Key) []byte {
	t.mu.Lock()
	value, ok := t.added[key]
	p, stored := t.at[key]
	if ok || stored {
		t.used[key] = true
	}
	t.mu.Unlock()
	if ok {
		return value
	}
	if !stored {
		return nil
	}
	value = make([]byte, p.length)
	if _, err := t.file.ReadAt(value, p.offset); err != nil || checksum(key, value) != p.sum {
		t.mu.Lock()
		delete(t.at, key)
		t.mu.Unlock()
		return nil
	}
	return value
}

// Put sets the value of a key. A value of more than MaxValue bytes is not kept.
func (t *Table) Put(key Key, value []byte) {
	if len(value) > MaxValue {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.added[key], t.used[key] = value, true
}

// Close writes what was added. When little of the file is of use, it is
// written anew with what this run used. The table cannot be used afterwards.
func (t *Table) Close() error {
	if t.file != nil {
		defer t.file.Close()
	}
	var fresh, used int64
	for _, v := range t.added {
		fresh += recordHead + int64(len(v))
	}
	for key := range t.used {
		if _, again := t.added[key]; !again {
			used += recordHead + int64(t.at[key].length)
		}
	}
	switch {
	case t.file == nil && fresh == 0:
		return nil
	case t.file == nil, t.broke, t.size+fresh > t.most, t.size > 1<<20 && used+fresh < t.size/2:
		return t.rewrite()
	case fresh == 0:
		return nil
	}
	return t.extend()
}

// extend appends what was added.
func (t *Table) extend() error {
	f, err := t.root.OpenFile(t.name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	var out []byte
	for _, key := range ordered(t.added) {
		out = appendRecord(out, key, t.added[key])
	}
	_, err = f.Write(out)
	return errors.Join(err, f.Close())
}

// rewrite replaces the file in one step by one that holds what was used, as
// far as there is room.
func (t *Table) rewrite() error {
	if err := t.root.MkdirAll(path.Dir(t.name), 0o755); err != nil {
		return err
	}
	part := t.name + ".part"
	f, err := t.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	err = t.copy(f)
	if err = errors.Join(err, f.Close()); err == nil {
		err = t.root.Rename(part, t.name)
	}
	if err != nil {
		_ = t.root.Remove(part) // it is of no use, and the first error counts
	}
	return err
}

func (t *Table) copy(f io.Writer) error {
	out := bufio.NewWriterSize(f, 1<<20)
	size := int64(fileHead)
	if _, err := out.Write(t.head); err != nil {
		return err
	}
	var record []byte
	for _, key := range ordered(t.used) {
		value := t.Get(key)
		if value == nil || size+recordHead+int64(len(value)) > t.most {
			continue
		}
		record = appendRecord(record[:0], key, value)
		size += int64(len(record))
		if _, err := out.Write(record); err != nil {
			return err
		}
	}
	return out.Flush()
}

// ordered returns the keys of a map in their order.
func ordered[V any](m map[Key]V) []Key {
	return slices.SortedFunc(maps.Keys(m), func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
}

func appendRecord(out []byte, key Key, value []byte) []byte {
	out = append(out, key[:]...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(value)))
	out = binary.LittleEndian.AppendUint32(out, checksum(key, value))
	return append(out, value...)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(key Key, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(key[:], castagnoli), castagnoli, value)
}
