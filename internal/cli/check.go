package cli

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/controls"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/outbound"
)

type checkFlags struct {
	projectFlags
	formatFlag
	external externalFlags
	facts    factFlags
	json     bool
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check pages, controls and evidence without building",
		Long: `Check reports every mistake of every file in one run: syntax, references,
audiences, links, assertions, and the states that candor.yaml promotes to
errors or warnings. It renders the portal of every audience in memory, and
writes nothing.

With --external it also asks the hosts that the site links to whether they
still answer. A page that does not exist any more is an error, one that has
moved for good is a note, and a host that is not reached, too busy or unwilling
is a warning: without a network, each host gives one warning. Answers are
remembered for seven days, failures for an hour. --external=list asks nobody
and prints each address with its place.

With --facts it prints instead each fact about security that stands in prose,
and what it was held against. With --fix it first rewrites the values of controls
that pages spell out as bindings; --fix --dry-run prints what it would change.`,
		Example: `  candor check
  candor check --format github
  candor check --as-of 2027-01-31    # what will have expired by then
  candor check --external            # also links to other hosts
  candor check --facts               # what prose states, and what carries it
  candor check --fix --dry-run       # which numbers would become bindings`,
		Args: noArgs,
		PreRunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(f.external.check(), f.facts.check()); err != nil {
				return err
			}
			return f.formatFlag.check(cmd, args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.json {
				f.name = "json"
			}
			return a.check(cmd.Context(), f)
		},
	}
	f.projectFlags.add(cmd)
	f.formatFlag.add(cmd)
	f.external.add(cmd)
	f.facts.add(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "the same as --format json")
	return cmd
}

func (a *app) check(ctx context.Context, f checkFlags) error {
	p, err := a.open(ctx, f.projectFlags)
	if err != nil {
		a.settle()
		return err
	}
	if done, err := a.prose(ctx, &p, f); done || err != nil {
		return err
	}
	list := p.Diagnostics
	if p.Config != nil {
		found, refs, err := everyAudience(ctx, p, f.external.mode != "")
		if err != nil {
			return err
		}
		if f.external.mode == externalList {
			a.settle()
			return outbound.List(a.Stdout, refs)
		}
		list.Add(found...)
		if f.external.mode == externalAsk {
			answers, err := a.external(ctx, refs, f.external)
			if err != nil {
				return err
			}
			list.Add(answers...)
		}
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
// rendering finds, such as broken links, and, if wanted, the links to other
// hosts.
func everyAudience(ctx context.Context, p *build.Project, external bool) (diag.List, []outbound.Reference, error) {
	var list diag.List
	var refs []outbound.Reference
	var err error
	ladder := p.Config.Ladder
	if slices.ContainsFunc(p.Diagnostics, func(d diag.Diagnostic) bool { return closed[d.Code] }) {
		ladder = ladder[len(ladder)-1:]
	}
	follows := consequences(p.Diagnostics)
	for i, who := range ladder {
		view, found := p.View(who)
		list.Add(found...)
		if view == nil {
			continue
		}
		var files []artifact.File
		if external {
			files, found, err = p.Render(ctx, view)
			refs = append(refs, outbound.References(view, files)...)
		} else {
			found, err = p.Write(ctx, view, func(artifact.File) error { return nil }, nil, i == len(ladder)-1) // nothing is kept
		}
		if err != nil {
			return nil, nil, err
		}
		list.Add(slices.DeleteFunc(found, follows)...)
	}
	return list, refs, nil
}

// closed are the mistakes that close an item to all but the most closed
// audience; links to it are broken in no other portal.
var closed = map[diag.Code]bool{diag.AudienceUnknown: true, diag.AudienceLoosens: true}

// unbound are the codes by which rendering reports a name that does not exist
// in its view.
var unbound = map[diag.Code]bool{
	diag.ExprUnbound: true, diag.ControlUnknown: true, diag.EvidenceUnknown: true, diag.FrameworkUnknown: true, diag.ParameterUnknown: true,
}

// consequences returns what tells whether rendering found something because of
// an error that was reported already: a name, because of one on the page itself
// or in the catalog and the evidence that pages read; a link, because of one
// that took the text of the page that it leads to.
func consequences(list diag.List) func(diag.Diagnostic) bool {
	files, read := map[string]bool{}, false
	var pages []string
	for _, d := range list {
		if d.Severity != diag.Error {
			continue
		}
		name := d.Span.Path()
		files[name] = true
		top, _, _ := strings.Cut(name, "/")
		read = read || top == controls.Dir || top == evidence.Dir
		if top == content.Dir && emptied[d.Code] {
			pages = append(pages, linkName(name))
		}
	}
	return func(d diag.Diagnostic) bool {
		switch d.Code {
		case diag.LinkBroken, diag.AnchorBroken:
			return slices.ContainsFunc(pages, func(page string) bool { return strings.Contains(d.Span.Text(), page) })
		}
		return unbound[d.Code] && (read || files[d.Span.Path()]) && !isField(d)
	}
}

// isField reports whether a diagnostic is about a field of the site or of the
// page, which are there whatever else is wrong.
func isField(d diag.Diagnostic) bool {
	text := d.Span.Text()
	return d.Code == diag.ExprUnbound && (strings.HasPrefix(text, "site.") || strings.HasPrefix(text, "page."))
}

// emptied are the mistakes that take the text of a page, or its address.
var emptied = map[diag.Code]bool{
	diag.FrontmatterSyntax: true, diag.FileUnreadable: true, diag.FileEncoding: true, diag.FileLimit: true, diag.RouteConflict: true,
}

// linkName is what a link to a page holds: the name of its file, or of its
// folder.
func linkName(file string) string {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if strings.TrimPrefix(name, "_") == "index" {
		return path.Base(path.Dir(file))
	}
	return name
}
