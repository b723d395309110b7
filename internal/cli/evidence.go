package cli

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/trust"
)

func (a *app) evidenceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evidence",
		Short: "List evidence, or say what a file is",
		Example: `  candor evidence ls
  candor evidence inspect scan.json
  candor evidence inspect --json evidence/*.json`,
		Args: oneOfCommands,
		RunE: func(*cobra.Command, []string) error {
			return usagef("say what to do: ls, inspect, pull, verify or history")
		},
	}
	cmd.AddCommand(a.listCommand(), a.inspectCommand(), a.gathering().Pull(), a.verifyCommand(), a.historyCommand())
	return cmd
}

func (a *app) listCommand() *cobra.Command {
	var f projectFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "ls",
		Short: "List the evidence of the site, how old it is and what it serves",
		Example: `  candor evidence ls
  candor evidence ls --as-of 2027-01-31    # what will have expired by then`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.list(cmd.Context(), f, asJSON) },
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}

// listed is one row of the list.
type listed struct {
	ID          string   `json:"id"`
	Path        string   `json:"path"`
	Format      *string  `json:"format"`
	Tool        string   `json:"tool"`
	CollectedAt *string  `json:"collected_at"`
	Source      string   `json:"collected_at_source"`
	Verdict     string   `json:"verdict"`
	Freshness   *string  `json:"freshness"` // worst over the controls that it serves; null when it serves none
	Scope       string   `json:"scope"`
	Controls    []string `json:"controls"`
}

func (a *app) list(ctx context.Context, f projectFlags, asJSON bool) error {
	p, err := a.open(ctx, f)
	a.settle()
	if err != nil {
		return err
	}
	if p.Site == nil {
		return a.failed(p.Diagnostics, "text", "")
	}
	rows := make([]listed, 0, len(p.Site.Evidence))
	uses := used(p.Assessment)
	for _, e := range p.Site.Evidence {
		rows = append(rows, row(e, uses[e]))
	}
	if asJSON {
		return printJSON(a.Stdout, rows)
	}
	w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tFORMAT\tCOLLECTED\tFRESHNESS\tVERDICT\tSCOPE\tCONTROLS")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, or(r.Format), or(r.CollectedAt), or(r.Freshness), r.Verdict, dash(r.Scope), dash(strings.Join(r.Controls, ",")))
	}
	return w.Flush()
}

func or(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// use is what a piece of evidence serves for.
type use struct {
	worst    trust.Freshness // over the controls
	controls []string        // in the order of the findings
}

// used returns the uses of evidence; what serves no control has none.
func used(found *trust.Assessment) map[*trust.Evidence]*use {
	out := map[*trust.Evidence]*use{}
	for _, f := range found.Findings {
		for _, o := range f.Observations {
			u := out[o.Evidence]
			if u == nil {
				u = &use{worst: o.Freshness}
				out[o.Evidence] = u
			}
			u.worst = u.worst.Worse(o.Freshness)
			if n := len(u.controls); n == 0 || u.controls[n-1] != f.Control {
				u.controls = append(u.controls, f.Control)
			}
		}
	}
	return out
}

func row(e *trust.Evidence, u *use) listed {
	r := listed{
		ID: e.ID, Path: e.Path, Tool: e.Tool.Name, Source: e.Clocks.CollectedSource, Verdict: string(e.Verdict),
		Scope: e.Scope.String(), Controls: []string{},
	}
	if e.Format != "" {
		r.Format = &e.Format
	}
	if !e.Clocks.CollectedAt.IsZero() {
		at := e.Clocks.CollectedAt.UTC().Format(time.RFC3339)
		r.CollectedAt = &at
	}
	if u != nil {
		worst := string(u.worst)
		r.Freshness, r.Controls = &worst, u.controls
	}
	return r
}
