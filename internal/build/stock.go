package build

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/candor-site/candor/internal/assess"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/resolve"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Stock is the evidence of a site, and what it serves.
type Stock struct {
	Evidence    []*trust.Evidence        // by id, scope and path; what was joined among it
	Uses        map[*trust.Evidence]*Use // what serves no control has none
	Diagnostics diag.List                // of what was read
	Config      *site.Config             // nil when candor.yaml cannot be read at all
}

// Use is what a piece of evidence serves for.
type Use struct {
	Worst    trust.Freshness // over the controls
	Controls []string        // in the order of the catalog
}

// TakeStock reads the controls and the evidence of a site and says how old the
// evidence is. It reads no page and evaluates no assertion, so that of most
// evidence the content need not be held. Errors are those of Open.
func TakeStock(ctx context.Context, opt Options) (*Stock, error) {
	opt.Workers, opt.History = max(opt.Workers, 1), cmp.Or(opt.History, opt.Dir)
	tree, err := source.OpenTree(opt.Dir)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	p := &Project{opt: opt, aged: true}
	p.opt.Progress.Step("reading")
	if err := p.configure(tree); err != nil || p.Config == nil {
		return &Stock{Diagnostics: p.Diagnostics}, err
	}
	parts := &resolve.Parts{Config: p.Config}
	list, err := p.loadCatalog(tree, parts)
	p.Diagnostics.Add(list...)
	if err := errors.Join(err, ctx.Err()); err != nil {
		return nil, err
	}
	p.opt.Progress.Step("assessing")
	resolve.Needs(parts.Catalog)
	return &Stock{Evidence: parts.Evidence, Uses: usesOf(parts, opt.AsOf), Diagnostics: p.Diagnostics, Config: p.Config}, nil
}

// usesOf gathers what evidence serves for.
func usesOf(parts *resolve.Parts, asOf time.Time) map[*trust.Evidence]*Use {
	s := &site.Site{Config: parts.Config, Catalog: parts.Catalog, Evidence: parts.Evidence, Lacking: parts.Lacking, Log: parts.Log}
	held := make([]Use, 0, len(parts.Evidence))
	out := make(map[*trust.Evidence]*Use, len(parts.Evidence))
	for i, uses := range assess.Uses(s, asOf) {
		id := []string{parts.Catalog.Controls[i].ID} // shared by what serves this control alone
		for _, x := range uses {
			switch u := out[x.Evidence]; {
			case u != nil:
				u.add(id[0], x.Freshness)
			case len(held) < cap(held):
				held = append(held, Use{x.Freshness, id[:1:1]})
				out[x.Evidence] = &held[len(held)-1]
			default: // what is missing has a use, too
				out[x.Evidence] = &Use{x.Freshness, id[:1:1]}
			}
		}
	}
	return out
}

// add adds a control.
func (u *Use) add(control string, f trust.Freshness) {
	if len(u.Controls) == 0 {
		u.Worst = f
	}
	u.Worst = u.Worst.Worse(f)
	if n := len(u.Controls); n == 0 || u.Controls[n-1] != control {
		u.Controls = append(u.Controls, control)
	}
}

// Use returns what a piece of evidence serves for, nil for nothing.
func (p *Project) Use(e *trust.Evidence) *Use {
	var out Use
	for _, f := range p.Assessment.Findings {
		for _, o := range f.Observations {
			if o.Evidence == e {
				out.add(f.Control, o.Freshness)
			}
		}
	}
	if len(out.Controls) == 0 {
		return nil
	}
	return &out
}
