package register

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/disclose"
)

// Brief is one kind of control with the values that say most about it.
type Brief struct {
	*disclose.Kind
	Columns []disclose.Parameter // names and labels only
	Rows    []BriefRow
}

// BriefRow is one control of a kind.
type BriefRow struct {
	*disclose.Control
	Cells []disclose.Parameter // per column; without a name where the control has no such parameter
}

const (
	maxColumns = 3 // of a table that must be read on paper
	leastShare = 4 // a column needs a value in one of so many rows
)

// Brief lays out one kind. Its columns are the parameters that most of its
// controls state, in the order in which the first control has them; how a bound
// is meant stands in the value itself, and is no column.
func (b *Book) Brief(k *disclose.Kind) *Brief {
	out := &Brief{Kind: k}
	controls := b.of(k.Controls)
	out.Columns = columns(controls)
	for _, c := range controls {
		row := BriefRow{Control: c}
		for _, col := range out.Columns {
			cell := disclose.Parameter{}
			for _, q := range c.Parameters {
				if q.Name == col.Name {
					cell = q
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// columns chooses the parameters that say most about some controls.
func columns(controls []*disclose.Control) []disclose.Parameter {
	n := make(map[string]int)
	var all []disclose.Parameter
	for _, c := range controls {
		for _, q := range c.Parameters {
			if q.Name == "comparator" {
				continue
			}
			if n[q.Name] == 0 {
				all = append(all, disclose.Parameter{Name: q.Name, Label: q.Label})
			}
			n[q.Name]++
		}
	}
	all = keep(all, func(q disclose.Parameter) bool { return n[q.Name]*leastShare >= len(controls) })
	slices.SortStableFunc(all, func(x, y disclose.Parameter) int { return cmp.Compare(n[y.Name], n[x.Name]) })
	return all[:min(len(all), maxColumns)]
}
