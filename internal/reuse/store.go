// Package reuse keeps what the files of a portal came to from one build to the
// next, so that a file that would come out the same is neither made nor written
// again.
//
// It keeps no file: the published tree holds those, and is asked whether it does.
// It decides nothing about what a file depends on; the epoch and the key do. What
// is gone, torn or damaged is made again, and a store that cannot be written is
// done without.
package reuse

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/source"
)

// Keep takes a file of the tree that is published over into the next one. It is
// false where that tree does not hold exactly this file.
type Keep func(path string, sum source.Digest, size int) bool

// Epoch is the digest of all that any file of a portal depends on but for the words
// of single pages.
type Epoch [sha256.Size]byte

// A file is magic, the epoch, records, and an end. A record is the length of the
// value, the key, a checksum of both, and the value; the end is one of an empty
// value. It is written anew by each build, under another name until it is whole, so
// that two processes may do so at once: the last counts.
const (
	magic      = "candor results 1\n"
	fileHead   = len(magic) + sha256.Size
	keySize    = 16
	recordHead = 4 + keySize + 4
)

// The most bytes of a value, of a store, and the number of stores in a folder: one
// for each portal that is made of a site in turn.
const (
	maxValue  = 1 << 20
	maxSize   = 256 << 20
	maxStores = 4
)

// idle is for how long a file that is being written may lie still: then whoever
// wrote it is gone.
const idle = time.Hour

// Store is what the files of one portal came to. It is safe for concurrent use; a
// nil *Store keeps nothing.
type Store struct {
	root *os.Root
	name string
	keep Keep

	epoch Epoch
	old   *os.File // of the last build; nil: nothing of it counts
	at    map[[keySize]byte]place

	mu       sync.Mutex
	part     *os.File // what is being written; nil: nothing can be
	partName string
	out      *bufio.Writer
	size     int64
	fault    error
	buf      []byte
	kept     int
}

// place is where a value lies in the file.
type place struct {
	offset int64
	length uint32
	sum    uint32
}

// Open opens the store of that name below a root. keep takes over the files of the
// portal that it is about.
func Open(root *os.Root, name string, keep Keep) *Store {
	return &Store{root: root, name: name, keep: keep}
}

// Begin begins a build. What an earlier build came to counts if it was of the same
// epoch.
func (s *Store) Begin(e Epoch) {
	if s == nil {
		return
	}
	s.epoch = e
	s.load()
	s.fault = s.create()
}

// load finds the records of the last build.
func (s *Store) load() {
	info, err := s.root.Lstat(s.name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxSize+maxValue {
		return
	}
	f, err := s.root.Open(s.name)
	if err != nil {
		return
	}
	if s.at = scan(f, s.head(), info.Size()); s.at == nil {
		_ = f.Close() // it was only read
		return
	}
	s.old = f
}

// head is how the file starts.
func (s *Store) head() []byte { return append([]byte(magic), s.epoch[:]...) }

// scan finds the records of a file: none where it starts in another way, or does
// not hold together to its end.
func scan(f *os.File, head []byte, size int64) map[[keySize]byte]place {
	in := bufio.NewReaderSize(f, 1<<18)
	have := make([]byte, len(head))
	if _, err := io.ReadFull(in, have); err != nil || !bytes.Equal(have, head) {
		return nil
	}
	at := map[[keySize]byte]place{}
	var record [recordHead]byte
	for offset := int64(len(head)); ; {
		if _, err := io.ReadFull(in, record[:]); err != nil {
			return nil
		}
		length := binary.LittleEndian.Uint32(record[:])
		offset += recordHead + int64(length)
		if length > maxValue || offset > size {
			return nil
		}
		if length == 0 {
			if offset != size {
				return nil
			}
			return at
		}
		if _, err := in.Discard(int(length)); err != nil {
			return nil
		}
		at[[keySize]byte(record[4:])] = place{offset - int64(length), length, binary.LittleEndian.Uint32(record[4+keySize:])}
	}
}

// create makes the file that is being written.
func (s *Store) create() error {
	if err := s.root.MkdirAll(path.Dir(s.name), 0o755); err != nil {
		return err
	}
	f, err := s.fresh()
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		s.tidy(info.ModTime())
	}
	s.part, s.out = f, bufio.NewWriterSize(f, 1<<18)
	_, more := s.out.Write(s.head())
	s.size = int64(fileHead)
	return errors.Join(err, more)
}

const partSuffix = ".part"

// fresh makes a file of a name that nobody else has.
func (s *Store) fresh() (f *os.File, err error) {
	const most = 100
	for n := range most {
		s.partName = s.name + "." + strconv.Itoa(os.Getpid()) + "." + strconv.Itoa(n) + partSuffix
		if f, err = s.root.OpenFile(s.partName, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, err
}

// tidy removes what processes left that are gone, and the stores of portals that
// were not made for the longest time. now is by the clock that dates files.
func (s *Store) tidy(now time.Time) {
	dir := path.Dir(s.name)
	d, err := s.root.Open(dir)
	if err != nil {
		return
	}
	defer d.Close()
	entries, err := d.Readdir(-1)
	if err != nil {
		return
	}
	var stores []os.FileInfo
	for _, e := range entries {
		switch name := path.Join(dir, e.Name()); {
		case !e.Mode().IsRegular() || name == s.name:
		case strings.HasSuffix(name, partSuffix):
			if now.Sub(e.ModTime()) > idle {
				_ = s.root.Remove(name) // else it is tried again
			}
		default:
			stores = append(stores, e)
		}
	}
	slices.SortFunc(stores, func(a, b os.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, e := range stores[min(len(stores), maxStores-1):] {
		_ = s.root.Remove(path.Join(dir, e.Name())) // else it is tried again
	}
}

// key is what a file is found by: its path, and the digest of the words that it
// shows.
func (s *Store) key(path string, words source.Digest) (key [keySize]byte) {
	text := make([]byte, 0, 256)
	text = append(text, s.epoch[:]...)
	text = append(text, words...)
	text = append(text, 0)
	sum := sha256.Sum256(append(text, path...))
	return [keySize]byte(sum[:])
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(key [keySize]byte, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(key[:], castagnoli), castagnoli, value)
}

// get returns a value, or nil.
func (s *Store) get(key [keySize]byte) []byte {
	p, ok := s.at[key]
	if !ok {
		return nil
	}
	value := make([]byte, p.length)
	if _, err := s.old.ReadAt(value, p.offset); err != nil || checksum(key, value) != p.sum {
		return nil
	}
	return value
}

// put writes a value.
func (s *Store) put(key [keySize]byte, value []byte) {
	if len(value) > maxValue || len(value) == 0 && key != [keySize]byte{} {
		return
	}
	sum := checksum(key, value)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault != nil || len(value) > 0 && s.size+recordHead+int64(len(value)) > maxSize-recordHead {
		return // there is always room for the end
	}
	s.size += recordHead + int64(len(value))
	s.buf = binary.LittleEndian.AppendUint32(s.buf[:0], uint32(len(value)))
	s.buf = append(s.buf, key[:]...)
	s.buf = binary.LittleEndian.AppendUint32(s.buf, sum)
	_, err := s.out.Write(s.buf)
	_, more := s.out.Write(value)
	s.fault = errors.Join(err, more)
}

// Commit ends a build whose files were published: the next one finds what they came
// to.
func (s *Store) Commit() error {
	if s == nil || s.part == nil {
		return nil
	}
	s.put([keySize]byte{}, nil)
	err := s.fault
	if err == nil {
		err = s.out.Flush()
	}
	err = errors.Join(err, s.part.Close(), s.leave())
	s.part = nil
	if err == nil {
		err = s.root.Rename(s.partName, s.name)
	}
	if err != nil {
		return errors.Join(err, s.root.Remove(s.partName))
	}
	return nil
}

// Close ends a build. What was not committed is forgotten; what was before stays.
func (s *Store) Close() error {
	if s == nil {
		return nil
	}
	var err error
	if s.part != nil {
		err = errors.Join(s.part.Close(), s.root.Remove(s.partName))
	}
	s.part = nil
	return errors.Join(err, s.leave())
}

// leave lets go of what the last build came to.
func (s *Store) leave() error {
	if s.old == nil {
		return nil
	}
	err := s.old.Close()
	s.old, s.at = nil, nil
	return err
}

// Kept is how many files were taken over.
func (s *Store) Kept() int {
	if s == nil {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept
}
