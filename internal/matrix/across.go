package matrix

import (
	"slices"

	"github.com/candor-site/candor/internal/disclose"
)

// Across is which controls bear on which frameworks.
type Across struct {
	Sheets   []*Sheet // the frameworks, as columns
	Kinds    []Rows
	Unmapped int // controls that bear on no framework
}

// Rows are the controls of one kind.
type Rows struct {
	*disclose.Kind
	Rows  []Row
	Bears []int // per framework: how many of its requirements the kind bears on
}

// Row is one control with what it bears on, framework by framework.
type Row struct {
	*disclose.Control
	Cells [][]disclose.Mapping // per framework, in the order of its requirements as mapped
}

// Crosswalk lays all frameworks of a view out against its controls. Controls that
// bear on none have no row, and are counted.
func Crosswalk(v *disclose.View) *Across {
	out := &Across{}
	for _, f := range v.Frameworks {
		out.Sheets = append(out.Sheets, Of(v, f))
	}
	byID := index(v)
	for _, k := range v.Kinds {
		rows := Rows{Kind: k, Bears: make([]int, len(v.Frameworks))}
		on := make([]map[string]bool, len(v.Frameworks))
		for _, id := range k.Controls {
			row := rowOf(v, byID[id])
			if row == nil {
				out.Unmapped++
				continue
			}
			rows.Rows = append(rows.Rows, *row)
			for i, cell := range row.Cells {
				for _, m := range cell {
					if on[i] == nil {
						on[i] = make(map[string]bool)
					}
					on[i][m.Requirement] = true
				}
			}
		}
		for i := range on {
			rows.Bears[i] = len(on[i])
		}
		if len(rows.Rows) > 0 {
			out.Kinds = append(out.Kinds, rows)
		}
	}
	return out
}

// rowOf returns the row of a control, or nil when it bears on no framework.
func rowOf(v *disclose.View, c *disclose.Control) *Row {
	if c == nil || len(c.Mappings) == 0 {
		return nil
	}
	row := &Row{Control: c, Cells: make([][]disclose.Mapping, len(v.Frameworks))}
	for _, m := range c.Mappings {
		i := slices.IndexFunc(v.Frameworks, func(f *disclose.Framework) bool { return f.ID == m.Framework })
		if i >= 0 {
			row.Cells[i] = append(row.Cells[i], m)
		}
	}
	return row
}
