// Package salvage lends trees the mappings and lists that they are made of, and
// takes them back when nobody needs the tree any more: for the next one, so that
// reading one file after another makes little garbage.
//
// It never knows whether a tree is needed; whoever reads trees says so. Texts and
// numbers are not taken back: they stay as they are, whoever holds them.
package salvage

// Yard holds what is lent and what is not. Its zero value is empty. It is not safe
// for concurrent use.
type Yard struct {
	maps  []map[string]any // the first of them are lent
	lent  int
	items []any // the first of them are lent as lists
	used  int
	names map[string]string
}

const (
	mostKeys  = 8       // of a mapping that is taken back: one that grew larger is dear to empty
	mostMaps  = 1 << 15 // that are kept
	mostItems = 1 << 10 // of a list that is taken back
	block     = 1 << 12 // items are held in blocks of so many
	mostNames = 10_000
)

// Map lends an empty mapping, of about so many keys.
func (y *Yard) Map(keys int) map[string]any {
	switch {
	case keys > mostKeys:
		return make(map[string]any, keys)
	case y.lent < len(y.maps):
	case y.lent == mostMaps:
		return make(map[string]any, keys)
	default:
		y.maps = append(y.maps, make(map[string]any, keys))
	}
	y.lent++
	return y.maps[y.lent-1]
}

// List lends a list of some items, of which it takes a copy.
func (y *Yard) List(items []any) []any {
	n := len(items)
	if n == 0 || n > mostItems {
		return append(make([]any, 0, n), items...)
	}
	if n > len(y.items)-y.used {
		y.items, y.used = make([]any, block), 0
	}
	out := y.items[y.used : y.used+n : y.used+n]
	copy(out, items)
	y.used += n
	return out
}

// Name returns a text that names something; equal ones share memory.
func (y *Yard) Name(text []byte) string {
	if name, ok := y.names[string(text)]; ok {
		return name
	}
	name := string(text)
	if y.names == nil {
		y.names = map[string]string{}
	}
	if len(y.names) < mostNames {
		y.names[name] = name
	}
	return name
}

// Reclaim takes back what is lent: nobody may use it any more.
func (y *Yard) Reclaim() {
	for i, m := range y.maps[:y.lent] {
		if len(m) > mostKeys {
			y.maps[i] = map[string]any{}
			continue
		}
		clear(m)
	}
	clear(y.items[:y.used])
	y.lent, y.used = 0, 0
}

// Forget leaves what is lent to whoever has it.
func (y *Yard) Forget() {
	left := copy(y.maps, y.maps[y.lent:])
	clear(y.maps[left:])
	y.maps, y.items = y.maps[:left], y.items[y.used:]
	y.lent, y.used = 0, 0
}
