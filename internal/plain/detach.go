package plain

import "strings"

// Detach gives texts memory of their own: those that were cut out of a file
// would keep the whole file in memory.
func Detach(texts ...*string) {
	for _, t := range texts {
		*t = strings.Clone(*t)
	}
}

// Detached returns a tree whose texts have memory of their own.
func Detached(v any) any {
	switch v := v.(type) {
	case string:
		return strings.Clone(v)
	case *string:
		return strings.Clone(*v)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = Detached(item)
		}
		return out
	case *Object:
		return Detached(asMaps(v))
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, item := range v {
			out[strings.Clone(key)] = Detached(item)
		}
		return out
	}
	return v
}
