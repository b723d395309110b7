package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/explain"
	"github.com/candor-site/candor/internal/publish"
	"github.com/candor-site/candor/internal/replay"
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
mistake, the last good portal stays. Where the instant is given and no file
changed since a build, nothing is done again.`,
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
	out := f.out
	if !filepath.IsAbs(out) {
		out = filepath.Join(a.dir, out)
	}
	run, err := a.like(f, out)
	if err != nil {
		return err
	}
	defer func() { _ = run.Close() }() // it was only read
	if same := run.Same(out); same != nil {
		return a.repeat(same, f.name)
	}
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
	p.Ahead()
	view, found := p.View(who)
	list.Add(found...)
	if view == nil {
		return a.failed(list, f.name, unpublished)
	}
	if err := outside(a.dir, out); err != nil {
		return err
	}
	trees := a.trees(f.noCache)
	defer func() { _ = trees.Close() }() // each write was complete
	staging, err := publish.Begin(ctx, publish.Options{Dir: out, Source: a.dir, AsOf: view.AsOf.Format(time.RFC3339), Known: trees.Left})
	if err != nil {
		a.settle()
		return err
	}
	earlier := a.earlier(f, out, staging.Keep)
	defer func() { _ = earlier.Close() }() // what was not committed is of no use
	found, err = p.Write(ctx, view, staging.Put, earlier, true)
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
	printed, err := a.show(list, f.name)
	if err != nil {
		return err
	}
	summary := summed(view, list, result, out)
	a.sayBuilt(result.Unchanged, summary)
	if n := earlier.Kept(); n > 0 && a.verbose {
		a.say("%s stayed as an earlier build made them", count(n, "file", "files"))
	}
	kept := replay.Outcome{Seal: result.Seal, Printed: printed, Summary: summary}
	if err := errors.Join(trees.Keep(result.Seal), run.Keep(a.watch, kept), earlier.Commit()); err != nil && a.verbose {
		a.say("candor: the next build cannot tell that nothing changed: %v", err)
	}
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
	_, err := a.show(list, format)
	return err
}

// show prints the diagnostics of a build and returns what it printed.
func (a *app) show(list diag.List, format string) ([]byte, error) {
	if a.quiet && format == "text" {
		list = list.Without(diag.Note).Without(diag.Warning)
	}
	w := &copied{Writer: a.streamOf(format)}
	err := a.report(w, list, format)
	return w.copy.Bytes(), err
}

// streamOf returns where diagnostics are printed to.
func (a *app) streamOf(format string) io.Writer {
	if format == "text" {
		return a.Stderr
	}
	return a.Stdout
}

// summed sums a build up: files, controls by state, what the portal says and
// rests on.
func summed(v *disclose.View, list diag.List, r *publish.Result, out string) []string {
	rests := count(len(v.Pages), "page", "pages") + ", " + count(len(v.Evidence), "piece of evidence", "pieces of evidence")
	if n := list.Count(diag.Warning); n > 0 {
		rests += ", " + count(n, "warning", "warnings")
	}
	built := fmt.Sprintf("%d files in %s for the audience %s, as of %s", len(r.Manifest.Files), out, v.Audience, v.AsOf.Format("2006-01-02 15:04 UTC"))
	return []string{built, explain.States(v.Summary), rests}
}

// sayBuilt prints the summary of a build, and how long each step took.
func (a *app) sayBuilt(unchanged bool, summary []string) {
	what := "built"
	if unchanged {
		what = "unchanged:"
	}
	a.say("%s %s\n%s", what, strings.Join(summary, "\n"), a.took())
}
