// Package survey is the part of the command line that answers security
// questionnaires: the commands match, fill and import-answers.
//
// It turns flags into calls, and prints what came of them: data on standard
// output, messages on standard error. Nothing of what a customer asks reaches a
// template, a shell or a log.
package survey

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
)

// Open opens the site as an audience sees it; "" is the most open one.
type Open func(ctx context.Context, audience string) (*build.Project, *disclose.View, error)

// Env is what the commands know of the program that they are part of.
type Env struct {
	Dir    *string // the site, once flags are read
	Quiet  *bool
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Site   func(*cobra.Command) Open        // adds the flags by which a site is opened, and returns what opens it
	Report func(diag.List) error            // prints diagnostics
	Misuse func(message, hint string) error // a mistake in the words of the command line
	Mend   error                            // ends a command that said what is to be mended
}

// say prints a message, unless the user wants none.
func (e *Env) say(format string, args ...any) {
	if !*e.Quiet {
		fmt.Fprintf(e.Stderr, format+"\n", args...)
	}
}
