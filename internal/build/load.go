package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

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
	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/join"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/resolve"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/standards"
	"github.com/candor-site/candor/internal/theme"
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
	parts := &resolve.Parts{Config: p.Config, Components: p.theme.Components()}
	var past *history.History
	readers := []func() (diag.List, error){
		func() (diag.List, error) { return p.loadContent(tree, parts) },
		func() (diag.List, error) { return p.loadCatalog(tree, parts) },
		func() (list diag.List, err error) {
			past, list = p.loadHistory()
			return list, nil
		},
	}
	lists, errs := make([]diag.List, len(readers)), make([]error, len(readers))
	var wg sync.WaitGroup
	for i, read := range readers {
		wg.Go(func() { lists[i], errs[i] = read() })
	}
	wg.Wait()
	p.date(parts.Pages, past)
	before := slices.Clone(p.Diagnostics)
	for _, list := range lists {
		p.Diagnostics.Add(unsaid(before, list, &trust.Catalog{})...)
	}
	return parts, errors.Join(append(errs, ctx.Err())...)
}

// configure reads the site file and the theme that it names.
func (p *Project) configure(tree *source.Tree) error {
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	var problem *source.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoSite
	case errors.As(err, &problem):
		f = source.NewFile(config.Name, nil)
		p.Diagnostics.Add(diag.Errorf(diag.FileUnreadable, f.Whole(), "%s", problem.Error()).Hinted("%s", problem.Hint))
		return nil
	case err != nil:
		return fmt.Errorf("reading %s: %w", config.Name, err)
	}
	cfg, list := config.Load(f)
	p.Config = cfg
	p.Diagnostics.Add(list...)
	if cfg == nil {
		return nil
	}
	p.theme, list, err = theme.Load(tree, cfg.Theme)
	p.Diagnostics.Add(list...)
	if err == nil {
		nameKinds(cfg, p.theme.In(cfg.Language).Words())
	}
	return err
}

// sayValues lets the values of controls be said in the language of the site.
func sayValues(c *trust.Catalog, w *message.Words) {
	if base, _, _ := strings.Cut(w.Language(), "-"); base == message.Fallback {
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

// nameKinds names the kinds that every site has in the language of the site.
func nameKinds(cfg *site.Config, w *message.Words) {
	built := site.Kinds()
	for i, k := range cfg.Kinds {
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
}

func (p *Project) loadContent(tree *source.Tree, parts *resolve.Parts) (diag.List, error) {
	set, list, err := content.Load(tree, p.Config, content.Options{
		Components: parts.Components, Lenient: p.opt.Lenient || p.Config.Lenient, Stubs: p.opt.Stubs, Drafts: p.opt.Drafts, AsOf: p.opt.AsOf, Workers: p.opt.Workers, Progress: p.opt.Progress,
	})
	if set != nil {
		parts.Pages, parts.Assets, parts.Documents, parts.Absent = set.Pages, set.Assets, set.Documents, set.Absent
	}
	return list, err
}

// loadCatalog reads the controls, and then the evidence, of which only what
// the controls read is kept; it labels and joins the evidence.
func (p *Project) loadCatalog(tree *source.Tree, parts *resolve.Parts) (diag.List, error) {
	catalog, list, err := controls.Load(tree, p.Config)
	if err != nil {
		return list, err
	}
	parts.Catalog = catalog
	topics, found, err := controls.Topics(tree)
	list.Add(found...)
	if err != nil {
		return list, err
	}
	parts.Topics = topics
	sayValues(catalog, p.theme.In(p.Config.Language).Words())
	register, found, err := standards.Load(tree)
	list.Add(found...)
	if err != nil {
		return list, err
	}
	p.standards = register
	formats, found, err := evidence.Formats(tree)
	list.Add(found...)
	if err != nil {
		return list, err
	}
	plan, found, err := join.Load(tree, p.Config)
	list.Add(found...)
	if err != nil {
		return list, err
	}
	bodies := resolve.Bodies(catalog, p.Config)
	plan.Reads(bodies)
	set, found, err := evidence.Load(tree, p.Config, evidence.Options{
		Formats: formats, Workers: p.opt.Workers, Root: p.opt.History, Keep: func(id string) bool { return bodies[id] }, Publish: published(catalog), Memo: p.opt.Memo,
	})
	list.Add(found...)
	if set == nil || err != nil {
		return list, err
	}
	list.Add(join.Scopes(p.Config, set.Evidence, set.Log)...)
	made, found := plan.Apply(set.Evidence, p.opt.AsOf)
	list.Add(found...)
	parts.Evidence, parts.Lacking, parts.Log = made.Evidence, made.Lacking, set.Log
	parts.Snapshots, found, err = p.loadSnapshots(tree)
	list.Add(found...)
	if err != nil {
		return list, err
	}
	_, found, err = collectors.Load(tree, p.Config, formats.IDs()) // checked here, run by candor collect
	list.Add(found...)
	return list, err
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
func published(catalog *trust.Catalog) func(id string) bool {
	ids := map[string]bool{}
	for _, c := range catalog.Controls {
		for _, n := range c.Needs {
			ids[n.ID] = ids[n.ID] || n.Publish
		}
	}
	return func(id string) bool { return ids[id] }
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
	files, list := asset.Bundle(p.theme.Assets(), markup.CodeStyles()+markup.Styles(docs)+colours)
	return files, append(found, list...)
}
