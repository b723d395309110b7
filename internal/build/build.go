// Package build drives the phases: load, resolve, assess, disclose, render.
// The pipeline stands on this screen.
//
// It writes nothing: package publish does, and whoever handed it a table of
// earlier results closes that. It reads only below the root of the
// site and in the git repository that it lies in, runs no other program and
// opens no connection.
package build

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/approval"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/assess"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/gallery"
	"github.com/candor-site/candor/internal/goal"
	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/leak"
	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/progress"
	"github.com/candor-site/candor/internal/relation"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/resolve"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/reuse"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/standards"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/trust"
)

// Options say what to build.
type Options struct {
	Dir      string         // root of the site
	History  string         // directory in the git repository whose history counts; "" is Dir
	AsOf     time.Time      // the instant of the build, UTC, whole seconds
	Workers  int            // files read and pages rendered at a time; at least 1
	Lenient  bool           // downgrade what the dialect lists as lenient to warnings
	Stubs    bool           // let a box stand for each component that does not exist
	Drafts   bool           // keep drafts
	Progress *progress.Work // told of each step; may be nil
	Memo     *memo.Table    // results of earlier runs; nil: all is computed
	Watch    *rest.Watch    // which files were at rest when the run began; nil: none
	Locker   *locker.Locker // pieces of evidence, as of earlier runs; nil: all are made
	About    string         // the id that is asked about, of a control or of evidence; "" asks about all. Where nothing has it nothing is judged
}

// Project is a site that was loaded, bound and judged.
type Project struct {
	Config      *site.Config      // nil when candor.yaml cannot be read at all
	Site        *site.Site        // nil when Config is
	Assessment  *trust.Assessment // nil when Config is
	Diagnostics diag.List         // of every phase so far

	theme     *theme.Theme
	standards *standards.Register
	past      *history.History
	opt       Options
	kept      *recall
	read      *trust.Catalog // as its files say, before it was bound
	aged      bool           // only the age of evidence is asked for
}

// Open loads, resolves and assesses a site. Mistakes of its author are
// diagnostics of the project; an error means that the machine failed, or that
// there is no site (ErrNoSite).
func Open(ctx context.Context, opt Options) (*Project, error) {
	opt.Workers, opt.History = max(opt.Workers, 1), cmp.Or(opt.History, opt.Dir)
	tree, err := source.OpenTree(opt.Dir)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	go theme.English() // this and the next on the processors that have nothing to do while the theme is read
	go format.Builtin().IDs()
	return openTree(ctx, opt, tree, nil)
}

// Ahead makes the layouts ready that most pages need, on the processor that has
// nothing to do until the first page is rendered.
func (p *Project) Ahead() {
	layouts := []string{"home", "page"}
	if len(p.Site.Catalog.Controls) > 0 {
		layouts = append(layouts, "control", "version", "controls")
	}
	if len(p.Site.Evidence) > 0 {
		layouts = append(layouts, "evidence-item")
	}
	spoken := p.theme.In(p.Config.Language)
	go func() {
		for _, name := range layouts {
			spoken.Ready(name)
		}
	}()
}

// openTree is Open, with what is kept of earlier times; nil: nothing is.
func openTree(ctx context.Context, opt Options, tree *source.Tree, kept *recall) (*Project, error) {
	p := &Project{opt: opt, kept: kept}
	p.opt.Progress.Step("reading")
	parts, err := p.load(ctx, tree)
	if err != nil || p.Config == nil {
		return p, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.opt.Progress.Step("resolving")
	bound, list := resolve.Site(*parts)
	p.Site = bound
	p.Diagnostics.Add(list...)

	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.opt.Progress.Step("assessing")
	if opt.About != "" {
		p.glimpse()
		return p, ctx.Err()
	}
	p.Assessment = kept.judge(p.Site, p.read, opt.AsOf)
	found := slices.Concat(assess.Promote(p.Site, p.Assessment), goal.Missed(p.Site, p.Assessment), leak.Find(p.Site))
	p.Assessment.Relations, list = relation.Judge(p.Site, p.Assessment)
	found.Add(list...)
	found.Add(approval.Judge(p.Site, p.Assessment)...)
	p.Diagnostics.Add(unsaid(p.Diagnostics, found, p.Site.Catalog)...)
	p.Diagnostics = misnamed(p.Diagnostics, parts)
	if kept == nil {
		p.Lint(ctx)
	}
	return p, ctx.Err()
}

// View reduces the project to what an audience may see.
func (p *Project) View(audience string) (*disclose.View, diag.List) {
	p.opt.Progress.Step("disclosing to " + audience)
	return disclose.To(p.Site, p.Assessment, audience)
}

// ViewOf reduces the project to what an audience of the site may see of what goes
// by one id, a control or evidence.
func (p *Project) ViewOf(audience, id string) *disclose.View {
	p.opt.Progress.Step("disclosing to " + audience)
	return disclose.About(p.Site, p.Assessment, audience, id)
}

// Render makes the files of a view, sorted by path.
func (p *Project) Render(ctx context.Context, v *disclose.View) ([]artifact.File, diag.List, error) {
	p.opt.Progress.Step("rendering")
	plan, list := p.Plan(v)
	files, found, err := plan.Files(ctx)
	return files, append(list, found...), err
}

// Write makes the files of a view and hands each on as soon as it is made, but for
// those that came to the same in an earlier build, where earlier is not nil. The last
// Write of a project lets go of what pages are made of: none can be made after it.
func (p *Project) Write(ctx context.Context, v *disclose.View, sink artifact.Sink, earlier *reuse.Store, last bool) (diag.List, error) {
	p.opt.Progress.Step("rendering")
	opt, list := p.rendering(v)
	opt.Once = last
	if earlier != nil {
		if e, words, err := p.epoch(v, &opt); err == nil {
			earlier.Begin(e)
			opt.Earlier, opt.Words = earlier, words
		}
	}
	found, err := render.Prepare(v, p.theme, opt).Write(ctx, sink)
	return append(list, found...), err
}

// Plan finds out which files a view has, and makes the scripts and styles that
// they share, whose mistakes it returns.
func (p *Project) Plan(v *disclose.View) (*render.Plan, diag.List) {
	opt, list := p.rendering(v)
	return render.Prepare(v, p.theme, opt), list
}

// rendering says how a view is rendered.
func (p *Project) rendering(v *disclose.View) (render.Options, diag.List) {
	bundles, list := p.bundles(v)
	return render.Options{
		Dresser: gallery.New(v, p.opt.Memo), Progress: p.opt.Progress, Workers: p.opt.Workers, Bundles: bundles, Closed: disclose.Closed(p.Site, v.Audience), Faulty: p.Diagnostics.HasErrors(),
	}, list
}
