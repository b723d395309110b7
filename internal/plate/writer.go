package plate

import (
	"encoding/binary"

	"github.com/candor-site/candor/internal/source"
)

// Writer writes the values of one file as a Reader reads them.
type Writer struct {
	file *source.File
	out  []byte
	last int
}

// NewWriter returns a writer of the values of a file.
func NewWriter(f *source.File) *Writer { return &Writer{file: f} }

// Add adds the next value. container says that it is a list or a mapping.
func (w *Writer) Add(v Value, container bool) {
	head := byte(v.Kind)
	if v.Quoted {
		head |= quoted
	}
	same := string(w.file.Data[v.Start:v.End]) == v.Scalar
	switch {
	case container:
		head |= counting
	case !same:
		head |= written
	}
	w.out = binary.AppendVarint(append(w.out, head), int64(v.Start-w.last))
	w.out = binary.AppendUvarint(w.out, uint64(v.End-v.Start))
	w.last = v.Start
	switch {
	case container:
		w.out = binary.AppendUvarint(w.out, uint64(v.Count))
	case !same:
		w.out = append(binary.AppendUvarint(w.out, uint64(len(v.Scalar))), v.Scalar...)
	}
}

// Bytes returns the entry of the file in plates.bin.
func (w *Writer) Bytes() []byte {
	out := append(binary.AppendUvarint(nil, uint64(len(w.file.Data))), w.file.Digest()...)
	return append(binary.AppendUvarint(out, uint64(len(w.out))), w.out...)
}
