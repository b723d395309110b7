package assess

import (
	"context"
	"runtime"
	"time"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// Use is what a control needs a piece of evidence for, and how fresh it is for
// that.
type Use struct {
	Need      string
	Evidence  *trust.Evidence // nil when missing
	Freshness trust.Freshness
}

// Uses returns what each control of the site uses, in the order of the catalog:
// the observations that Controls makes, without what they say beside.
func Uses(s *site.Site, asOf time.Time) [][]Use {
	j := newJudge(s, asOf)
	j.brief = true
	out := make([][]Use, len(s.Catalog.Controls))
	_ = crew.Each(context.Background(), runtime.GOMAXPROCS(0), len(out), func(i int) error {
		out[i] = j.uses(s.Catalog.Controls[i])
		return nil
	})
	return out
}

func (j *judge) uses(c *trust.Control) []Use {
	var all []*trust.Observation
	for _, p := range j.split(c) {
		for i, n := range c.Needs {
			all = append(all, aspects(j.observe(c, n, p.pieces[i], p.scope), p, i))
		}
	}
	out := make([]Use, 0, len(all))
	for _, o := range once(all) {
		out = append(out, Use{o.Need, o.Evidence, o.Freshness})
	}
	return out
}

// aspects adds to an observation what keeps the scopes of a need from being told.
func aspects(o *trust.Observation, p part, need int) *trust.Observation {
	if why, ok := p.why[need]; ok {
		return settled(o, append(o.Aspects, why)...)
	}
	return o
}
