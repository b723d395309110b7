package plain

import (
	"maps"
	"math/bits"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Work counts the steps that are taken over one tree, which must not change
// meanwhile, and bounds them. Its zero value allows none; a nil *Work any
// number.
type Work struct {
	Left     int  // steps that may still be taken
	Exceeded bool // more were needed
	Lean     bool // the tree may hold objects that are no maps

	sorted map[uintptr][]string // keys of the large mappings that were visited
	last   any                  // the text that was asked for last
	object *Object              // that was made a map last
	whole  any                  // that map
}

// Maps returns a tree, or a part of it, with mappings that are maps and texts that are
// strings: as whoever keeps it wants it.
func (w *Work) Maps(v any) any {
	o, ok := v.(*Object)
	switch {
	case !w.Lean:
		return v
	case !ok:
		return asMaps(v)
	case w.object != o:
		w.object, w.whole = o, asMaps(v)
	}
	return w.whole
}

// Text returns a text as a value. Where it is the one that was asked for last, as
// it is for each row of a table with one account, it shares the memory of that.
func (w *Work) Text(s string) any {
	if last, ok := w.last.(string); !ok || last != s {
		w.last = s
	}
	return w.last
}

// large is how many keys a mapping has whose order is worth keeping.
const large = 1000

// keysOf returns the keys of a large mapping, sorted.
func (w *Work) keysOf(node map[string]any) []string {
	at := reflect.ValueOf(node).Pointer()
	if keys, known := w.sorted[at]; known {
		return keys
	}
	if w.sorted == nil {
		w.sorted = map[uintptr][]string{}
	}
	w.Take(len(node) * bits.Len(uint(len(node))))
	w.sorted[at] = slices.Sorted(maps.Keys(node))
	return w.sorted[at]
}

// Take takes some steps; it reports false once they are used up.
func (w *Work) Take(steps int) bool {
	if w == nil {
		return true
	}
	if w.Left -= steps; w.Left < 0 {
		w.Left, w.Exceeded = 0, true
	}
	return !w.Exceeded
}

// Match is one value that a pointer found.
type Match struct {
	Value any
	path  []step
}

type step struct {
	key   string
	index int // -1 for a key
}

// Pointer formats the place of the match as a JSON Pointer. Of a match that
// Find yields it is to be called before the next.
func (m Match) Pointer() string {
	var b strings.Builder
	for _, s := range m.path {
		b.WriteByte('/')
		if s.index >= 0 {
			b.WriteString(strconv.Itoa(s.index))
			continue
		}
		b.WriteString(escaper.Replace(s.key))
	}
	return b.String()
}

// Find calls yield with every value that the pointer addresses below root, in
// the order of the document (mappings by key), until yield returns false or the
// work is used up. It skips nulls: an absent value and a null are alike.
func (p Pointer) Find(root any, work *Work, yield func(Match) bool) {
	f := finder{work: work, yield: yield}
	f.walk(p.tokens, root)
}

// Values calls yield with every value that the pointer addresses, as Find does,
// without its place.
func (p Pointer) Values(root any, work *Work, yield func(any) bool) {
	f := finder{work: work, value: yield}
	f.walk(p.tokens, root)
}

// Lookup returns the value of a pointer that is made of keys alone, over
// mappings; false when it must be found by Find. The value may be nil.
func (p Pointer) Lookup(root any) (any, bool) {
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.kind != byKey || t.test != "" {
			return nil, false
		}
		switch node := root.(type) {
		case map[string]any:
			root = node[t.key]
		case *Object:
			root = node.Get(t.key)
		case []any:
			if t.index < 0 {
				return nil, false
			}
			if root = nil; t.index < len(node) {
				root = node[t.index]
			}
		default:
			root = nil
		}
	}
	return root, true
}

// First returns the first match, which stays valid.
func (p Pointer) First(root any, work *Work) (out Match, found bool) {
	p.Find(root, work, func(m Match) bool {
		out, found = Match{m.Value, slices.Clone(m.path)}, true
		return false
	})
	return out, found
}

// finder walks a tree. Its methods report false to stop the walk.
type finder struct {
	work  *Work
	yield func(Match) bool
	value func(any) bool // in place of yield, where nobody asks for the place
	path  []step         // from the root to where the walk is
	keys  []string       // sorted keys of the mappings that are open
}

func (f *finder) walk(tokens []token, v any) bool {
	for f.value != nil && len(tokens) > 0 && tokens[0].kind == byKey && tokens[0].test == "" {
		next, mapping := child(v, tokens[0].key)
		if !mapping {
			break
		}
		if !f.work.Take(1) {
			return false
		}
		v, tokens = next, tokens[1:]
	}
	if v == nil {
		return true
	}
	if !f.work.Take(1) {
		return false
	}
	if len(tokens) == 0 {
		if f.value != nil {
			return f.value(v)
		}
		return f.yield(Match{Value: v, path: f.path})
	}
	if tokens[0].kind == below {
		return f.descend(tokens[1:], v)
	}
	switch node := v.(type) {
	case map[string]any, *Object:
		return f.ofMap(tokens, node)
	case []any:
		return f.ofList(tokens, node)
	}
	return true
}

// into goes on with a value one step down, through the filter of the token.
func (f *finder) into(tokens []token, at step, v any) bool {
	if f.placeless(&tokens[0]) {
		return f.walk(tokens[1:], v)
	}
	f.path = append(f.path, at)
	var on bool
	if tokens[0].test == "" {
		on = f.walk(tokens[1:], v)
	} else {
		on = f.filter(tokens[0], tokens[1:], v)
	}
	f.path = f.path[:len(f.path)-1]
	return on
}

// placeless reports whether nobody asks where what a token leads to stands.
func (f *finder) placeless(t *token) bool { return f.value != nil && t.test == "" }

func (f *finder) ofMap(tokens []token, node any) bool {
	t := &tokens[0]
	if t.kind == byKey {
		v, _ := child(node, t.key)
		return v == nil || f.into(tokens, step{t.key, -1}, v)
	}
	return f.eachKey(node, func(key string, v any) bool {
		if t.kind == byGlob {
			if ok, _ := path.Match(t.key, key); !ok {
				return true
			}
		}
		return f.into(tokens, step{key, -1}, v)
	})
}

// eachKey visits the values of a mapping in the order of their keys.
func (f *finder) eachKey(v any, visit func(key string, v any) bool) bool {
	node, _ := v.(map[string]any)
	if f.work != nil && len(node) >= large {
		for _, key := range f.work.keysOf(node) {
			if !visit(key, node[key]) {
				return false
			}
		}
		return true
	}
	from := len(f.keys)
	if o, ok := v.(*Object); ok {
		f.keys = append(f.keys, o.keys...)
	}
	for key := range node {
		f.keys = append(f.keys, key)
	}
	to := len(f.keys)
	if !f.work.Take(to - from) {
		return false
	}
	slices.Sort(f.keys[from:to])
	for i := from; i < to; i++ {
		at, _ := child(v, f.keys[i])
		if !visit(f.keys[i], at) {
			return false
		}
	}
	f.keys = f.keys[:from]
	return true
}

func (f *finder) ofList(tokens []token, node []any) bool {
	t := &tokens[0]
	if t.index >= 0 {
		return t.index >= len(node) || f.into(tokens, step{"", t.index}, node[t.index])
	}
	if f.placeless(t) {
		return f.ofItems(tokens, node)
	}
	for i, item := range node {
		if t.kind == each {
			if !f.into(tokens, step{"", i}, item) {
				return false
			}
			continue
		}
		// A key applies to each item, but not to lists within the list.
		if _, nested := item.([]any); !nested && !f.down(tokens, step{"", i}, item) {
			return false
		}
	}
	return true
}

// ofItems is ofList where nobody asks for places.
func (f *finder) ofItems(tokens []token, node []any) bool {
	rest := tokens
	if tokens[0].kind == each {
		rest = tokens[1:]
	}
	for _, item := range node {
		if _, nested := item.([]any); nested && len(rest) == len(tokens) {
			continue
		}
		if !f.walk(rest, item) {
			return false
		}
	}
	return true
}

// down goes on with all tokens one step down.
func (f *finder) down(tokens []token, at step, v any) bool {
	f.path = append(f.path, at)
	on := f.walk(tokens, v)
	f.path = f.path[:len(f.path)-1]
	return on
}

// filter goes on with a value, or with those items of a list, that pass the
// token's test.
func (f *finder) filter(t token, rest []token, v any) bool {
	passes := func(v any) bool {
		at, mapping := child(v, t.test)
		return mapping && Text(onlyText(at)) == t.value
	}
	list, ok := v.([]any)
	if !ok {
		return !passes(v) || f.walk(rest, v)
	}
	if !f.work.Take(len(list)) {
		return false
	}
	for i, item := range list {
		if passes(item) && !f.down(rest, step{"", i}, item) {
			return false
		}
	}
	return true
}

// descend goes on with a value and everything below it.
func (f *finder) descend(rest []token, v any) bool {
	switch node := v.(type) {
	case map[string]any, *Object:
		if !f.walk(rest, v) {
			return false
		}
		return f.eachKey(node, func(key string, v any) bool { return v == nil || f.deeper(rest, step{key, -1}, v) })
	case []any:
		// A list is not yielded itself, nor are the other tokens applied to it: a
		// key applied to a list would find the items a second time.
		if !f.work.Take(1) {
			return false
		}
		for i, item := range node {
			if item != nil && !f.deeper(rest, step{"", i}, item) {
				return false
			}
		}
		return true
	}
	return f.walk(rest, v)
}

func (f *finder) deeper(rest []token, at step, v any) bool {
	f.path = append(f.path, at)
	on := f.descend(rest, v)
	f.path = f.path[:len(f.path)-1]
	return on
}

// onlyText returns the text of a child element of XML that stands alone, other
// values as they are.
func onlyText(v any) any {
	if list, ok := v.([]any); ok && len(list) == 1 {
		if text, mapping := child(list[0], "#text"); mapping {
			return text
		}
	}
	return v
}
