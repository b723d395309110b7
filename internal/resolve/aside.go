package resolve

import (
	"context"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/site"
)

// share is how many things are bound aside at a time.
const share = 64

// ruled is the rules of one control.
type ruled struct {
	control string
	rules   *site.Rules
}

// each binds the things [0, n), none of which depends on what another is bound
// to, several shares of them at a time. What was found of them stands in their
// order, whatever the number of workers.
func (b *binder) each(n int, bind func(b *binder, i int)) {
	parts := make([]binder, (n+share-1)/share)
	// The error can only be that of a context, and this one never ends.
	_ = crew.Each(context.Background(), b.Workers, len(parts), func(at int) error {
		part := *b
		part.list, part.ties, part.rules = nil, [relations][]tie{}, nil
		for i := at * share; i < min(n, (at+1)*share); i++ {
			bind(&part, i)
		}
		parts[at] = part
		return nil
	})
	for _, part := range parts {
		b.list.Add(part.list...)
		for of, ties := range part.ties {
			b.ties[of] = append(b.ties[of], ties...)
		}
		for _, r := range part.rules {
			b.site.Rules[r.control] = r.rules
		}
	}
}
