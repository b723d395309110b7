package plain

import "slices"

// Object is a small mapping that is made to be looked through once: its keys, in the
// order of the text, and beside each its value. It costs less than a map does, most of
// all where many have the same keys, which they share. No other package knows what is in
// one: whoever keeps a part of such a tree asks Work for its Maps.
type Object struct {
	keys   []string
	values []any
}

// MostKeys is how many keys an Object may have: more are found faster in a map.
const MostKeys = 16

// Names returns the keys. Nobody may change them.
func (o *Object) Names() []string { return o.keys }

// Get returns the value of a key, nil where it is not there.
func (o *Object) Get(key string) any {
	for i := range o.keys {
		if o.keys[i] == key {
			return o.values[i]
		}
	}
	return nil
}

// Objects lends objects and texts, and takes all of them back. Its zero value is ready.
// A text that it lends, a *string, needs no memory of its own.
type Objects struct {
	block []Object
	texts []string
}

const mostObjects = 1 << 15 // that are kept, and as many texts

// Lend lends an object of some keys, which all differ, and as many values.
func (l *Objects) Lend(keys []string, values []any) *Object {
	if len(l.block) == cap(l.block) { // those of the last block stay as they are
		l.block = make([]Object, 0, min(max(64, 2*cap(l.block)), mostObjects))
	}
	l.block = append(l.block, Object{keys, values})
	return &l.block[len(l.block)-1]
}

// Text lends a text.
func (l *Objects) Text(s string) *string {
	if len(l.texts) == cap(l.texts) {
		l.texts = make([]string, 0, min(max(256, 2*cap(l.texts)), mostObjects))
	}
	l.texts = append(l.texts, s)
	return &l.texts[len(l.texts)-1]
}

// Reclaim takes back what is lent: nobody may use it any more.
func (l *Objects) Reclaim() { l.block, l.texts = l.block[:0], l.texts[:0] }

// child returns the value of a key; mapping is false where v is none.
func child(v any, key string) (value any, mapping bool) {
	switch node := v.(type) {
	case map[string]any:
		return node[key], true
	case *Object:
		return node.Get(key), true
	}
	return nil, false
}

// asMaps returns a copy of a tree in which mappings are maps and texts strings.
func asMaps(v any) any {
	switch node := v.(type) {
	case *string:
		return *node
	case *Object:
		out := make(map[string]any, len(node.keys))
		for i, key := range node.keys {
			out[key] = asMaps(node.values[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(node))
		for key, item := range node {
			out[key] = asMaps(item)
		}
		return out
	case []any:
		if node == nil {
			return v
		}
		out := slices.Clone(node)
		for i := range out {
			out[i] = asMaps(out[i])
		}
		return out
	}
	return v
}
