package cli

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
)

// formats are the printers of diagnostics by name.
var formats = []string{"text", "json", "github", "sarif"}

// formatFlag is the flag that chooses one.
type formatFlag struct{ name string }

func (f *formatFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.name, "format", "text", "how to print diagnostics: text, json, github, sarif")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// check refuses a printer that does not exist before anything is done.
func (f *formatFlag) check(*cobra.Command, []string) error {
	if slices.Contains(formats, f.name) {
		return nil
	}
	return usagef("there is no format %q; the formats are %s", f.name, parameter.Enumerate(formats, "and")).hinted("%s", diag.DidYouMean(f.name, formats))
}

// report prints diagnostics to w: text for people, or one document for
// programs. Notes are for those who ask with --verbose.
func (a *app) report(w io.Writer, found diag.List, format string) error {
	found = found.Sorted()
	if !a.verbose && format == "text" {
		found = found.Without(diag.Note)
	}
	switch format {
	case "text":
		return diag.Text(w, found, diag.TextOptions{Color: a.color(w)})
	case "json":
		return diag.JSON(w, found)
	case "github":
		return diag.GitHub(w, found)
	case "sarif":
		return diag.SARIF(w, found)
	}
	return fmt.Errorf("no printer for the format %q", format)
}

// summary counts diagnostics; notes that were not printed are counted apart.
func (a *app) summary(found diag.List, format string) string {
	notes := found.Sorted().Count(diag.Note)
	if a.verbose || format != "text" || notes == 0 {
		return diag.Summary(found)
	}
	return fmt.Sprintf("%s (and %s with --verbose)", diag.Summary(found.Without(diag.Note)), count(notes, "note", "notes"))
}

// judge ends a command by its diagnostics.
func judge(list diag.List) error {
	if list.HasErrors() {
		return errMend
	}
	return nil
}
