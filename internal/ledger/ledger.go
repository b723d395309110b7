// Package ledger remembers the digests of files, so that a file that did not
// change need not be read again to know what it holds.
//
// A file counts as unchanged when its path, its size, the times at which its
// bytes and its entry changed, and its inode are what they were. A file that
// changed shortly before the run began is not remembered: it could change once
// more without a trace. So a wrong answer takes a clock that was set back.
// Where the system does not tell all of this, nothing is remembered. It never
// says when evidence was collected, and is never needed: what it does not know
// is read.
package ledger

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/source"
)

// A ledger is magic, records in the order of their keys, and the digest of both.
// It is replaced in one step, so that two processes may write at once: the last
// one counts.
const (
	magic  = "candor files 1\n\n"
	record = keySize + sha256.Size
)

// The most bytes of a ledger: some 600,000 files.
const maxSize = 32 << 20

// settled is for how long a file must have been as it is when a run begins:
// longer than the steps in which any file system counts time.
const settled = 2 * time.Second

const keySize = 16

// key names a file with all that tells whether it changed: the start of the
// digest of that.
type key [keySize]byte

// Ledger is a ledger that was opened. It is safe for concurrent use; nil knows
// nothing.
type Ledger struct {
	root  *os.Root
	name  string
	known []byte // records of earlier runs
	begun int64  // when this run began, as the file system tells; 0: nothing can be noted

	mu    sync.Mutex
	used  []bool // by record
	added map[key][sha256.Size]byte
}

// Open opens the ledger of that name below a root. One that does not exist, or
// does not hold together, is empty; where no file can be made, nothing is noted.
func Open(root *os.Root, name string) *Ledger {
	l := &Ledger{root: root, name: name, added: map[key][sha256.Size]byte{}}
	if data, err := read(root, name); err == nil && len(data) >= len(magic)+sha256.Size && (len(data)-len(magic)-sha256.Size)%record == 0 {
		body, sum := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
		if want := sha256.Sum256(body); bytes.HasPrefix(body, []byte(magic)) && bytes.Equal(sum, want[:]) {
			l.known = body[len(magic):]
		}
	}
	l.used = make([]bool, len(l.known)/record)
	l.begun = now(root, name+".begun")
	return l
}

func read(root *os.Root, name string) ([]byte, error) {
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxSize {
		return nil, errors.Join(err, errors.New("there is no ledger"))
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	return data, err
}

// now asks the file system what time it is: the clock by which files are dated.
func now(root *os.Root, name string) int64 {
	if root.MkdirAll(path.Dir(name), 0o755) != nil {
		return 0
	}
	_ = root.Remove(name) // one that a run left behind
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0
	}
	defer func() { _ = root.Remove(name) }()
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.ModTime().UnixNano()
}

// keyOf returns the key of a file, unless the system does not tell enough.
func keyOf(e source.Entry) (key, bool) {
	if e.Stamp.Inode == 0 || e.Stamp.Changed == 0 {
		return key{}, false
	}
	text := make([]byte, 0, 256)
	for _, n := range [...]int64{e.Size, e.Stamp.Modified, e.Stamp.Changed, int64(e.Stamp.Inode)} {
		text = binary.LittleEndian.AppendUint64(text, uint64(n))
	}
	sum := sha256.Sum256(append(text, e.Path...))
	return key(sum[:keySize]), true
}

// Sum returns the SHA-256 of a file that did not change since it was noted: 32
// bytes, not written out.
func (l *Ledger) Sum(e source.Entry) (string, bool) {
	if l == nil {
		return "", false
	}
	k, ok := keyOf(e)
	if !ok {
		return "", false
	}
	i, ok := l.find(k)
	if !ok {
		return "", false
	}
	l.mu.Lock()
	l.used[i] = true
	l.mu.Unlock()
	return string(l.known[i*record+keySize : (i+1)*record]), true
}

// find finds the record of a key.
func (l *Ledger) find(k key) (int, bool) {
	// Keys are digests, so that where one stands can nearly be told.
	n := len(l.known) / record
	low, high := 0, n
	from, to := uint64(0), ^uint64(0)
	want := binary.BigEndian.Uint64(k[:])
	for low < high {
		at := low + int(float64(want-from)/(float64(to-from)+1)*float64(high-low))
		at = min(max(at, low), high-1)
		here := l.known[at*record : at*record+keySize]
		switch c := bytes.Compare(here, k[:]); {
		case c == 0:
			return at, true
		case c < 0:
			low, from = at+1, binary.BigEndian.Uint64(here)
		default:
			high, to = at, binary.BigEndian.Uint64(here)
		}
	}
	return 0, false
}

// Settled reports whether a file was as it is for so long when this run began that
// any later change of it shows.
func (l *Ledger) Settled(e source.Entry) bool {
	return l != nil && e.Stamp.Inode != 0 && e.Stamp.Changed != 0 && max(e.Stamp.Modified, e.Stamp.Changed) < l.begun-int64(settled)
}

// Note remembers the digest of a file that was read after its entry was seen,
// unless it changed only just before this run began.
func (l *Ledger) Note(e source.Entry, d source.Digest) {
	if !l.Settled(e) {
		return
	}
	var sum [sha256.Size]byte
	if n, err := hex.Decode(sum[:], []byte(d)); err != nil || n != len(sum) {
		return
	}
	if k, ok := keyOf(e); ok {
		l.mu.Lock()
		l.added[k] = sum
		l.mu.Unlock()
	}
}

// spare is how many files that a run did not ask for stay at least: other
// commands look at other files.
const spare = 50_000

// Close writes what was noted. What this run did not ask for stays, unless it is
// much, and more than what it asked for. The ledger cannot be used afterwards.
func (l *Ledger) Close() error {
	if l == nil || len(l.added) == 0 {
		return nil
	}
	fresh := make([][record]byte, 0, len(l.added))
	for k, sum := range l.added {
		var r [record]byte
		copy(r[:], k[:])
		copy(r[keySize:], sum[:])
		fresh = append(fresh, r)
	}
	slices.SortFunc(fresh, func(a, b [record]byte) int {
		return cmp.Or(cmp.Compare(binary.BigEndian.Uint64(a[:]), binary.BigEndian.Uint64(b[:])), bytes.Compare(a[:], b[:]))
	})
	idle := 0
	for _, used := range l.used {
		if !used {
			idle++
		}
	}
	keep := idle <= max(spare, len(l.used)-idle+len(l.added))
	out := append(make([]byte, 0, len(magic)+(len(fresh)+len(l.used))*record+sha256.Size), magic...)
	for i, used := range l.used { // in their order already
		r := l.known[i*record : (i+1)*record]
		for len(fresh) > 0 && bytes.Compare(fresh[0][:], r) < 0 {
			out, fresh = append(out, fresh[0][:]...), fresh[1:]
		}
		if _, again := l.added[key(r[:keySize])]; !again && (used || keep) {
			out = append(out, r...)
		}
	}
	for i := range fresh {
		out = append(out, fresh[i][:]...)
	}
	out = out[:min(len(out), maxSize-sha256.Size-(maxSize-sha256.Size-len(magic))%record)]
	sum := sha256.Sum256(out)
	return l.replace(append(out, sum[:]...))
}

// replace replaces the file in one step.
func (l *Ledger) replace(data []byte) error {
	part := l.name + ".part"
	if err := l.root.WriteFile(part, data, 0o644); err != nil {
		return err
	}
	return l.root.Rename(part, l.name)
}
