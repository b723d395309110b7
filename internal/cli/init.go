package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/scaffold"
)

func (a *app) initCommand() *cobra.Command {
	write, bare := scaffold.Site, false
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a small working site",
		Long: `Init writes a site with three controls: one verified, one stale, and one that
its evidence contradicts, under an exception. Build it, then change a number.

Beside them it writes a library of answers to security questionnaires, with the
controls that they rest on. All of that is marked as a sample, rests on samples
that end after 90 days, and is to be replaced. With --bare there is no library.`,
		Example: `  candor init demo && cd demo && candor build`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("say where to make the site: candor init DIR")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			now, err := a.instant("")
			if err != nil {
				return err
			}
			if bare {
				write = scaffold.Bare
			}
			names, err := write(args[0], now)
			if exists := (*scaffold.Exists)(nil); errors.As(err, &exists) {
				return usagef("%s exists and is not empty; choose a new folder", args[0])
			}
			if err != nil {
				return err
			}
			a.say("made a site of %d files in %s", len(names), args[0])
			a.say("next: cd %s && candor build && candor serve", args[0])
			return nil
		},
	}
	cmd.Flags().BoolVar(&bare, "bare", false, "write no library of answers")
	return cmd
}
