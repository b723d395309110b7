package inspect

import (
	"bytes"
	"hash/maphash"
	"sync/atomic"
)

// lines are those that stand on many pages and have nothing to note: no id, no
// address but such that lead somewhere from every page. Layouts write them again and
// again, and what is among them need not be read. It is safe for concurrent use, and
// who reads a page waits for nobody. The zero lines know none yet.
type lines struct {
	known [places]atomic.Pointer[string] // by their sums
	met   [places]atomic.Uint32          // once: a part of the sum
}

const (
	places      = 1 << 14
	longestLine = 1 << 10
)

var seed = maphash.MakeSeed()

// line is a line as it is read.
type line struct {
	text []byte // nil: none is
	sum  uint64
	end  int // of it, on the page

	noted int // how much was when it began
}

// begin returns the line that starts at a place of a page, and whether it is known.
// Its text is nil where it is of no use to know it.
func (l *lines) begin(data []byte, at int) (now line, known bool) {
	rest := data[at:min(len(data), at+longestLine)]
	n := bytes.IndexByte(rest, '\n')
	if n < 0 {
		return line{}, false
	}
	text := rest[:n]
	sum := maphash.Bytes(seed, text)
	if was := l.known[sum%places].Load(); was != nil && *was == string(text) {
		return line{end: at + n}, true
	}
	return line{text: text, sum: sum, end: at + n}, false
}

// pass notes that a line has nothing to note, when it was met before.
func (l *lines) pass(now *line) {
	met := &l.met[now.sum%places]
	part := uint32(now.sum >> 32)
	if met.Load() == part {
		text := string(now.text)
		l.known[now.sum%places].Store(&text)
		return
	}
	met.Store(part)
}
