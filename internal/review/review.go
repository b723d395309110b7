// Package review is the part of the command line that compares what a portal
// claims with what it claimed: the commands diff and snapshot.
//
// It finds the two sides, has package build judge them and package change
// compare them, and prints the answer. It runs no other program: revisions are
// read out of the git repository by package history.
package review

import (
	"fmt"
	"io"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/progress"
)

// Env is what the commands know of the program that they are part of.
type Env struct {
	Dir      *string // the site, once flags are read
	Quiet    *bool
	Stdout   io.Writer
	Stderr   io.Writer
	Color    func(w io.Writer) bool
	Site     func() error                         // says what is wrong with Dir
	Instant  func(text string) (time.Time, error) // reads an instant or a date; "" is the time of the build
	Memo     func(never bool) *memo.Table         // results of earlier runs
	Progress func() *progress.Work                // of this run
	Report   func(diag.List) error                // prints diagnostics
	Misuse   func(message, hint string) error     // is a mistake in the words of the command line
	Mend     error                                // ends a command that said what is to be mended
}

func (e *Env) misuse(hint, format string, args ...any) error {
	return e.Misuse(fmt.Sprintf(format, args...), hint)
}

// say prints a message, unless the user wants none.
func (e *Env) say(format string, args ...any) {
	if !*e.Quiet {
		fmt.Fprintf(e.Stderr, format+"\n", args...)
	}
}
