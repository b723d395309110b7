// Package preview is the part of the command line that shows a site while it is
// written: the command serve.
//
// It watches the files, has a session of package build open the site again when
// they change, and gives package serve the pages that browsers ask for, each made
// when it is asked for. It writes nothing.
package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/desktop"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/serve"
	"github.com/candor-site/candor/internal/watch"
)

// Env is what the command knows of the program that it is part of.
type Env struct {
	Dir     *string // the site, once flags are read
	Quiet   *bool
	Stderr  io.Writer
	Getenv  func(string) string
	Now     func() time.Time
	Site    func() error           // says what is wrong with Dir
	Folder  func() string          // Dir as people find it
	Watched func(path string) bool // whether a path is part of what a build reads
	// Options adds the flags of every command that opens a site, and returns what
	// reads them; a date takes the place of the instant that they give.
	Options  func(cmd *cobra.Command) func(date string) (build.Options, error)
	NoArgs   cobra.PositionalArgs
	States   func(disclose.Summary) string                      // the controls by state, in one line
	Settle   func()                                             // ends the line that progress overwrites
	Report   func(diag.List) error                              // prints the diagnostics of a build
	Misuse   func(message, hint string) error                   // is a mistake in the words of the command line
	Who      func(ladder []string, name string) (string, error) // checks the name of an audience
	Complain func(message, hint string)                         // prints an error
}

type flags struct {
	addr     string
	audience string
	open     bool
	options  func(date string) (build.Options, error)
}

// Serve is the command serve.
func (e *Env) Serve() *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the portal on this machine and rebuild it on every change",
		Long: `Serve shows the portal on a loopback address, from memory, and builds it again
when a file changes. Open pages reload by themselves when they changed; new
styles are put on without. A build with mistakes shows them over the last good
portal. A toolbar on each page chooses the audience, the date as of which the
portal is judged, and whether drafts are shown.`,
		Example: `  candor serve --open
  candor serve --addr 127.0.0.1:9000 --audience nda --drafts`,
		Args: e.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return e.run(cmd.Context(), f) },
	}
	f.options = e.Options(cmd)
	cmd.Flags().StringVar(&f.addr, "addr", "127.0.0.1:8080", "loopback address to listen on; port 0 takes a free one")
	cmd.Flags().StringVar(&f.audience, "audience", "", "whom the portal is for (default: the most open audience)")
	cmd.Flags().BoolVar(&f.open, "open", false, "open the portal in the browser of the desktop")
	return cmd
}

func (e *Env) run(ctx context.Context, f flags) error {
	if err := e.Site(); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s, err := newStage(e, f)
	if err != nil {
		return err
	}
	defer func() { _ = s.session.Close() }() // it was only read
	ready := make(chan struct{})
	go func() { cancel(e.watch(ctx, ready, s.changed)) }()
	select {
	case <-ready: // what changes from here on is seen
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if err := s.first(ctx); err != nil {
		return err
	}
	listener, err := serve.Listen(f.addr)
	if err != nil {
		return e.Misuse(err.Error(), "choose another address with --addr, such as 127.0.0.1:0 for a free port")
	}
	e.say("serving %s on %s (Ctrl-C ends it)", e.Folder(), address(listener, s.basePath))
	if f.open {
		e.browse(address(listener, s.basePath))
	}
	go s.run(ctx)
	err = s.server.Serve(ctx, listener)
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

func address(l net.Listener, basePath string) string {
	return fmt.Sprintf("http://%s%s", l.Addr(), basePath)
}

// browse opens the portal in a browser, where there is one.
func (e *Env) browse(address string) {
	switch err := desktop.Open(address, runtime.GOOS, e.Getenv); {
	case errors.Is(err, desktop.ErrNone):
		e.say("candor: there is no desktop to open a browser on")
	case err != nil:
		e.say("candor: no browser was opened: %v", err)
	}
}

// watch tells of changed files until ctx ends.
func (e *Env) watch(ctx context.Context, ready chan<- struct{}, changed func([]string)) error {
	return watch.Run(ctx, watch.Options{
		Dir:    *e.Dir,
		Skip:   func(path string) bool { return !e.Watched(path) },
		Ready:  func() { close(ready) },
		Notice: func(message string) { e.say("candor: %s", message) },
	}, func(paths []string) {
		e.say("changed: %s", brief(paths))
		changed(paths)
	})
}

func brief(paths []string) string {
	const most = 3
	if len(paths) > most {
		return strings.Join(paths[:most], ", ") + " and more"
	}
	return strings.Join(paths, ", ")
}

// say prints a message, unless the user wants none.
func (e *Env) say(format string, args ...any) {
	if !*e.Quiet {
		fmt.Fprintf(e.Stderr, format+"\n", args...)
	}
}
