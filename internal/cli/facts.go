package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/bare"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/mend"
)

// factFlags say what to do with the facts that stand in prose.
type factFlags struct{ list, fix, dryRun bool }

func (f *factFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.list, "facts", false, "print the facts that stand in prose instead of diagnostics")
	cmd.Flags().BoolVar(&f.fix, "fix", false, "write values of controls that pages spell out as bindings")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "with --fix: print what would change, and write nothing")
}

func (f *factFlags) check() error {
	switch {
	case f.dryRun && !f.fix:
		return usagef("--dry-run goes with --fix")
	case f.list && f.fix:
		return usagef("--facts prints, and --fix rewrites: give one of the two")
	}
	return nil
}

// prose lists the facts of the site, or rewrites its pages. It reports whether
// the command is at its end, and opens the site again where pages were changed.
func (a *app) prose(ctx context.Context, p **build.Project, f checkFlags) (done bool, err error) {
	if !f.facts.list && !f.facts.fix || (*p).Site == nil {
		return false, nil
	}
	facts := bare.Facts((*p).Site)
	a.settle()
	if f.facts.list {
		switch f.name {
		case "text":
			return true, bare.List(a.Stdout, facts)
		case "json":
			return true, bare.ListJSON(a.Stdout, facts)
		}
		return true, usagef("--facts prints text or json, not %s", f.name)
	}
	pages := mend.Plan(facts)
	if err := mend.Report(a.Stdout, pages); err != nil {
		return true, err
	}
	edits := 0
	for _, page := range pages {
		edits += len(page.Edits)
	}
	if f.facts.dryRun {
		a.say("%s of %s would become a binding; nothing was written", count(edits, "value", "values"), count(len(pages), "page", "pages"))
		return true, nil
	}
	a.say("%s of %s written as bindings", count(edits, "value", "values"), count(len(pages), "page", "pages"))
	if edits == 0 {
		return false, nil
	}
	if err := mend.Write(a.dir, pages); err != nil {
		return true, err
	}
	*p, err = a.open(ctx, f.projectFlags)
	a.settle()
	return err != nil, err
}
