// Package register makes the registers of a portal: rows that say of each known
// gap, third party, scan, recovery objective, duty, document and update what a
// reader asks about it, in the order in which it matters.
//
// The rows are plain values out of the View, which a page, its Markdown, its JSON
// and a component all show. Times are compared with the instant of the build and
// with nothing else; how many days are left is for people, and decides nothing.
package register

import (
	"math"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// Book is a view whose items are found by their ids. It does not change once
// made.
type Book struct {
	view     *disclose.View
	control  map[string]*disclose.Control
	evidence map[string][]*disclose.Evidence
}

// Open indexes a view.
func Open(v *disclose.View) *Book {
	b := &Book{view: v, control: make(map[string]*disclose.Control, len(v.Controls)), evidence: make(map[string][]*disclose.Evidence, len(v.Evidence))}
	for _, c := range v.Controls {
		b.control[c.ID] = c
	}
	for _, e := range v.Evidence {
		b.evidence[e.ID] = append(b.evidence[e.ID], e)
	}
	return b
}

// ofKind returns the controls of a kind.
func (b *Book) ofKind(kind string) []*disclose.Control {
	return keep(b.view.Controls, func(c *disclose.Control) bool { return c.Kind == kind })
}

// of returns the controls of ids, in their order; those that the view does not
// hold are left out.
func (b *Book) of(ids []string) []*disclose.Control {
	var out []*disclose.Control
	for _, id := range ids {
		if c := b.control[id]; c != nil {
			out = append(out, c)
		}
	}
	return out
}

// said returns the first of the named parameters that a control states, in
// words, or "".
func said(c *disclose.Control, names ...string) string {
	for _, name := range names {
		for _, q := range c.Parameters {
			if q.Name == name && !q.Unstated {
				return q.Text
			}
		}
	}
	return ""
}

// days returns the whole days from one time to another; negative when the other
// is past.
func days(from, to time.Time) int { return int(math.Floor(to.Sub(from).Hours() / 24)) }

// latest returns the later of two times.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// keep returns the items that hold, in a list of their own.
func keep[T any](items []T, holds func(T) bool) []T {
	var out []T
	for _, it := range items {
		if holds(it) {
			out = append(out, it)
		}
	}
	return out
}
