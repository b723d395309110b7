package evidence

import (
	"bytes"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/dense"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// workroom is where one piece is made: its files lie in it, where they are small, and
// the tree of the file is made of what earlier ones were made of.
type workroom struct {
	file     [64 << 10]byte
	envelope [8 << 10]byte
	json     decode.LooseJSON
}

var rooms = sync.Pool{New: func() any { return new(workroom) }}

// back gives the room back. The tree goes with it unless the piece keeps it.
func (w *workroom) back(e *trust.Evidence) {
	if e == nil || e.Body == nil || isPacked(e.Body) {
		w.json.Reclaim()
	} else {
		w.json.Forget()
	}
	rooms.Put(w)
}

func isPacked(body any) bool {
	_, packed := body.(*dense.Tree)
	return packed
}

// leave lets files that are still needed leave the room, where they lie in it.
func (p *piece) leave() {
	for _, f := range []*source.File{p.file, p.beside} {
		if f != nil && len(f.Data) > 0 && (&f.Data[0] == &p.room.file[0] || &f.Data[0] == &p.room.envelope[0]) {
			f.Data = bytes.Clone(f.Data)
		}
	}
}
