// Package anchor gives out the ids of one page, so that none is given twice.
//
// It does not know what a page holds besides: who asks says which ids are taken.
package anchor

import "strconv"

// Set is the ids that were given on one page.
type Set struct {
	times map[string]int // how often each name was asked for
	asked []string       // in order
}

// New returns a set of none.
func New() *Set { return &Set{times: make(map[string]int)} }

// Give returns an id that was not given before and is not taken: the name, or
// the name and a number. taken may be nil.
func (s *Set) Give(name string, taken func(id string) bool) string {
	for {
		s.times[name]++
		s.asked = append(s.asked, name)
		id := name
		if n := s.times[name]; n > 1 {
			id = name + "-" + strconv.Itoa(n)
		}
		if taken == nil || !taken(id) {
			return id
		}
	}
}

// Mark returns what takes back the ids that are given from now on.
func (s *Set) Mark() func() {
	n := len(s.asked)
	return func() {
		for _, name := range s.asked[n:] {
			s.times[name]--
		}
		s.asked = s.asked[:n]
	}
}
