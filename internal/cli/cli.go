// Package cli is the command line: each command turns flags into options,
// makes one call and prints the answer.
//
// Data goes to standard output; messages, diagnostics of builds and progress
// go to standard error. Exit codes are the same everywhere: 0 clean, 1 the
// author or the organisation has something to mend, 2 wrong usage, 3 the
// machine failed. The package judges nothing by itself.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/adopt"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/gather"
	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/lull"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/profile"
	"github.com/candor-site/candor/internal/progress"
	"github.com/candor-site/candor/internal/publish"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/restyle"
	"github.com/candor-site/candor/internal/review"
	"github.com/candor-site/candor/internal/slack"
	"github.com/candor-site/candor/internal/survey"
)

// Process is what a command knows of the process that it runs in.
type Process struct {
	Args   []string // without the name of the program
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
	Now    func() time.Time
}

// The exit codes.
const (
	exitClean   = 0
	exitMend    = 1
	exitUsage   = 2
	exitMachine = 3
)

// errMend ends a command whose diagnostics were printed.
var errMend = errors.New("diagnostics were printed")

// Run runs one command and returns its exit code.
func Run(ctx context.Context, p Process) int {
	a := &app{Process: p}
	a.relax()
	lull.End()
	root := a.root()
	root.SetArgs(p.Args)
	cmd, err := root.ExecuteContextC(ctx)
	a.forget()
	return a.exit(ctx, cmd, errors.Join(err, a.recording.Stop()))
}

// app is one run of the program.
type app struct {
	Process
	dir      string
	quiet    bool
	verbose  bool
	started  bool           // a command began: errors are no longer about its words
	work     *progress.Work // nil until something takes a while
	memo     *memo.Table    // results of earlier runs, once a command asked for them
	watch    *rest.Watch    // which files were at rest when the run began
	locker   *locker.Locker // pieces of evidence, as of earlier runs
	memoRoot *os.Root       // where they lie

	cpu, trace string             // files to record to, or ""
	recording  *profile.Recording // nil when nothing is recorded
}

// relax sets the collector, unless the environment says how it is to run. What a
// large site holds is the most of what the program takes, and would be doubled at
// Go's own share: an eighth of it may become garbage, a quarter in a build, which
// makes more of it, and which on a large site has use at its end for 256 MiB
// anyway. What only judges is given no such room: it would be filled by large
// reports, of which little stays. Small sites are done before the collector ran,
// which would take a fifth of the processor's time. The development server holds a
// site as long as somebody writes, and an edit that waits for the collector is felt.
func (a *app) relax() {
	switch {
	case a.Getenv("GOGC") != "", a.Getenv("GOMEMLIMIT") != "":
	case slices.Contains(a.Args, "serve"):
		slack.Leave(64<<20, 1, 0)
	case slices.Contains(a.Args, "build"):
		slack.Leave(80<<20, 4, 256<<20)
	default:
		slack.Leave(48<<20, 8, 0)
	}
}

// exit prints the error of a command as people want to read it and returns its
// code.
func (a *app) exit(ctx context.Context, cmd *cobra.Command, err error) int {
	a.settle()
	var usage usageError
	var misuse *gather.Misuse
	var refused *publish.Refused
	var busy *publish.Busy
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errMend), errors.Is(err, gather.ErrMend):
		return exitMend
	case errors.As(err, &misuse):
		a.complain(misuse.Message, misuse.Hint)
		return exitUsage
	case errors.As(err, &usage):
		a.complain(err.Error(), usage.hint)
		return exitUsage
	case !a.started:
		a.complain(err.Error(), "see "+cmd.CommandPath()+" --help")
		return exitUsage
	case errors.Is(err, build.ErrNoSite):
		a.complain(fmt.Sprintf("there is no %s in %s", config.Name, a.folder()), "change to the site's folder, name it with --dir, or make one with candor init DIR")
		return exitUsage
	case errors.As(err, &refused):
		a.complain(refused.Error(), refused.Hint)
		return exitUsage
	case errors.As(err, &busy):
		a.complain(busy.Error(), "wait for it to end")
		return exitMachine
	case ctx.Err() != nil && cmd.Name() == "build":
		a.complain("interrupted", "nothing was published, the last good portal stays")
		return exitMachine
	case ctx.Err() != nil:
		a.complain("interrupted", "")
		return exitMachine
	}
	a.complain(err.Error(), "")
	return exitMachine
}

// complain prints an error and a hint under it.
func (a *app) complain(message, hint string) {
	fmt.Fprintf(a.Stderr, "candor: error: %s\n", message)
	if hint != "" {
		fmt.Fprintf(a.Stderr, "candor: hint: %s\n", hint)
	}
}

// say prints a message, unless the user wants none.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.Stderr, format+"\n", args...)
	}
}

// root is the command without a command.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "candor",
		Short: "Compile security pages, controls and evidence into a trust portal",
		Long: `Candor compiles security pages, a catalog of controls and collected evidence
into a static trust portal. Every claim is a typed value that evidence can
prove, contradict or outlive.

Exit codes: 0 clean, 1 something to mend, 2 wrong usage, 3 the machine failed.`,
		Example: `  candor init demo && cd demo && candor build
  candor check --format github
  candor explain log-retention`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		Args:          oneOfCommands,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) (err error) {
			a.started = true
			a.recording, err = profile.Start(a.cpu, a.trace)
			return err
		},
	}
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.SetIn(a.Stdin)
	root.SetFlagErrorFunc(flagError)
	root.SetVersionTemplate("candor {{ .Version }}\n")
	flags := root.PersistentFlags()
	flags.StringVarP(&a.dir, "dir", "C", ".", "the site's folder")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "print no messages but errors")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "print each step")
	flags.StringVar(&a.cpu, "profile", "", "record a CPU profile to this file, for go tool pprof")
	flags.StringVar(&a.trace, "trace", "", "record an execution trace to this file, for go tool trace")
	gathering, reviewing, surveying := a.gathering(), a.reviewing(), a.surveying()
	root.AddCommand(
		a.initCommand(), a.newCommand(), a.adopting().Import(), a.buildCommand(), a.previewing().Serve(), a.checkCommand(), a.explainCommand(), gathering.Collect(), gathering.Record(), reviewing.Diff(), reviewing.Snapshot(),
		a.evidenceCommand(), surveying.Match(), surveying.Fill(), surveying.ImportAnswers(), a.exportCommand(), a.referenceCommand(), a.restyling().Theme(), a.versionCommand(),
	)
	root.SetHelpCommand(helpCommand(root))
	nameShells(root)
	return root
}

// gathering are the commands that collect evidence.
func (a *app) gathering() *gather.Env {
	return &gather.Env{
		Dir: &a.dir, Quiet: &a.quiet, Version: version(), Terminal: terminal(a.Stderr) && a.Getenv("TERM") != "dumb",
		Stdin: a.Stdin, Stdout: a.Stdout, Stderr: a.Stderr, Getenv: a.Getenv, Now: a.Now, Site: a.isSite, Instant: a.instant,
		Report: func(list diag.List) error { return a.report(a.Stderr, list, "text") },
	}
}

// adopting are the commands that bring what exists into a site.
func (a *app) adopting() *adopt.Env {
	return &adopt.Env{
		Dir: &a.dir, Quiet: &a.quiet, Stdin: a.Stdin, Stdout: a.Stdout, Stderr: a.Stderr, Color: a.color, Site: a.isSite,
		Complain: a.complain, Mend: errMend, OneOf: oneOfCommands,
		Misuse: func(message, hint string) error { return usagef("%s", message).hinted("%s", hint) },
	}
}

// reviewing are the commands that compare claims.
func (a *app) reviewing() *review.Env {
	return &review.Env{
		Dir: &a.dir, Quiet: &a.quiet, Stdout: a.Stdout, Stderr: a.Stderr, Color: a.color, Site: a.isSite, Instant: a.instant,
		Memo: a.remember, Progress: a.progress, Mend: errMend,
		Report: func(list diag.List) error { return a.report(a.Stderr, list, "text") },
		Misuse: func(message, hint string) error { return usagef("%s", message).hinted("%s", hint) },
	}
}

// surveying are the commands that answer questionnaires.
func (a *app) surveying() *survey.Env {
	return &survey.Env{
		Dir: &a.dir, Quiet: &a.quiet, Stdin: a.Stdin, Stdout: a.Stdout, Stderr: a.Stderr, Mend: errMend,
		Site: func(cmd *cobra.Command) survey.Open {
			var f projectFlags
			f.add(cmd)
			return func(ctx context.Context, who string) (*build.Project, *disclose.View, error) {
				return a.inside(ctx, f, who, false)
			}
		},
		Report: func(list diag.List) error { return a.report(a.Stderr, list, "text") },
		Misuse: func(message, hint string) error { return usagef("%s", message).hinted("%s", hint) },
	}
}

// restyling are the commands that deal with themes.
func (a *app) restyling() *restyle.Env {
	return &restyle.Env{
		Dir: &a.dir, Quiet: &a.quiet, Stdout: a.Stdout, Stderr: a.Stderr, Site: a.isSite, Mend: errMend, OneOf: oneOfCommands, NoArgs: noArgs,
		Report: func(list diag.List) error { return a.report(a.Stderr, list, "text") },
		Misuse: func(message, hint string) error { return usagef("%s", message).hinted("%s", hint) },
	}
}

// terminal reports whether a writer is a terminal.
func terminal(w io.Writer) bool {
	if c, ok := w.(*copied); ok {
		w = c.Writer
	}
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// color reports whether a writer wants colours (https://no-color.org).
func (a *app) color(w io.Writer) bool {
	return a.Getenv("NO_COLOR") == "" && a.Getenv("TERM") != "dumb" && terminal(w)
}
