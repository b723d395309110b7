package dossier

import "sync"

// subject is what something is about, a control or a version, and the language of
// its words.
type subject struct {
	about    any
	language string
}

// few is how much is kept at a time: enough for the workers of a large machine,
// each of which is at the page, the Markdown or the JSON of one control.
const few = 64

// recent keeps the values that were made last. It is safe for concurrent use.
type recent[K comparable, V any] struct {
	mu     sync.Mutex
	keys   [few]K
	values [few]V
	n      int // were made so far
}

// of returns the value of a key. It may make one twice, where two ask at once.
func (r *recent[K, V]) of(key K, make func() V) V {
	if v, kept := r.kept(key); kept {
		return v
	}
	v := make()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keys[r.n%few], r.values[r.n%few] = key, v
	r.n++
	return v
}

func (r *recent[K, V]) kept(key K) (v V, kept bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range min(r.n, few) {
		if r.keys[i] == key {
			return r.values[i], true
		}
	}
	return v, false
}
