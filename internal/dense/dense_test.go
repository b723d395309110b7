package dense

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

func TestPack(t *testing.T) {
	for _, v := range []any{
		nil, true, false, int64(0), int64(math.MinInt64), int64(math.MaxInt64), 0.5, math.Inf(-1), "", "é\x00", []any{}, map[string]any{}, []any{nil, []any{}, map[string]any{"": nil}},
		map[string]any{"a": []any{map[string]any{"a": int64(1), "b": "x"}, map[string]any{"b": "y", "a": int64(-1)}}, "c": 1e300},
	} {
		p := Pack(v)
		if p == nil {
			t.Fatalf("%#v is not packed", v)
		}
		for range 2 {
			if got := p.Plain(); !reflect.DeepEqual(got, v) {
				t.Errorf("%#v comes back as %#v", v, got)
			}
		}
	}
	for _, v := range []any{1, uint8(1), time.Time{}, []any{[]string{}}, map[string]any{"a": []byte("b")}} {
		if Pack(v) != nil {
			t.Errorf("%#v is packed", v)
		}
	}
}

func FuzzPack(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5,"x",null,true,{"a":{}}]}`, `[]`, `"x"`, `[[[{"b":[]}]]]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v any
		if json.Unmarshal(data, &v) != nil {
			return
		}
		if got := Pack(v).Plain(); !reflect.DeepEqual(got, v) {
			t.Errorf("%#v comes back as %#v", v, got)
		}
		var many any = []any{v, v, map[string]any{"v": v}, v} // enough of it for values to be shared
		for range 4 {
			many = []any{many, v, many, many}
		}
		if len(data) < 1000 && !reflect.DeepEqual(Pack(many).Plain(), many) {
			t.Errorf("many of %#v come back as others", v)
		}
	})
}

// some returns a tree of values of which many are alike.
func some(r *rand.Rand, depth, variety int) any {
	switch kind := r.IntN(8); {
	case kind < 2 && depth > 0:
		out := make([]any, r.IntN(40))
		for i := range out {
			out[i] = some(r, depth-1, variety)
		}
		return out
	case kind < 5 && depth > 0:
		out := map[string]any{}
		for range r.IntN(4) {
			out[fmt.Sprint("key ", r.IntN(5))] = some(r, depth-1, variety)
		}
		return out
	case kind == 5:
		return float64(r.IntN(variety)) / 8
	case kind == 6:
		return fmt.Sprint("text ", r.IntN(variety))
	}
	return int64(r.IntN(variety)) * 17
}

// TestAlike packs trees that hold the same values again and again, close to each
// other and far away.
func TestAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 400 {
		v := some(r, 2+n%4, []int{3, 100, 2000, 1 << 40}[n%4])
		if got := Pack(v).Plain(); !reflect.DeepEqual(got, v) {
			t.Fatalf("tree %d comes back as another", n)
		}
	}
	var groups []any
	for i := range 20_000 {
		groups = append(groups, map[string]any{"days": int64(i % 400), "name": "kept for some time"})
	}
	p := Pack(groups)
	if len(p.data) > 70_000 {
		t.Errorf("400 groups that stand in a list 50 times take %d bytes", len(p.data))
	}
	allocs := testing.AllocsPerRun(3, func() { p.Plain() })
	if allocs > 10_000 {
		t.Errorf("they are made in %v allocations", allocs)
	}
	if !reflect.DeepEqual(p.Plain(), any(groups)) {
		t.Error("they come back as others")
	}
}
