package sieve

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// The most answers that are remembered, and the most keys of a file that one
// is remembered for.
const (
	maxAnswers = 1000
	maxKeys    = 64
)

// Answers remembers which formats files may be of by their kind and the keys at
// their tops: the output of one tool has the same ones again and again. It is
// safe for concurrent use; nil remembers nothing.
type Answers[T any] struct {
	known sync.Map // text -> T
	count atomic.Int64
}

// Of returns what find returned for a file of the same kind with the same keys.
func (a *Answers[T]) Of(shape string, tops map[string]bool, find func() T) T {
	if a == nil || tops == nil || len(tops) > maxKeys {
		return find()
	}
	text := shape + "\x00" + strings.Join(slices.Sorted(maps.Keys(tops)), "\x00")
	if answer, ok := a.known.Load(text); ok {
		return answer.(T)
	}
	answer := find()
	if a.count.Add(1) <= maxAnswers {
		a.known.Store(text, answer)
	}
	return answer
}
