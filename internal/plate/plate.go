// Package plate keeps what the parser of YAML makes of the files that are a part
// of the program, so that it need not read them at each start.
//
// It knows them by their bytes alone: of a file that is not exactly as it was
// parsed it knows nothing. It never parses.
package plate

import (
	_ "embed"
	"encoding/binary"
	"sync"

	"github.com/candor-site/candor/internal/source"
)

// plates are the files, one behind the other: their length and digest, and their
// values with the number of bytes that these take. A test of package decode holds
// them to the parser.
//
//go:embed plates.bin
var plates []byte

// Value is one value of a file. Of a list its items follow, of a mapping its keys,
// each before its value.
type Value struct {
	Kind       int
	Quoted     bool
	Start, End int
	Scalar     string
	Count      int // of items or keys
}

// index finds the values of a file by its length, then by its digest.
var index = sync.OnceValue(func() map[int]map[source.Digest][]byte {
	out := map[int]map[source.Digest][]byte{}
	for rest := plates; len(rest) > 0; {
		size, n := binary.Uvarint(rest)
		digest := source.Digest(rest[n : n+len(source.DigestOf(nil))])
		rest = rest[n+len(digest):]
		values, n := binary.Uvarint(rest)
		if out[int(size)] == nil {
			out[int(size)] = map[source.Digest][]byte{}
		}
		out[int(size)][digest] = rest[n : n+int(values)]
		rest = rest[n+int(values):]
	}
	return out
})

// Reader reads the values of one file in order.
type Reader struct {
	rest []byte
	text string // of the file
	last int    // where the last value starts
}

// Of returns the values of a file, nil where they are not known.
func Of(f *source.File) *Reader {
	alike := index()[len(f.Data)]
	if alike == nil {
		return nil
	}
	values, known := alike[f.Digest()]
	if !known {
		return nil
	}
	return &Reader{rest: values, text: string(f.Data)}
}

// What the first byte of a value says beside its kind.
const (
	kinds    = 7
	quoted   = 8
	written  = 16 // the scalar is not what stands in the file
	counting = 32
)

// Next returns the next value.
func (r *Reader) Next() Value {
	head := r.rest[0]
	r.rest = r.rest[1:]
	ahead, n := binary.Varint(r.rest)
	r.rest = r.rest[n:]
	v := Value{Kind: int(head & kinds), Quoted: head&quoted != 0, Start: r.last + int(ahead)}
	r.last = v.Start
	v.End = v.Start + r.number()
	switch {
	case head&counting != 0:
		v.Count = r.number()
	case head&written != 0:
		size := r.number()
		v.Scalar, r.rest = string(r.rest[:size]), r.rest[size:]
	default:
		v.Scalar = r.text[v.Start:v.End]
	}
	return v
}

func (r *Reader) number() int {
	n, size := binary.Uvarint(r.rest)
	r.rest = r.rest[size:]
	return int(n)
}
