package plain

import (
	"encoding/binary"
	"maps"
	"path"
	"slices"
)

// Top is what a tree shows at its top. Pointers that find nothing by it need not be
// followed.
type Top struct {
	Keys    []string // of the mapping, or of all items of the list, sorted; not nil
	Mapping bool     // the tree is a mapping, not a list of mappings
	below   []string // keys of the mappings one step below a mapping, in a list or not, sorted
	all     bool     // below lists all of them
}

// The most that is looked at, and the most keys that Text returns.
const (
	mostTop  = 1000
	mostText = 64
)

// TopOf looks at a tree; nil stands for one that shows nothing: neither a mapping nor a
// list of mappings, or one with very many keys.
func TopOf(body any) *Top {
	seen := keySet{}
	list, isList := body.([]any)
	if !isList {
		if Kind(body) != "map" || !seen.add(body) {
			return nil
		}
		out := &Top{Mapping: true, Keys: seen.sorted()}
		if keys, all := under(body); all {
			out.below, out.all = keys, true
		}
		return out
	}
	for i, item := range list {
		if item != nil && Kind(item) != "map" || i == mostTop || !seen.add(item) {
			return nil
		}
	}
	return &Top{Keys: seen.sorted()}
}

// under returns the keys one step below a mapping; all is false where those are many.
func under(body any) (keys []string, all bool) {
	seen, left := keySet{}, mostTop
	look := func(v any) bool {
		list, isList := v.([]any)
		if left -= 1 + len(list); left < 0 || !isList && !seen.add(v) {
			return false
		}
		return !slices.ContainsFunc(list, func(item any) bool { return !seen.add(item) })
	}
	all = true
	switch body := body.(type) {
	case *Object:
		all = !slices.ContainsFunc(body.values, func(v any) bool { return !look(v) })
	case map[string]any:
		for _, v := range body {
			if all = look(v); !all {
				break
			}
		}
	}
	return seen.sorted(), all
}

// keySet gathers keys of mappings.
type keySet struct {
	keys map[string]bool
	last *string // the first key of the object that was added last
	size int     // and how many it has
}

// add adds the keys of a mapping; of all else nothing. It returns false for too many.
func (s *keySet) add(v any) bool {
	if s.keys == nil {
		s.keys = map[string]bool{}
	}
	switch node := v.(type) {
	case *Object:
		if len(node.keys) == 0 || s.last == &node.keys[0] && s.size == len(node.keys) {
			return true
		}
		s.last, s.size = &node.keys[0], len(node.keys)
		for _, key := range node.keys {
			s.keys[key] = true
		}
	case map[string]any:
		if len(node) > mostTop {
			return false
		}
		for key := range node {
			s.keys[key] = true
		}
	}
	return len(s.keys) <= mostTop
}

func (s *keySet) sorted() []string {
	out := slices.AppendSeq(make([]string, 0, len(s.keys)), maps.Keys(s.keys))
	slices.Sort(out)
	return out
}

// Text returns all that the top shows, "" where that is nothing or too long.
func (t *Top) Text() string {
	if t == nil || len(t.Keys)+len(t.below) > mostText {
		return ""
	}
	out := append(make([]byte, 0, 256), byte(len(t.Keys)), 0)
	for i, shown := range [...]bool{t.Mapping, t.all} {
		if shown {
			out[1] |= 1 << i
		}
	}
	for _, keys := range [...][]string{t.Keys, t.below} {
		for _, key := range keys {
			out = append(binary.AppendUvarint(out, uint64(len(key))), key...)
		}
	}
	return string(out)
}

// Names returns the keys at the top, nil for a tree that shows nothing.
func (t *Top) Names() []string {
	if t == nil {
		return nil
	}
	return t.Keys
}

// Has reports whether a key stands at the top.
func (t *Top) Has(key string) bool {
	_, found := slices.BinarySearch(t.Keys, key)
	return found
}

// MayFind reports whether the pointer may find anything in a tree with that top: it says
// no only when it finds nothing for certain. nil shows nothing.
func (p Pointer) MayFind(t *Top) bool {
	if t == nil || p.IsRoot() {
		return true
	}
	switch first := &p.tokens[0]; first.kind {
	case byKey:
		if !t.Mapping && first.index >= 0 { // an item
			return p.nextAmong(t.Keys)
		}
		return t.Has(first.key)
	case byGlob:
		return slices.ContainsFunc(t.Keys, func(key string) bool {
			ok, _ := path.Match(first.key, key)
			return ok
		})
	case each:
		if t.Mapping {
			return !t.all || p.nextAmong(t.below)
		}
		return p.nextAmong(t.Keys)
	}
	return true
}

// nextAmong reports whether what the first token finds may have the key that the second
// asks for, if that is one.
func (p Pointer) nextAmong(keys []string) bool {
	if len(p.tokens) == 1 || p.tokens[1].kind != byKey || p.tokens[1].index >= 0 {
		return true
	}
	_, found := slices.BinarySearch(keys, p.tokens[1].key)
	return found
}
