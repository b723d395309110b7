package dense

import (
	"encoding/json"
	"math"
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
	})
}
