// Package locker keeps pieces of evidence between runs, as they came out of their
// files: a table on disk from a key, which tells all that a piece was made of, to the
// piece, in few bytes.
//
// A locker is an aid, never a source: a piece that is gone, torn or damaged is read
// again, and a locker that cannot be written is done without. It never decides
// that a file did not change; the key does. It keeps no content of files, and little
// of itself in memory.
package locker

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"

	"github.com/candor-site/candor/internal/attic"
)

// Key is the start of the digest of all that a piece was made of.
type Key [16]byte

// KeyOf returns the key of a text that says all that a piece was made of.
func KeyOf(text []byte) Key {
	sum := sha256.Sum256(text)
	return Key(sum[:len(Key{})])
}

// A file is magic, the digest of the program that made it, and then records: the
// length of the piece, a checksum of key and piece, both. Records are only ever
// appended, all of a run in one go, so that two processes may write at once. A
// record that does not hold together ends the file.
const (
	magic      = "candor pieces 2\n"
	fileHead   = len(magic) + sha256.Size
	recordHead = 4 + 4 + len(Key{})
)

// MaxPiece is the most bytes of one piece.
const MaxPiece = 1 << 20

// chunk is how many bytes are written or put away at a time.
const chunk = 1 << 20

// Locker is a locker that was opened. It is safe for concurrent use; nil holds
// nothing.
type Locker struct {
	root   *os.Root
	name   string
	head   []byte // how the file starts
	most   int64
	exists bool
	broke  bool     // there is more in the file than holds together
	file   *os.File // nil: nothing is of use
	at     map[Key]int32
	kept   []record // of earlier runs, as they stand in the file

	mu      sync.Mutex
	blocks  blocks
	attic   *attic.Attic
	fresh   []byte        // records that were added
	away    []attic.Place // earlier ones
	awaited int64         // bytes of them
}

// record is where a record stands in the file.
type record struct {
	at   int64
	size int32 // of the piece
	used bool
}

func (r record) whole() int64 { return int64(recordHead) + int64(r.size) }

// Open opens the locker of that name below a root; one that does not exist, cannot
// be read, or was made by another program is empty. It grows to at most so many
// bytes, and holds then what was used last.
func Open(root *os.Root, name, maker string, most int64) *Locker {
	made := sha256.Sum256([]byte(maker))
	l := &Locker{root: root, name: name, head: append([]byte(magic), made[:]...), most: most}
	l.open()
	return l
}

// open opens the file.
func (l *Locker) open() {
	info, err := l.root.Lstat(l.name)
	l.exists = !errors.Is(err, fs.ErrNotExist)
	if l.broke = l.exists; err != nil || !info.Mode().IsRegular() || info.Size() > 2*l.most {
		return
	}
	if l.file, err = l.root.Open(l.name); err == nil {
		l.blocks.from = l.file
		l.index(info.Size())
	}
}

// mended reports whether the file holds together by now, and how large it is then: it
// was opened while another run wrote.
func (l *Locker) mended() (size int64, ok bool) {
	now := &Locker{root: l.root, name: l.name, head: l.head, most: l.most}
	now.open()
	if now.file != nil {
		defer now.file.Close()
	}
	return now.size(), now.exists && !now.broke
}

// Len returns how many pieces there are of earlier runs, of use or not.
func (l *Locker) Len() int { return len(l.kept) }

// size returns how many bytes the file has, as far as it holds together.
func (l *Locker) size() int64 {
	size := int64(fileHead)
	for _, r := range l.kept {
		size += r.whole()
	}
	return size
}

// index finds the records.
func (l *Locker) index(size int64) {
	head := make([]byte, fileHead)
	if !l.blocks.read(head, 0) || string(head) != string(l.head) {
		return
	}
	l.at = make(map[Key]int32, size/512)
	at, one := int64(fileHead), head[:recordHead]
	for ; at < size; at += l.kept[len(l.kept)-1].whole() {
		if !l.blocks.read(one, at) {
			return
		}
		r := record{at: at, size: int32(min(binary.LittleEndian.Uint32(one), MaxPiece+1))}
		if r.size > MaxPiece || at+r.whole() > size {
			return
		}
		l.at[Key(one[8:])] = int32(len(l.kept))
		l.kept = append(l.kept, r)
	}
	l.broke = false
}

// Get returns the piece of a key, in room where it fits; ok is false where there is
// none.
func (l *Locker) Get(room []byte, key Key) (piece []byte, ok bool) {
	if l == nil {
		return nil, false
	}
	i, ok := l.at[key]
	if !ok {
		return nil, false
	}
	r := &l.kept[i]
	if int64(cap(room)) < r.whole() {
		room = make([]byte, r.whole())
	}
	room = room[:r.whole()]
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.blocks.read(room, r.at) {
		return nil, false
	}
	piece = room[recordHead:]
	r.used = checksum(key, piece) == binary.LittleEndian.Uint32(room[4:])
	return piece, r.used
}

// Put keeps a piece under its key. One of more than MaxPiece bytes is not kept.
func (l *Locker) Put(key Key, piece []byte) {
	if l == nil || len(piece) > MaxPiece {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.fresh) >= chunk {
		l.putAway()
	}
	l.fresh = binary.LittleEndian.AppendUint32(l.fresh, uint32(len(piece)))
	l.fresh = binary.LittleEndian.AppendUint32(l.fresh, checksum(key, piece))
	l.fresh = append(append(l.fresh, key[:]...), piece...)
}

// putAway takes what was added out of memory, where there is an attic for it.
func (l *Locker) putAway() {
	if l.attic == nil && l.away == nil {
		l.attic, l.away = attic.New(""), []attic.Place{}
	}
	if place, ok := l.attic.Put(l.fresh); ok {
		l.away, l.awaited = append(l.away, place), l.awaited+int64(len(l.fresh))
		l.fresh = l.fresh[:0]
	}
}

// Close writes what was added. When little of the file is of use, it is written
// anew with what this run used. The locker cannot be used afterwards.
func (l *Locker) Close() error {
	if l == nil {
		return nil
	}
	fresh, used, size := l.awaited+int64(len(l.fresh)), int64(0), l.size()
	for _, r := range l.kept {
		if r.used {
			used += r.whole()
		}
	}
	if l.broke {
		if now, ok := l.mended(); ok {
			size, l.broke = now, false
		}
	}
	var err error
	switch {
	case fresh == 0 && !l.broke:
	case !l.exists, l.broke, size+fresh > l.most, size > 1<<20 && used+fresh < size/2:
		err = l.rewrite()
	default:
		err = l.extend(l.most - size)
	}
	if l.file != nil {
		err = errors.Join(err, l.file.Close())
	}
	if l.attic != nil {
		err = errors.Join(err, l.attic.Close())
	}
	return err
}

// extend writes what was added behind what there is.
func (l *Locker) extend(room int64) error {
	f, err := l.root.OpenFile(l.name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	return errors.Join(l.writeAdded(f, room), f.Close())
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
	if _, err = f.Write(l.head); err == nil {
		err = l.writeAll(f)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = l.root.Rename(part, l.name)
	}
	if err != nil {
		_ = l.root.Remove(part) // it is of no use, and the first error counts
	}
	return err
}

// writeAll writes what was used and what was added, as far as there is room.
func (l *Locker) writeAll(out io.Writer) error {
	room := l.most - int64(fileHead)
	var text []byte
	for _, r := range l.kept {
		if !r.used || r.whole() > room {
			continue
		}
		n := len(text)
		text = append(text, make([]byte, r.whole())...)
		if !l.blocks.read(text[n:], r.at) {
			return io.ErrUnexpectedEOF
		}
		if room -= r.whole(); len(text) >= chunk {
			if _, err := out.Write(text); err != nil {
				return err
			}
			text = text[:0]
		}
	}
	if _, err := out.Write(text); err != nil {
		return err
	}
	return l.writeAdded(out, room)
}

// writeAdded writes what was added, as far as there is room.
func (l *Locker) writeAdded(out io.Writer, room int64) error {
	var text []byte
	for _, place := range l.away {
		var err error
		if text, err = l.attic.Get(place, text); err == nil {
			room, err = writeRecords(out, text, room)
		}
		if err != nil {
			return err
		}
	}
	_, err := writeRecords(out, l.fresh, room)
	return err
}

// writeRecords writes as many records as there is room for, and returns the room
// that is left.
func writeRecords(out io.Writer, text []byte, room int64) (int64, error) {
	n := 0
	for n < len(text) {
		one := recordHead + int(binary.LittleEndian.Uint32(text[n:]))
		if int64(n+one) > room {
			break
		}
		n += one
	}
	_, err := out.Write(text[:n])
	return room - int64(n), err
}

// blocks are parts of a file that were read last: neighbours are asked for one after
// the other, by several workers.
type blocks struct {
	from io.ReaderAt
	held [4]block
	next int // that is given up next
}

const blockSize = 256 << 10

type block struct {
	known  bool
	number int64
	data   []byte
}

// read fills room with what stands in the file from a place on. It reports false
// where that cannot be read.
func (b *blocks) read(room []byte, at int64) bool {
	for len(room) > 0 {
		data := b.block(at / blockSize)
		if at%blockSize >= int64(len(data)) {
			return false
		}
		n := copy(room, data[at%blockSize:])
		room, at = room[n:], at+int64(n)
	}
	return true
}

func (b *blocks) block(number int64) []byte {
	for i := range b.held {
		if b.held[i].known && b.held[i].number == number {
			return b.held[i].data
		}
	}
	at := &b.held[b.next]
	if b.next = (b.next + 1) % len(b.held); at.data == nil {
		at.data = make([]byte, blockSize)
	}
	n, err := b.from.ReadAt(at.data[:blockSize], number*blockSize)
	if at.data, at.number = at.data[:n], number; err != nil && err != io.EOF {
		at.data = at.data[:0]
	}
	at.known = true
	return at.data
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum covers a key and its piece.
func checksum(key Key, piece []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli, key[:]), castagnoli, piece)
}
