package plain

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// lean returns a tree with objects in place of its small maps, and texts that are lent.
func lean(of *Objects, v any) any {
	switch v := v.(type) {
	case string:
		return of.Text(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = lean(of, v[i])
		}
		return out
	case map[string]any:
		if len(v) == 0 || len(v) > MostKeys {
			out := map[string]any{}
			for key := range v {
				out[key] = lean(of, v[key])
			}
			return out
		}
		keys := slices.Sorted(maps.Keys(v))
		slices.Reverse(keys)
		values := make([]any, len(keys))
		for i, key := range keys {
			values[i] = lean(of, v[key])
		}
		return of.Lend(keys, values)
	}
	return v
}

// FuzzObjects holds what is found among objects, and the steps that it takes, to what is
// found among maps; and what a top shows to what pointers find.
func FuzzObjects(f *testing.F) {
	const tree = `{"a": [{"b": 1, "c": null}, {"b": {"x": [1, [2], {"b": 3}]}}, [{"b": 4}], "text", null], "b": {"a": {"b": true}}, "0": [[5]], "e": {}}`
	pointers := []string{"", "/a", "/a/b", "/*/b", "/a/*", "/a/*/b", "/a/0/b", "/a/9", "/**", "/**/b", "/b/*/b", "/a[b=1]/b", "/a[b=1]", "/?/b", "/a/b/x/b", "/0/0", "/a/*/*", "/a/c", "/b/a/b/c", "/*/x", "/x", "/x*", "/0", "/*[b=1]/b"}
	for i, pointer := range pointers {
		for _, text := range []string{tree, `[{"a": [{"b": 1}], "0": 2}, null, {"b": {"b": 2}}]`, `[1, {"b": 1}]`, `"b"`, `{"a": {"b": "7 %"}, "b": "false", "x": [{"b": ""}]}`} {
			f.Add(pointer, text, 1<<20>>(i%3*8))
		}
	}
	f.Fuzz(func(t *testing.T, pointer, text string, left int) {
		p, err := Parse(pointer)
		var root any
		if err != nil || json.Unmarshal([]byte(text), &root) != nil {
			return
		}
		var of Objects
		other := lean(&of, root)
		slow, fast, places := Work{Left: left}, Work{Left: left, Lean: true}, Work{Left: left, Lean: true}
		var want, got, found []any
		var at, foundAt []string
		p.Find(root, &slow, func(m Match) bool { want, at = append(want, m.Value), append(at, m.Pointer()); return true })
		p.Values(other, &fast, func(v any) bool { got = append(got, fast.Maps(v)); return true })
		p.Find(other, &places, func(m Match) bool {
			found, foundAt = append(found, Detached(m.Value)), append(foundAt, m.Pointer())
			return true
		})
		if !reflect.DeepEqual(got, want) || fast.Left != slow.Left || fast.Exceeded != slow.Exceeded {
			t.Errorf("%s of %s: %v with %d steps left, want %v with %d", pointer, text, got, fast.Left, want, slow.Left)
		}
		if !reflect.DeepEqual(found, want) || !slices.Equal(foundAt, at) {
			t.Errorf("%s of %s: %v at %q, want %v at %q", pointer, text, found, foundAt, want, at)
		}
		a, direct := p.Lookup(root)
		if b, also := p.Lookup(other); also != direct || !reflect.DeepEqual(asMaps(b), a) {
			t.Errorf("%s of %s: %v, want %v", pointer, text, b, a)
		}
		if len(want) > 0 {
			var x, y any
			p.Values(other, nil, func(v any) bool { x = v; return false })
			p.Values(root, nil, func(v any) bool { y = v; return false })
			one, ok := OtherKey(x, []string{"b"})
			if key, also := OtherKey(y, []string{"b"}); key != one || also != ok || Kind(x) != Kind(y) || Truthy(x) != Truthy(y) || Text(x) != Text(y) || isScalar(x) != isScalar(y) {
				t.Errorf("%v and %v are told apart", x, y)
			}
			m, okM := Number(x)
			if n, okN := Number(y); m != n || okM != okN {
				t.Errorf("%v is the number %v, want %v", y, m, n)
			}
			for _, wanted := range []any{"", "b", "1", int64(1), true, y} {
				if Same(x, wanted) != Same(y, wanted) || Order(x, wanted) != Order(y, wanted) {
					t.Errorf("%v is told apart from itself beside %v", y, wanted)
				}
			}
		}
		top, same := TopOf(root), TopOf(other)
		if top.Text() != same.Text() || !reflect.DeepEqual(top, same) {
			t.Errorf("%s shows %+v, and of objects %+v", text, top, same)
		}
		if len(want) > 0 && !p.MayFind(top) {
			t.Errorf("%s finds something in %s, which shows %+v", pointer, text, top)
		}
	})
}

// TestTop says what is shown, and which pointers need not be followed.
func TestTop(t *testing.T) {
	var body any
	for text, want := range map[string]string{`{"d": 3, "a": [{"b": 1}, [{"c": 2}]]}`: "a d", `[{"a": {"b": 1}}, null]`: "a", `[1]`: "", `"a"`: ""} {
		if err := json.Unmarshal([]byte(text), &body); err != nil {
			t.Fatal(err)
		}
		top := TopOf(body)
		if strings.Join(top.Names(), " ") != want || (top == nil) != (want == "") || (top.Text() == "") != (want == "") {
			t.Errorf("%s shows %+v", text, top)
		}
	}
	_ = json.Unmarshal([]byte(`{"a": [{"b": 1}, [{"c": 2}]], "d": 3}`), &body)
	top := TopOf(body)
	for pointer, want := range map[string]bool{"": true, "/a": true, "/*/b": true, "/*": true, "/?/x": true, "/0": false, "/*/c": false, "/b": false, "/x*": false, "/**/z": true, "/*/0": true} {
		if p, err := Parse(pointer); err != nil || p.MayFind(top) != want {
			t.Errorf("%s may find something: %t", pointer, !want)
		}
	}
	large := map[string]any{}
	for i := range mostTop + 1 {
		large[fmt.Sprint(i)] = map[string]any{fmt.Sprint("under", i): 1}
	}
	if TopOf(large) != nil {
		t.Error("very many keys show something")
	}
	p, _ := Parse("/*/under7")
	if delete(large, "0"); !p.MayFind(TopOf(large)) || TopOf(large).Text() != "" {
		t.Error("of many keys the ones below are told")
	}
}
