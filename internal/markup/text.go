package markup

import "github.com/candor-site/candor/internal/prose"

// Text returns the visible words of the document in reading order, without
// what components add. Bindings stand as written.
func (d *Document) Text() string { return d.look().Text() }

// Prose returns the sentences of the document in reading order.
func (d *Document) Prose() []prose.Sentence { return prose.Page(d.look()) }
