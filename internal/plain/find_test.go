package plain

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzValues holds what Values finds, and the steps that it takes, to what Find does.
func FuzzValues(f *testing.F) {
	const tree = `{"a": [{"b": 1, "c": null}, {"b": {"x": [1, [2], {"b": 3}]}}, [{"b": 4}], "text", null], "b": {"a": {"b": true}}, "0": [[5]]}`
	for _, pointer := range []string{"", "/a", "/a/b", "/*/b", "/a/*", "/a/*/b", "/a/0/b", "/a/9", "/**", "/**/b", "/b/*/b", "/a[b=1]/b", "/a[b=1]", "/?/b", "/a/b/x/b", "/0/0", "/a/*/*", "/a/c", "/b/a/b/c"} {
		for _, left := range []int{1 << 20, 7, 3, 1, 0} {
			f.Add(pointer, tree, left)
		}
	}
	f.Fuzz(func(t *testing.T, pointer, text string, left int) {
		p, err := Parse(pointer)
		var root any
		if err != nil || json.Unmarshal([]byte(text), &root) != nil {
			return
		}
		var want, got []any
		for stop := range 4 { // after so many; 0: never
			slow, fast := Work{Left: left}, Work{Left: left}
			want, got = nil, nil
			p.Find(root, &slow, func(m Match) bool {
				want = append(want, m.Value)
				return len(want) != stop
			})
			p.Values(root, &fast, func(v any) bool {
				got = append(got, v)
				return len(got) != stop
			})
			if !reflect.DeepEqual(got, want) || fast.Left != slow.Left || fast.Exceeded != slow.Exceeded {
				t.Errorf("%s of %s: %v with %d steps left, want %v with %d", pointer, text, got, fast.Left, want, slow.Left)
			}
		}
	})
}
