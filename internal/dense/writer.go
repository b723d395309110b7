package dense

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
)

// Writer makes a tree, a value at a time. Its zero value is ready.
type Writer struct {
	data   []byte
	keys   map[string]uint64
	names  []string // keys of the mappings that are being written
	recent *[slots]place
	count  int // of values that counted
	last   int // where the last of them starts
	bad    bool
}

// place is where a recent value stands. A hash of its bytes leads to one of two
// neighbours.
type place struct {
	from, to uint32
	count    uint32 // the how manieth it was that counted, from 1
}

const slots = 2048

// Tree returns what was written, nil when it cannot be held.
func (w *Writer) Tree() *Tree {
	if w.bad {
		return nil
	}
	t := &Tree{data: append(make([]byte, 0, len(w.data)), w.data...), keys: make([]string, len(w.keys))}
	for key, i := range w.keys {
		t.keys[i] = string([]byte(key)) // of its own: it may be cut out of a file
	}
	return t
}

// Null writes nil.
func (w *Writer) Null() { w.data = append(w.data, null) }

// Value writes a plain tree.
func (w *Writer) Value(v any) {
	from := len(w.data)
	switch v := v.(type) {
	case nil:
		w.data = append(w.data, null)
	case bool:
		kind := no
		if v {
			kind = yes
		}
		w.data = append(w.data, kind)
	case int64:
		w.data = binary.AppendVarint(append(w.data, whole), v)
	case float64:
		w.data = binary.LittleEndian.AppendUint64(append(w.data, fraction), math.Float64bits(v))
	case string:
		w.start(text, len(v))
		w.data = append(w.data, v...)
	case []any:
		w.start(list, len(v))
		for _, item := range v {
			w.Value(item)
		}
	case map[string]any:
		w.start(mapping, len(v))
		at := len(w.names)
		for key := range v {
			w.names = append(w.names, key)
		}
		names := w.names[at:] // equal mappings are written alike
		slices.Sort(names)
		for _, key := range names {
			w.Key(key)
			w.Value(v[key])
		}
		w.names = w.names[:at]
	default:
		w.bad = true
	}
	w.End(from)
}

// List starts a list of so many values. They follow, and End with what it
// returned.
func (w *Writer) List(n int) (start int) { return w.start(list, n) }

// Mapping starts a mapping of so many keys. Each follows with its value, in an
// order that is always the same, and End with what it returned.
func (w *Writer) Mapping(n int) (start int) { return w.start(mapping, n) }

func (w *Writer) start(kind byte, n int) int {
	from := len(w.data)
	w.data = binary.AppendUvarint(append(w.data, kind), uint64(n))
	return from
}

// Key writes a key; its value follows.
func (w *Writer) Key(key string) {
	at, known := w.keys[key]
	if !known {
		if w.keys == nil {
			w.keys = map[string]uint64{}
		}
		at = uint64(len(w.keys))
		w.keys[key] = at
	}
	w.data = binary.AppendUvarint(w.data, at)
}

// End ends a value. One that equals a recent one, and in which none counted, is
// replaced by its place.
func (w *Writer) End(from int) {
	if !counts(from, len(w.data)) {
		return
	}
	if w.recent == nil {
		w.recent = new([slots]place)
	}
	value := w.data[from:]
	hash := uint64(len(value))
	for _, b := range value {
		hash = (hash ^ uint64(b)) * 0x100000001b3
	}
	at := hash * 0x9e3779b97f4a7c15 >> 32 % slots
	one, other := &w.recent[at], &w.recent[at^1]
	inside := w.count > 0 && w.last >= from // then the value cannot be taken back
	for _, found := range [...]*place{one, other} {
		if !inside && int(found.count) > max(0, w.count-recent) && bytes.Equal(w.data[found.from:found.to], value) {
			w.data = binary.AppendUvarint(append(w.data[:from], again), uint64(found.count-1))
			return
		}
	}
	if other.count < one.count {
		one = other
	}
	w.count++
	w.last = from
	*one = place{uint32(from), uint32(len(w.data)), uint32(w.count)}
}
