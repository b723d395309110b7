package reuse

import (
	"encoding/binary"
	"encoding/hex"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/slate"
	"github.com/candor-site/candor/internal/source"
)

// Made is what a file came to, but for its bytes. A file about which there was
// something to report is never among those that are kept.
type Made struct {
	Sources []string          // of the file
	Content *inspect.Content  // nil for a file that is not a page
	Said    []inspect.Section // for the search; of a page of words
	Shown   []string          // pictures, as whoever dressed the page says
}

// Get returns what a file came to that the tree which is published over holds as it
// would be made now; it is then part of the next tree. It is false for a file that
// has to be made. words is the digest of the words that it shows beside all that
// others show, "" for none.
func (s *Store) Get(path string, words source.Digest) (Made, bool) {
	if s == nil || len(s.at) == 0 {
		return Made{}, false
	}
	key := s.key(path, words)
	value := s.get(key)
	if value == nil {
		return Made{}, false
	}
	sum, size, m, ok := decode(value)
	if !ok || !s.keep(path, sum, size) {
		return Made{}, false
	}
	s.put(key, value)
	s.mu.Lock()
	s.kept++
	s.mu.Unlock()
	return m, true
}

// Put keeps what a finished file came to, for the next build. It returns the file
// with its digest, which need not be computed again.
func (s *Store) Put(f artifact.File, words source.Digest, m Made) artifact.File {
	if s == nil {
		return f
	}
	f.SHA256 = source.DigestOf(f.Data)
	room := slate.Room()
	defer slate.Leave(room)
	*room = encode(*room, f.SHA256, len(f.Data), m)
	s.put(s.key(f.Path, words), *room)
	return f
}

// A value is the digest of the file as bytes, its size, what it came to, and last
// what it says. Numbers are of variable length, and one stands before each text and
// each list.
const sumSize = len(Epoch{})

// encode appends a value to room.
func encode(room []byte, sum source.Digest, size int, m Made) []byte {
	w := writer(room)
	digest, err := hex.DecodeString(string(sum))
	if err != nil {
		panic("reuse: " + err.Error()) // a mistake of the program
	}
	w = append(w, digest...)
	w.number(size)
	w.texts(m.Sources)
	w.texts(m.Shown)
	if c := m.Content; c != nil {
		w.number(1)
		w.texts(c.IDs)
		w.texts(c.Twice)
		w.number(len(c.Refs))
		for _, r := range c.Refs {
			w.text(r.Element)
			w.text(r.Attribute)
			w.text(r.Address)
		}
	} else {
		w.number(0)
	}
	w.number(len(m.Said))
	for _, x := range m.Said {
		w.number(x.Level)
		w.text(x.ID)
		w.text(x.Heading)
		w.text(x.Text)
	}
	return w
}

// decode reads a value that encode wrote.
func decode(value []byte) (sum source.Digest, size int, m Made, ok bool) {
	if len(value) < sumSize {
		return "", 0, Made{}, false
	}
	sum = source.Digest(hex.EncodeToString(value[:sumSize]))
	r := reader{rest: value[sumSize:]}
	size = r.number()
	m.Sources = r.texts()
	m.Shown = r.texts()
	if r.number() == 1 {
		c := &inspect.Content{IDs: r.texts(), Twice: r.texts()}
		c.Refs = make([]inspect.Ref, r.count())
		for i := range c.Refs {
			c.Refs[i] = inspect.Ref{Element: r.text(), Attribute: r.text(), Address: r.text()}
		}
		m.Content = c
	}
	m.Said = make([]inspect.Section, r.count())
	for i := range m.Said {
		x := &m.Said[i]
		x.Level, x.ID, x.Heading, x.Text = r.number(), r.text(), r.text(), r.text()
	}
	return sum, size, m, !r.failed && len(r.rest) == 0
}

type writer []byte

func (w *writer) number(n int) { *w = binary.AppendUvarint(*w, uint64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	*w = append(*w, s...)
}

// texts writes a list: how long each text is, then all of them.
func (w *writer) texts(list []string) {
	w.number(len(list))
	for _, s := range list {
		w.number(len(s))
	}
	for _, s := range list {
		*w = append(*w, s...)
	}
}

// reader reads what a writer wrote, or fails.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) number() int {
	n, used := binary.Uvarint(r.rest)
	if used <= 0 || n > maxSize {
		r.failed, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[used:]
	return int(n)
}

// count reads how many things follow, each of a byte at least.
func (r *reader) count() int {
	n := r.number()
	if n > len(r.rest) {
		r.failed, r.rest = true, nil
		return 0
	}
	return n
}

func (r *reader) text() string {
	n := r.count()
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

// texts reads a list, whose texts share one piece of memory; nil for none.
func (r *reader) texts() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	list, ends, end := make([]string, n), make([]int, n), 0
	for i := range ends {
		end += r.number()
		ends[i] = end
	}
	if end > len(r.rest) {
		r.failed, r.rest = true, nil
		return nil
	}
	all := string(r.rest[:end])
	r.rest = r.rest[end:]
	from := 0
	for i := range list {
		list[i], from = all[from:ends[i]], ends[i]
	}
	return list
}
