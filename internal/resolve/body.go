package resolve

import (
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/clause"
	"github.com/candor-site/candor/internal/reach"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// Bodies returns the ids of the evidence whose parsed content judging a catalog
// needs. Of all other evidence the facts suffice, so that a large report need
// not be held longer than it is read. It may name more than is needed, never
// less: names are found in the text of assertions, before they are compiled.
func Bodies(cat *trust.Catalog, cfg *site.Config) map[string]bool {
	ids := map[string]bool{}
	for _, feed := range cfg.Events {
		if feed.Records != nil || feed.ChangesAt != nil {
			ids[feed.Evidence] = true
		}
	}
	for _, c := range cat.Controls {
		exact := reads(ids, c.Assert.Value, c.Population.Path.Value, c.Population.Where.Value)
		for _, n := range c.Needs {
			if !exact || n.Each != nil || n.Records != nil {
				ids[n.ID] = true
			}
			if n.Across != nil {
				ids[n.Across.Inventory] = true
			}
		}
	}
	for _, x := range cat.Exceptions {
		exact := reads(ids, x.Assert.Value)
		for _, n := range x.Needs {
			if !exact {
				ids[n.ID] = true
			}
		}
	}
	return ids
}

// reads adds what expressions mention, and reports whether that is all that
// they read.
func reads(ids map[string]bool, texts ...string) bool {
	all := true
	for _, text := range texts {
		mentioned, exact := clause.Mentions(text)
		for _, id := range mentioned {
			ids[id] = true
		}
		all = all && exact
	}
	return all
}

// Read returns what says which parts of the content of a piece judging a
// catalog reads: nil for all of it, or where more than assertions read it. It is
// found out when it is first asked for.
func Read(cat *trust.Catalog, cfg *site.Config) func(id string) *reach.Part {
	found := sync.OnceValue(func() map[string]*reach.Part {
		parts, whole := map[string]*reach.Part{}, map[string]bool{}
		read := func(needs []trust.Need, texts ...string) {
			exact := true
			for _, text := range texts {
				exact = exact && (strings.TrimSpace(text) == "" || reach.Of(text, parts))
			}
			for _, n := range needs {
				if !exact || n.Each != nil || n.Records != nil {
					whole[n.ID] = true
				}
				if n.Across != nil {
					whole[n.Across.Inventory] = true
				}
			}
		}
		for _, feed := range cfg.Events {
			whole[feed.Evidence] = true
		}
		for _, c := range cat.Controls {
			read(c.Needs, c.Assert.Value, c.Population.Path.Value, c.Population.Where.Value)
		}
		for _, x := range cat.Exceptions {
			read(x.Needs, x.Assert.Value)
		}
		for id := range whole {
			delete(parts, id)
		}
		return parts
	})
	return func(id string) *reach.Part { return found()[id] }
}
