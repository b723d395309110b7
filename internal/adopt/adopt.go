// Package adopt is the part of the command line that brings what exists into a
// site: the commands import page and import claims.
//
// It turns flags into a request to package intake, and prints what became of
// it: data on standard output, messages and doubts on standard error.
package adopt

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// Env is what the commands know of the program that they are part of.
type Env struct {
	Dir      *string // the site, once flags are read
	Quiet    *bool
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Color    func(io.Writer) bool
	Site     func() error                     // says what is wrong with Dir
	Complain func(message, hint string)       // prints an error
	Misuse   func(message, hint string) error // a mistake in the words of the command line
	Mend     error                            // ends a command that said what is to be mended
	OneOf    cobra.PositionalArgs             // refuses arguments of a command that only has commands
}

// Import is the command of which the others are part.
func (e *Env) Import() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "import",
		Short:   "Bring existing pages and lists of claims into the site",
		Example: "  candor import page docs/security.md\n  candor import claims claims.yaml",
		Args:    e.OneOf,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(e.page(), e.claims())
	return cmd
}

// say prints a message, unless the user wants none.
func (e *Env) say(format string, args ...any) {
	if !*e.Quiet {
		fmt.Fprintf(e.Stderr, format+"\n", args...)
	}
}
