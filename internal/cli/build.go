package cli

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/publish"
)

type buildFlags struct {
	projectFlags
	formatFlag
	audience string
	out      string
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Build the portal into public/",
		Long: `Build loads the site, judges every control, and publishes what one audience
may see into the output directory, in one step: until the very end, and on any
mistake, the last good portal stays.`,
		Example: `  candor build
  candor build --audience nda --out public-nda
  candor build --as-of 2026-11-21`,
		Args:    noArgs,
		PreRunE: f.formatFlag.check,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.build(cmd.Context(), f) },
	}
	f.projectFlags.add(cmd)
	f.formatFlag.add(cmd)
	cmd.Flags().StringVar(&f.audience, "audience", "", "whom the portal is for (default: the most open audience)")
	cmd.Flags().StringVarP(&f.out, "out", "o", "public", "output directory, relative to the site's folder")
	return cmd
}

func (a *app) build(ctx context.Context, f buildFlags) error {
	p, err := a.open(ctx, f.projectFlags)
	if err != nil {
		a.settle()
		return err
	}
	list := p.Diagnostics
	if p.Config == nil || list.HasErrors() {
		return a.failed(list, f.name, unpublished)
	}
	who, err := audience(p, f.audience)
	if err != nil {
		return err
	}
	view, found := p.View(who)
	list.Add(found...)
	if view == nil {
		return a.failed(list, f.name, unpublished)
	}
	out := f.out
	if !filepath.IsAbs(out) {
		out = filepath.Join(a.dir, out)
	}
	if err := outside(a.dir, out); err != nil {
		return err
	}
	staging, err := publish.Begin(ctx, publish.Options{Dir: out, Source: a.dir, AsOf: view.AsOf.Format(time.RFC3339)})
	if err != nil {
		a.settle()
		return err
	}
	found, err = p.Write(ctx, view, staging.Put)
	list.Add(found...)
	if err != nil || list.HasErrors() {
		if err = errors.Join(err, staging.Discard()); err != nil {
			a.settle()
			return err
		}
		return a.failed(list, f.name, unpublished)
	}
	a.progress().Step("publishing")
	result, err := staging.Publish(ctx)
	a.settle()
	if err != nil {
		return err
	}
	if err := a.reportBuild(list, f.name); err != nil {
		return err
	}
	a.sayBuilt(view, list, result, out)
	return nil
}

// outside refuses an output directory in a folder that builds read: the next
// build would take the portal for its source.
func outside(dir, out string) error {
	root, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if out, err = filepath.Abs(out); err != nil {
		return err
	}
	below, err := filepath.Rel(root, out)
	if err != nil || below == "." || !watched(filepath.ToSlash(below)) || below == config.Name {
		return nil
	}
	return usagef("%s belongs to the source of the site", below).hinted("choose a directory of its own for the portal, such as public")
}

const unpublished = "; nothing was published, the last good portal stays"

// failed prints the mistakes for which a command ends, and what follows.
func (a *app) failed(list diag.List, format, consequence string) error {
	a.settle()
	if err := a.reportBuild(list, format); err != nil {
		return err
	}
	a.say("%s%s", a.summary(list, format), consequence)
	return errMend
}

// reportBuild prints the diagnostics of a build: text beside the other
// messages, documents for programs as data.
func (a *app) reportBuild(list diag.List, format string) error {
	w := a.Stderr
	if format != "text" {
		w = a.Stdout
	} else if a.quiet {
		list = list.Without(diag.Note).Without(diag.Warning)
	}
	return a.report(w, list, format)
}

// sayBuilt sums a build up: files, controls by state, what the portal says and
// rests on, and how long each step took.
func (a *app) sayBuilt(v *disclose.View, list diag.List, r *publish.Result, out string) {
	what := "built"
	if r.Unchanged {
		what = "unchanged:"
	}
	a.say("%s %d files in %s for the audience %s, as of %s", what, len(r.Manifest.Files), out, v.Audience, v.AsOf.Format("2006-01-02 15:04 UTC"))
	a.say("%s", states(v.Summary))
	rests := count(len(v.Pages), "page", "pages") + ", " + count(len(v.Evidence), "piece of evidence", "pieces of evidence")
	if n := list.Count(diag.Warning); n > 0 {
		rests += ", " + count(n, "warning", "warnings")
	}
	a.say("%s", rests)
	a.say("%s", a.took())
}
