package rule

import (
	"fmt"
	"math"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// plain turns a CEL value into a plain tree: nil, bool, int64, float64,
// string, time.Duration, time.Time (UTC), []any and map[string]any.
func plain(v ref.Val) any {
	switch v := v.(type) {
	case types.Null, nil:
		return nil
	case types.Bool:
		return bool(v)
	case types.Int:
		return int64(v)
	case types.Uint:
		if uint64(v) > math.MaxInt64 {
			return float64(v)
		}
		return int64(v)
	case types.Double:
		return float64(v)
	case types.String:
		return string(v)
	case types.Bytes:
		return string(v)
	case types.Duration:
		return v.Duration
	case types.Timestamp:
		return v.Time.UTC()
	case *types.Optional:
		if !v.HasValue() {
			return nil
		}
		return plain(v.GetValue())
	case traits.Mapper:
		return plainMap(v)
	case traits.Lister:
		return plainList(v)
	case ref.Type:
		return v.TypeName()
	}
	return fmt.Sprint(v.Value())
}

func plainMap(m traits.Mapper) any {
	if native, ok := m.Value().(map[string]any); ok {
		return native
	}
	out := map[string]any{}
	for it := m.Iterator(); it.HasNext() == types.True; {
		key := it.Next()
		out[fmt.Sprint(plain(key))] = plain(m.Get(key))
	}
	return out
}

func plainList(l traits.Lister) any {
	if native, ok := l.Value().([]any); ok {
		return native // input, not copied: evidence can be large
	}
	out := []any{}
	for it := l.Iterator(); it.HasNext() == types.True; {
		out = append(out, plain(it.Next()))
	}
	return out
}

// kind names the kind of a value in a message.
func kind(v ref.Val) string {
	switch v.(type) {
	case types.Null:
		return "null"
	case types.String:
		return "text"
	case types.Int, types.Uint, types.Double:
		return "a number"
	case types.Bool:
		return "true or false"
	case types.Duration:
		return "a duration"
	case types.Timestamp:
		return "an instant"
	case traits.Mapper:
		return "an object"
	case traits.Lister:
		return "a list"
	}
	return "a " + typeText(v)
}

func typeText(v ref.Val) string { return wellKnown.Replace(v.Type().TypeName()) }

// described shows a value in a message: its kind, and itself when it is short.
func described(v ref.Val) string {
	switch v := v.(type) {
	case types.String:
		return "the text " + short(string(v))
	case types.Bool, types.Int, types.Uint, types.Double:
		return fmt.Sprint(v.Value())
	}
	return kind(v)
}
