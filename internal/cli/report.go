package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
)

// formats are the printers of diagnostics by name.
var formats = []string{"text", "json", "github", "sarif"}

// formatFlag is the flag that chooses one.
type formatFlag struct{ name string }

func (f *formatFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.name, "format", "text", "how to print diagnostics: text, json, github, sarif")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// report prints diagnostics to w: text for people, or one document for
// programs. Notes are for those who ask with --verbose.
func (a *app) report(w io.Writer, list diag.List, format string) error {
	list = list.Sorted()
	if !a.verbose && format == "text" {
		list = list.Without(diag.Note)
	}
	switch format {
	case "text":
		return diag.Text(w, list, diag.TextOptions{Color: a.color(w)})
	case "json":
		return diag.JSON(w, list)
	case "github":
		return diag.GitHub(w, list)
	case "sarif":
		return diag.SARIF(w, list)
	}
	return usagef("there is no format %q; the formats are text, json, github and sarif", format)
}

// judge ends a command by its diagnostics.
func judge(list diag.List) error {
	if list.HasErrors() {
		return errMend
	}
	return nil
}
