package resolve

import (
	"github.com/candor-site/candor/internal/rule"
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
		mentioned, exact := rule.Mentions(text)
		for _, id := range mentioned {
			ids[id] = true
		}
		all = all && exact
	}
	return all
}
