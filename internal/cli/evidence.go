package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/jsontext"
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
	opt, err := a.options(f)
	if err != nil {
		return err
	}
	if err := a.isFolder(); err != nil {
		return err
	}
	stock, err := build.TakeStock(ctx, opt)
	a.settle()
	if err != nil {
		return err
	}
	if stock.Config == nil {
		return a.failed(stock.Diagnostics, "text", "")
	}
	if asJSON {
		rows := make([]listed, 0, len(stock.Evidence))
		for _, e := range stock.Evidence {
			rows = append(rows, row(e, stock.Uses[e]))
		}
		return jsontext.Document(a.Stdout, rows)
	}
	return table(a.Stdout, []string{"ID", "FORMAT", "COLLECTED", "FRESHNESS", "VERDICT", "SCOPE", "CONTROLS"}, len(stock.Evidence), func(i int, cells []string) {
		r := row(stock.Evidence[i], stock.Uses[stock.Evidence[i]])
		copy(cells, []string{r.ID, or(r.Format), or(r.CollectedAt), or(r.Freshness), r.Verdict, dash(r.Scope), dash(strings.Join(r.Controls, ","))})
	})
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

func row(e *trust.Evidence, u *build.Use) listed {
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
		worst := string(u.Worst)
		r.Freshness, r.Controls = &worst, u.Controls
	}
	return r
}
