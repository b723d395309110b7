package salvage

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// grow makes a tree out of a yard, and the same one of memory of its own.
func grow(y *Yard, r *rand.Rand, depth int) (lent, own any) {
	switch n := r.IntN(14); {
	case depth == 0 || n < 3:
		return int64(n), int64(n)
	case n < 8:
		keys := r.IntN(12)
		m, o := y.Map(r.IntN(12)), map[string]any{}
		if len(m) > 0 {
			panic(fmt.Sprintf("a mapping with %v was lent", m))
		}
		for range keys {
			key := y.Name(fmt.Append(nil, "key ", r.IntN(20)))
			m[key], o[key] = grow(y, r, depth-1)
		}
		return m, o
	}
	size := r.IntN(5)
	if r.IntN(50) == 0 {
		size = mostItems + r.IntN(3) - 1
	}
	items, o := make([]any, size), make([]any, size)
	for i := range items {
		items[i], o[i] = grow(y, r, depth/2)
	}
	list := y.List(items)
	clear(items)
	if len(list) != cap(list) {
		panic("what is added to a list would stand in the next one")
	}
	return list, o
}

// TestYard makes trees in a row, of which some are needed to the end.
func TestYard(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var y Yard
	var kept, want []any
	for range 100 {
		lent, own := grow(&y, r, 6)
		if !reflect.DeepEqual(lent, own) {
			t.Fatalf("got %v, want %v", lent, own)
		}
		if r.IntN(3) == 0 {
			kept, want = append(kept, lent), append(want, own)
			y.Forget()
		} else {
			y.Reclaim()
		}
	}
	if !reflect.DeepEqual(kept, want) {
		t.Error("a tree that was needed to the end changed")
	}
}

func TestYardBounds(t *testing.T) {
	var y Yard
	for i := range mostMaps + 10 {
		y.Map(3)["a"] = i
	}
	for i := range mostNames + 10 {
		y.Name(fmt.Append(nil, i))
	}
	y.Reclaim()
	if len(y.maps) != mostMaps || len(y.names) != mostNames {
		t.Errorf("%d mappings and %d names are kept", len(y.maps), len(y.names))
	}
	if n := testing.AllocsPerRun(10, func() {
		for range 100 {
			y.Map(3)["a"] = nil
		}
		y.List(make([]any, 0, 8))
		y.Reclaim()
	}); n > 1 {
		t.Errorf("what was taken back is made again: %v times", n)
	}
	for _, m := range y.maps {
		if len(m) > 0 {
			t.Fatalf("%v was taken back and not emptied", m)
		}
	}
}
