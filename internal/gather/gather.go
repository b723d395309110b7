// Package gather is the part of the command line that collects evidence: the
// commands collect and record.
//
// It turns flags and declarations into jobs, has package collect run them, and
// prints what came of them: results and messages on standard error, JSON on
// standard output.
package gather

import (
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/candor-site/candor/internal/diag"
)

// Env is what the commands know of the program that they are part of.
type Env struct {
	Dir      *string // the site, once flags are read
	Quiet    *bool
	Version  string
	Terminal bool // standard error is one
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	Site     func() error                         // says what is wrong with Dir
	Instant  func(text string) (time.Time, error) // reads an instant or a date
	Report   func(diag.List) error                // prints diagnostics

	drawn atomic.Bool // a line of progress stands on the terminal
}

// ErrMend ends a command that said what is to be mended.
var ErrMend = errors.New("something is to be mended")

// Misuse is a mistake in the words of the command line.
type Misuse struct {
	Message string
	Hint    string // an action, or ""
}

// Error implements error.
func (m *Misuse) Error() string { return m.Message }

func misuse(format string, args ...any) *Misuse {
	return &Misuse{Message: fmt.Sprintf(format, args...)}
}

func (m *Misuse) hinted(format string, args ...any) *Misuse {
	m.Hint = fmt.Sprintf(format, args...)
	return m
}

// say prints a message, unless the user wants none.
func (e *Env) say(format string, args ...any) {
	if !*e.Quiet {
		fmt.Fprintf(e.Stderr, format+"\n", args...)
	}
}

// settle ends the line that progress overwrites.
func (e *Env) settle() {
	if e.drawn.Swap(false) {
		fmt.Fprint(e.Stderr, "\r\x1b[K")
	}
}
