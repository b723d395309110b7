package cli

import "fmt"

// progress returns what tells the user of each step: lines with --verbose, one
// line that is overwritten on a terminal, nothing elsewhere.
func (a *app) progress() func(step string) {
	switch {
	case a.quiet:
		return nil
	case a.verbose:
		return func(step string) { fmt.Fprintf(a.Stderr, "candor: %s\n", step) }
	case terminal(a.Stderr) && a.Getenv("TERM") != "dumb":
		return func(step string) {
			a.drawn.Store(true)
			fmt.Fprintf(a.Stderr, "\r\x1b[K%s...", step)
		}
	}
	return nil
}

// settle ends the line that progress overwrites.
func (a *app) settle() {
	if a.drawn.Swap(false) {
		fmt.Fprint(a.Stderr, "\r\x1b[K")
	}
}
