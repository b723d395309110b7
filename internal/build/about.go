package build

import (
	"slices"

	"github.com/candor-site/candor/internal/assess"
	"github.com/candor-site/candor/internal/relation"
	"github.com/candor-site/candor/internal/trust"
)

// glimpse judges the site for somebody who asks about one control or piece of
// evidence: everything is judged, but of what has nothing to do with that only what
// was found is kept, not what was observed of each piece, which is most of a large
// site. (Answers may say when anything was observed.) Findings become no diagnostics,
// and nothing is linted. Where nothing goes by that id, nothing is judged.
func (p *Project) glimpse() {
	switch {
	case !slices.Contains(p.Names(), p.opt.About):
		p.Assessment = &trust.Assessment{AsOf: p.opt.AsOf}
		return
	case len(p.Site.Catalog.Answers) > 0:
		p.Assessment = assess.Controls(p.Site, p.opt.AsOf)
	default:
		p.Assessment = assess.About(p.Site, p.opt.AsOf, p.opt.About)
	}
	p.Assessment.Relations, _ = relation.Judge(p.Site, p.Assessment)
}

// Names returns the ids of the controls and of the evidence, whoever may see them.
func (p *Project) Names() []string {
	names := make([]string, 0, len(p.Site.Catalog.Controls)+len(p.Site.Evidence))
	for _, c := range p.Site.Catalog.Controls {
		names = append(names, c.ID)
	}
	for _, e := range p.Site.Evidence {
		names = append(names, e.ID)
	}
	return names
}
