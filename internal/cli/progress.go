package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/progress"
)

// progress returns the work of this run, which tells the user how far it is: a
// bar on a terminal, steps with --verbose, lines for what takes long elsewhere,
// nothing with --quiet.
func (a *app) progress() *progress.Work {
	if a.work == nil {
		style := progress.Lines
		switch {
		case a.quiet:
			style = progress.Silent
		case a.verbose:
			style = progress.Each
		case terminal(a.Stderr) && a.Getenv("TERM") != "dumb":
			style = progress.Bar
		}
		a.work = progress.New(a.Stderr, style, a.Now)
	}
	return a.work
}

// settle ends the line that progress overwrites.
func (a *app) settle() { a.work.Settle() }

// took says how long the steps of this run took, in one line.
func (a *app) took() string {
	var all time.Duration
	var parts []string
	for _, s := range a.work.Steps() {
		all += s.Took
		parts = append(parts, fmt.Sprintf("%s %.1f", s.Name, s.Took.Seconds()))
	}
	return fmt.Sprintf("%.1f s: %s", all.Seconds(), strings.Join(parts, ", "))
}
