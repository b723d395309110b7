package build

import (
	"github.com/candor-site/candor/internal/assess"
	"github.com/candor-site/candor/internal/relation"
)

// glimpse judges the site for somebody who asks about one control or piece of
// evidence: everything is judged, but of what has nothing to do with that only what
// was found is kept, not what was observed of each piece, which is most of a large
// site. (Answers may say when anything was observed.) Findings become no diagnostics,
// and nothing is linted.
func (p *Project) glimpse() {
	if len(p.Site.Catalog.Answers) > 0 {
		p.Assessment = assess.Controls(p.Site, p.opt.AsOf)
	} else {
		p.Assessment = assess.About(p.Site, p.opt.AsOf, p.opt.About)
	}
	p.Assessment.Relations, _ = relation.Judge(p.Site, p.Assessment)
}

// Whole judges the site again where it was opened for what is about one id, so that
// views of it hold everything.
func (p *Project) Whole() {
	if p.Site != nil && p.opt.About != "" {
		p.Assessment = assess.Controls(p.Site, p.opt.AsOf)
		p.Assessment.Relations, _ = relation.Judge(p.Site, p.Assessment)
	}
}
