package questionnaire

import (
	"fmt"

	"github.com/candor-site/candor/internal/amend"
)

// ranges finds those of many ranges that hold a cell, without a look at each.
type ranges struct {
	list []amend.Range
	near map[int][]int // by slice of rows: ranges that touch it
	tall []int         // ranges over many slices
}

// How ranges are sorted in.
const (
	slice    = 64  // rows
	tallest  = 64  // slices; a taller range is kept apart
	mostTall = 500 // of those
)

// add sorts a range in. Too many tall ones would make each look dear.
func (r *ranges) add(m amend.Range) error {
	n := len(r.list)
	r.list = append(r.list, m)
	from, to := m.From.Row/slice, m.To.Row/slice
	if to-from >= tallest {
		if r.tall = append(r.tall, n); len(r.tall) > mostTall {
			return fmt.Errorf("more than %d ranges of cells reach over thousands of rows", mostTall)
		}
		return nil
	}
	if r.near == nil {
		r.near = map[int][]int{}
	}
	for s := from; s <= to; s++ {
		r.near[s] = append(r.near[s], n)
	}
	return nil
}

// holding returns the first range that holds a cell, in the order in which they
// were added, or -1.
func (r *ranges) holding(row, column int) int {
	at, best := amend.Place{Row: row, Column: column}, -1
	for _, list := range [][]int{r.near[row/slice], r.tall} {
		for _, n := range list {
			if r.list[n].Holds(at) && (best < 0 || n < best) {
				best = n
			}
		}
	}
	return best
}
