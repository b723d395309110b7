package memo

import (
	"reflect"
	"testing"
	"time"
)

// TestMarshal checks that what comes back is what was kept, by type too.
func TestMarshal(t *testing.T) {
	type thing struct {
		Name   string
		At     time.Time
		None   time.Time
		Params map[string]any
		List   []string
	}
	want := thing{
		Name: "a", At: time.Date(2026, 11, 20, 6, 0, 0, 123456789, time.UTC), List: []string{"x"},
		Params: map[string]any{
			"whole": int64(1), "negative": int64(-5), "large": int64(1 << 62), "fraction": 1.0, "half": 0.5, "text": "1", "true": true, "null": nil,
			"list": []any{int64(1), "a", 2.0, map[string]any{"x": int64(0)}}, "empty": []any{}, "map": map[string]any{},
			"time": time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC),
		},
	}
	data, err := Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got thing
	if err := Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if !got.None.IsZero() || !got.At.Equal(want.At) || got.At.Location() != time.UTC {
		t.Errorf("times: %v, %v", got.None, got.At)
	}
	got.At, got.None = want.At, want.None
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
}
