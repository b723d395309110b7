// Package slate lends buffers that pages are written in, and rooms for other bytes,
// so that the next page is written where the last one was.
//
// It keeps nothing of what was written, and nothing of unusual size.
package slate

import (
	"bytes"
	"sync"
)

// most is the size of the largest buffer and room that is lent again.
const most = 1 << 20

// usual is how much a page takes, so that a buffer need not grow step by step for
// the first one.
const usual = 24 << 10

var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, usual)) }}

// Take lends an empty buffer.
func Take() *bytes.Buffer { return buffers.Get().(*bytes.Buffer) }

// Back takes a buffer back, of which nobody may hold any bytes; nil is none.
func Back(b *bytes.Buffer) {
	if b != nil && b.Cap() <= most {
		b.Reset()
		buffers.Put(b)
	}
}

var rooms = sync.Pool{New: func() any { return new([]byte) }}

// Room lends room for bytes, from its start on: what is put there may grow.
func Room() *[]byte { return rooms.Get().(*[]byte) }

// Leave takes a room back, of which nobody may hold any bytes.
func Leave(room *[]byte) {
	if cap(*room) <= most {
		*room = (*room)[:0]
		rooms.Put(room)
	}
}
