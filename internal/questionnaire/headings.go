package questionnaire

import (
	"maps"
	"slices"
)

// Headings are the names of columns as data, for a program in another language
// that reads questionnaires as this package does. Names are folded: in lower
// case, words parted by one space, without other signs.
type Headings struct {
	Whole  map[string]Role `json:"whole"`
	Starts [][2]string     `json:"starts"` // name and role, by name
	Ends   [][2]string     `json:"ends"`
}

// Columns returns the names of columns that this package knows.
func Columns() Headings {
	h := builtin()
	pairs := func(of map[string]Role) [][2]string {
		out := make([][2]string, 0, len(of))
		for _, name := range slices.Sorted(maps.Keys(of)) {
			out = append(out, [2]string{name, string(of[name])})
		}
		return out
	}
	return Headings{h.whole, pairs(h.starts), pairs(h.ends)}
}
