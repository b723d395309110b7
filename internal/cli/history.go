package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/explain"
)

// maxHistoryDays is the longest time that a history covers: ten years.
const maxHistoryDays = 3653

type historyFlags struct {
	projectFlags
	audience string
	days     int64
	json     bool
}

func (a *app) historyCommand() *cobra.Command {
	var f historyFlags
	cmd := &cobra.Command{
		Use:   "history ID",
		Short: "Say when evidence was recorded, and how steadily",
		Long: `History lists the recordings of a piece of evidence with their verdicts, and says
for how much of the time it was fresh, which gap was the longest, how many runs
were missed and when the next one is due.`,
		Example: `  candor evidence history trivy-api
  candor evidence history trivy-api --days 365 --json`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return usagef("name one piece of evidence: candor evidence history trivy-api")
			case f.days < 1 || f.days > maxHistoryDays:
				return usagef("--days %d is not a number of days from 1 to %d", f.days, maxHistoryDays)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.history(cmd.Context(), f, args[0]) },
	}
	f.add(cmd)
	cmd.Flags().Int64Var(&f.days, "days", 90, "how far back to look")
	cmd.Flags().StringVar(&f.audience, "audience", "", "show what this audience sees (default: the most closed one)")
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON")
	return cmd
}

func (a *app) history(ctx context.Context, f historyFlags, id string) error {
	_, v, err := a.inside(ctx, f.projectFlags, f.audience, true)
	if err != nil {
		return err
	}
	past, ok := explain.History(v, id, f.days)
	if !ok {
		var known []string
		for _, e := range v.Evidence {
			known = append(known, e.ID)
		}
		return usagef("there is no evidence %q that a control needs", id).hinted("%s", cmp.Or(diag.DidYouMean(id, known), "candor evidence ls lists the evidence and the controls that it serves"))
	}
	return a.said(past.JSON, past.Text, f.json)
}
