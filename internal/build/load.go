package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/asset"
	"github.com/candor-site/candor/internal/collectors"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/controls"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/highlight"
	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/join"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/reach"
	"github.com/candor-site/candor/internal/resolve"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/standards"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/topic"
	"github.com/candor-site/candor/internal/trust"
)

// ErrNoSite is returned for a directory without a site file.
var ErrNoSite = errors.New("there is no " + config.Name + " in the directory")

// load reads every folder of the site, and the history of its pages; the large
// ones at the same time.
func (p *Project) load(ctx context.Context, tree *source.Tree) (*resolve.Parts, error) {
	if err := p.configure(tree); err != nil || p.Config == nil {
		return nil, err
	}
	parts := &resolve.Parts{Config: p.Config, Components: p.theme.Components(), Kept: p.kept.bound(), Workers: p.opt.Workers}
	readers := []func() (diag.List, error){
		func() (diag.List, error) { return p.loadContent(tree, parts) },
		func() (diag.List, error) { return p.loadCatalog(tree, parts) },
		func() (list diag.List, err error) {
			p.past, list, err = once(p.kept, "history", tree, []any{p.Config, history.Stamp(p.opt.History)}, func(*source.Tree) (*history.History, diag.List, error) {
				past, list := p.loadHistory()
				return past, list, nil
			})
			return list, err
		},
	}
	lists, errs := make([]diag.List, len(readers)), make([]error, len(readers))
	var wg sync.WaitGroup
	for i, read := range readers {
		wg.Go(func() { lists[i], errs[i] = read() })
	}
	wg.Wait()
	p.date(parts.Pages, p.past)
	before := slices.Clone(p.Diagnostics)
	for _, list := range lists {
		p.Diagnostics.Add(unsaid(before, list, &trust.Catalog{})...)
	}
	return parts, errors.Join(append(errs, ctx.Err())...)
}

// configure reads the site file and the theme that it names.
func (p *Project) configure(tree *source.Tree) error {
	cfg, list, err := once(p.kept, "config", tree, nil, readConfig)
	p.Diagnostics.Add(list...)
	if err != nil || cfg == nil {
		return err
	}
	p.Config = cfg
	p.theme, list, err = once(p.kept, "theme", tree, []any{cfg}, func(tree *source.Tree) (*theme.Theme, diag.List, error) {
		return theme.Load(tree, cfg.Theme)
	})
	p.Diagnostics.Add(list...)
	if err == nil {
		p.Config = p.kept.config(nameKinds(cfg, p.theme.In(cfg.Language).Words()))
	}
	return err
}

func readConfig(tree *source.Tree) (*site.Config, diag.List, error) {
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	var problem *source.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, ErrNoSite
	case errors.As(err, &problem):
		f = source.NewFile(config.Name, nil)
		return nil, diag.List{diag.Errorf(diag.FileUnreadable, f.Whole(), "%s", problem.Error()).Hinted("%s", problem.Hint)}, nil
	case err != nil:
		return nil, nil, fmt.Errorf("reading %s: %w", config.Name, err)
	}
	cfg, list := config.Load(f)
	return cfg, list, nil
}

// speaker says values in the language of the site; nil where that is the one in
// which they say themselves.
func (p *Project) speaker() *message.Words {
	w := p.theme.In(p.Config.Language).Words()
	if base, _, _ := strings.Cut(w.Language(), "-"); base == message.Fallback {
		return nil
	}
	return w
}

// sayValues lets the values of controls be said by somebody, if not nil.
func sayValues(c *trust.Catalog, w *message.Words) {
	if w == nil {
		return
	}
	say := func(list []trust.Parameter) {
		for i := range list {
			list[i].Value.Speaker = w
		}
	}
	for _, control := range c.Controls {
		say(control.Parameters)
		for i := range control.Overrides {
			say(control.Overrides[i].Parameters)
		}
	}
}

// nameKinds returns the site file with the kinds that every site has named in
// the language of the site.
func nameKinds(read *site.Config, w *message.Words) *site.Config {
	cfg := *read
	cfg.Kinds = slices.Clone(read.Kinds)
	built := site.Kinds()
	for i, k := range read.Kinds {
		if !slices.Contains(built, k) {
			continue
		}
		if title, ok := w.Fixed("kinds." + k.ID); ok {
			cfg.Kinds[i].Title = title
		}
		if doc, ok := w.Fixed("kinds." + k.ID + "-doc"); ok {
			cfg.Kinds[i].Doc = doc
		}
	}
	return &cfg
}

// contentOptions say how pages are read.
func (p *Project) contentOptions() content.Options {
	return content.Options{
		Components: p.theme.Components(), Lenient: p.opt.Lenient || p.Config.Lenient, Stubs: p.opt.Stubs, Drafts: p.opt.Drafts, AsOf: p.opt.AsOf, Workers: p.opt.Workers,
		Progress: p.opt.Progress, Kept: p.kept.kept(),
	}
}

func (p *Project) loadContent(tree *source.Tree, parts *resolve.Parts) (diag.List, error) {
	set, list, err := content.Load(tree, p.Config, p.contentOptions())
	if set != nil {
		parts.Pages, parts.Assets, parts.Documents, parts.Absent = set.Pages, set.Assets, set.Documents, set.Absent
	}
	return list, err
}

// loadCatalog reads the controls, and then the evidence, of which only what
// the controls read is kept; it labels and joins the evidence.
func (p *Project) loadCatalog(tree *source.Tree, parts *resolve.Parts) (diag.List, error) {
	read, list, err := once(p.kept, "catalog", tree, []any{p.Config, p.speaker()}, p.readCatalog)
	if err != nil || read.catalog == nil {
		return list, err
	}
	p.read, parts.Catalog, parts.Topics, p.standards = read.catalog, read.fresh(), read.topics, read.standards
	facts, found, err := p.loadEvidence(tree, parts.Catalog)
	list.Add(found...)
	if err != nil || facts.set == nil {
		return list, err
	}
	joined, found, err := once(p.kept, "joined", tree, []any{p.Config, facts.set, p.opt.AsOf}, func(*source.Tree) (joined, diag.List, error) { return facts.join(p.Config, p.opt.AsOf) })
	list.Add(found...)
	parts.Evidence, parts.Lacking, parts.Log = joined.made.Evidence, joined.made.Lacking, joined.log
	if err != nil || p.aged {
		return list, err
	}
	var snapshots []*snapshot.Snapshot
	snapshots, found, err = once(p.kept, "snapshots", tree, []any{p.Config}, p.loadSnapshots)
	parts.Snapshots = snapshots
	list.Add(found...)
	if err != nil {
		return list, err
	}
	_, found, err = collectors.Load(tree, p.Config, facts.formats.IDs) // checked here, run by candor collect
	list.Add(found...)
	return list, err
}

// catalogued is what the folder of the controls holds.
type catalogued struct {
	catalog   *trust.Catalog
	topics    []*topic.Topic
	standards *standards.Register
}

func (p *Project) readCatalog(tree *source.Tree) (out catalogued, list diag.List, err error) {
	words := p.speaker()
	catalog, list, err := p.kept.controls(words).Load(tree, p.Config, func(c *trust.Catalog) { sayValues(c, words) })
	if err != nil {
		return out, list, err
	}
	topics, found, err := controls.Topics(tree)
	list.Add(found...)
	if err != nil {
		return out, list, err
	}
	register, found, err := standards.Load(tree)
	list.Add(found...)
	return catalogued{catalog, topics, register}, list, err
}

// fresh returns the catalog with controls and exceptions of its own, as binding
// adds to their needs.
func (c catalogued) fresh() *trust.Catalog {
	out := *c.catalog
	out.Controls, out.Exceptions = copies(out.Controls), copies(out.Exceptions)
	return &out
}

// copies returns a list of copies of what another list leads to.
func copies[T any](list []*T) []*T {
	if list == nil {
		return nil
	}
	held := make([]T, len(list))
	out := make([]*T, len(list))
	for i, x := range list {
		held[i] = *x
		out[i] = &held[i]
	}
	return out
}

// collected is what the folder of the evidence holds.
type collected struct {
	formats *format.Registry
	plan    *join.Plan
	set     *evidence.Set
}

// loadEvidence reads the evidence that the controls ask for.
func (p *Project) loadEvidence(tree *source.Tree, catalog *trust.Catalog) (collected, diag.List, error) {
	if p.aged {
		catalog = unasserted(catalog)
	}
	bodies, raw := resolve.Bodies(catalog, p.Config), published(catalog)
	kept := p.kept
	if p.Config.Bucket.Value != "" {
		kept = nil // the copy of a bucket changes without a word
	}
	return once(kept, "evidence", tree, []any{p.Config, bodies, raw, history.Stamp(p.opt.History)}, func(tree *source.Tree) (out collected, list diag.List, err error) {
		formats, list, err := evidence.Formats(tree)
		if err != nil {
			return out, list, err
		}
		plan, found, err := join.Load(tree, p.Config)
		list.Add(found...)
		if err != nil {
			return out, list, err
		}
		needed := maps.Clone(bodies)
		plan.Reads(needed)
		var parts func(id string) *reach.Part
		if kept == nil { // what is kept must serve other assertions, too
			parts = p.parts(catalog, plan)
		}
		set, found, err := evidence.Load(tree, p.Config, evidence.Options{
			Formats: formats, Workers: p.opt.Workers, Root: p.opt.History, Keep: func(id string) bool { return needed[id] }, Publish: func(id string) bool { return raw[id] }, Locker: p.opt.Locker, Watch: p.opt.Watch, Progress: p.opt.Progress, Parts: parts,
		})
		list.Add(found...)
		return collected{formats, plan, set}, list, err
	})
}

// unasserted returns a catalog that asserts nothing, so that no content is kept
// for that.
func unasserted(catalog *trust.Catalog) *trust.Catalog {
	out := *catalog
	out.Controls, out.Exceptions = copies(out.Controls), nil
	for _, c := range out.Controls {
		c.Assert, c.Population = source.Text{}, trust.Population{}
	}
	return &out
}

// parts says which parts of evidence assertions read, where nothing else reads
// it.
func (p *Project) parts(catalog *trust.Catalog, plan *join.Plan) func(id string) *reach.Part {
	joined := map[string]bool{}
	plan.Reads(joined)
	read := resolve.Read(catalog, p.Config)
	return func(id string) *reach.Part {
		if joined[id] {
			return nil
		}
		return read(id)
	}
}

// joined is evidence with scopes and labels, and with what is made of it.
type joined struct {
	made join.Result
	log  []trust.LogEntry
}

// join gives evidence the scopes that the site maps, and joins it.
func (c collected) join(cfg *site.Config, asOf time.Time) (joined, diag.List, error) {
	set := c.fresh(cfg)
	list := join.Scopes(cfg, set.Evidence, set.Log)
	made, found := c.plan.Apply(set.Evidence, asOf)
	list.Add(found...)
	return joined{made, set.Log}, list, nil
}

// fresh returns the evidence for scopes and labels to be added to.
func (c collected) fresh(cfg *site.Config) evidence.Set {
	set := *c.set
	if len(cfg.ScopeMap) > 0 || c.plan.Labels() {
		set.Evidence, set.Log = copies(set.Evidence), slices.Clone(set.Log)
	}
	return set
}

// loadSnapshots reads what the portal claimed before, to audiences of the site.
func (p *Project) loadSnapshots(tree *source.Tree) ([]*snapshot.Snapshot, diag.List, error) {
	all, list, err := snapshot.Load(tree)
	return slices.DeleteFunc(all, func(s *snapshot.Snapshot) bool {
		known := slices.Contains(p.Config.Ladder, s.Audience)
		if !known {
			list.Add(diag.Errorf(diag.AudienceUnknown, s.File.Whole(), "the snapshot is for the audience %q, which does not exist", s.Audience).
				Hinted("remove the file, or make the snapshot again with candor snapshot"))
		}
		return !known
	}), list, err
}

// published returns which evidence the controls ask to publish as it is.
func published(catalog *trust.Catalog) map[string]bool {
	ids := map[string]bool{}
	for _, c := range catalog.Controls {
		for _, n := range c.Needs {
			if n.Publish {
				ids[n.ID] = true
			}
		}
	}
	return ids
}

// bundles makes the theme's scripts and styles, with the styles of code, of the
// style attributes that the visible pages use, and the site's accent.
func (p *Project) bundles(v *disclose.View) (map[string]artifact.File, diag.List) {
	docs := make([]*markup.Document, 0, len(v.Pages))
	for _, page := range v.Pages {
		if page.Doc != nil {
			docs = append(docs, page.Doc)
		}
	}
	colours, found := p.colours()
	files, list := asset.Bundle(p.theme.Assets(), highlight.Styles()+markup.Styles(docs)+colours)
	return files, append(found, list...)
}
