package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
)

type checkFlags struct {
	projectFlags
	formatFlag
	json bool
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check pages, controls and evidence without building",
		Long: `Check reports every mistake of every file in one run: syntax, references,
audiences, links, assertions, and the states that candor.yaml promotes to
errors or warnings. It renders the portal of every audience in memory, and
writes nothing.`,
		Example: `  candor check
  candor check --format github
  candor check --as-of 2027-01-31    # what will have expired by then`,
		Args:    noArgs,
		PreRunE: f.formatFlag.check,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.json {
				f.name = "json"
			}
			return a.check(cmd.Context(), f)
		},
	}
	f.projectFlags.add(cmd)
	f.formatFlag.add(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "the same as --format json")
	return cmd
}

func (a *app) check(ctx context.Context, f checkFlags) error {
	p, err := a.open(ctx, f.projectFlags)
	if err != nil {
		a.settle()
		return err
	}
	list := p.Diagnostics
	if p.Config != nil {
		found, err := everyAudience(ctx, p)
		if err != nil {
			return err
		}
		list.Add(found...)
	}
	a.settle()
	if err := a.report(a.Stdout, list, f.name); err != nil {
		return err
	}
	if len(list.Without(diag.Note)) == 0 && f.name == "text" {
		a.say("no mistakes: %s, %s, %s", count(len(p.Site.Pages), "page", "pages"),
			count(len(p.Site.Catalog.Controls), "control", "controls"), count(len(p.Site.Evidence), "piece of evidence", "pieces of evidence"))
	} else {
		a.say("%s", a.summary(list, f.name))
	}
	return judge(list)
}

// everyAudience renders the portal of each audience and gathers what only
// rendering finds, such as broken links.
func everyAudience(ctx context.Context, p *build.Project) (diag.List, error) {
	var list diag.List
	bound := withErrors(p.Diagnostics)
	for _, who := range p.Config.Ladder {
		view, found := p.View(who)
		list.Add(found...)
		if view == nil {
			continue
		}
		_, found, err := p.Render(ctx, view)
		if err != nil {
			return nil, err
		}
		list.Add(slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return unbound[d.Code] && bound[d.Span.Path()] })...)
	}
	return list, nil
}

// unbound are the codes by which rendering reports a name that does not exist
// in its view; resolve has said so already where the name exists nowhere.
var unbound = map[diag.Code]bool{diag.ExprUnbound: true, diag.ControlUnknown: true, diag.EvidenceUnknown: true, diag.FrameworkUnknown: true}

// withErrors returns the files that have errors.
func withErrors(list diag.List) map[string]bool {
	out := map[string]bool{}
	for _, d := range list {
		if d.Severity == diag.Error {
			out[d.Span.Path()] = true
		}
	}
	return out
}
