package cli

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/explain"
	"github.com/candor-site/candor/internal/serve"
	"github.com/candor-site/candor/internal/watch"
)

type serveFlags struct {
	projectFlags
	addr     string
	audience string
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the portal on this machine and rebuild it on every change",
		Long: `Serve builds the portal in memory, shows it on a loopback address, and builds
it again when a file changes. Open pages reload by themselves. A build with
mistakes shows them over the last good portal.`,
		Example: `  candor serve
  candor serve --addr 127.0.0.1:9000 --audience nda --drafts`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	f.add(cmd)
	cmd.Flags().StringVar(&f.addr, "addr", "127.0.0.1:8080", "loopback address to listen on; port 0 takes a free one")
	cmd.Flags().StringVar(&f.audience, "audience", "", "whom the portal is for (default: the most open audience)")
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	if err := a.isSite(); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := &watcher{app: a, flags: f, ready: make(chan struct{}), server: make(chan *serve.Server, 1)}
	go func() { cancel(w.run(ctx)) }()
	select {
	case <-w.ready: // what changes from here on is seen
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	first, err := a.attempt(ctx, f)
	if err != nil {
		return err
	}
	listener, err := serve.Listen(f.addr)
	if err != nil {
		return usagef("%w", err).hinted("choose another address with --addr, such as 127.0.0.1:0 for a free port")
	}
	server := serve.New(first.basePath)
	if err := a.present(server, first); err != nil {
		return err
	}
	a.say("serving %s on http://%s%s (Ctrl-C ends it)", a.folder(), listener.Addr(), first.basePath)
	w.server <- server
	err = server.Serve(ctx, listener)
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

// watcher rebuilds the site on every change.
type watcher struct {
	app    *app
	flags  serveFlags
	ready  chan struct{}      // closed when every later change will be seen
	server chan *serve.Server // gives the server once the first build is in
}

// run watches until ctx ends.
func (w *watcher) run(ctx context.Context) error {
	var server *serve.Server
	return watch.Run(ctx, watch.Options{
		Dir:    w.app.dir,
		Skip:   func(path string) bool { return !watched(path) },
		Ready:  func() { close(w.ready) },
		Notice: func(message string) { w.app.say("candor: %s", message) },
	}, func(paths []string) {
		if server == nil {
			select {
			case server = <-w.server:
			case <-ctx.Done():
				return
			}
		}
		w.app.say("changed: %s", brief(paths))
		w.app.rebuild(ctx, w.flags, server)
	})
}

// rebuild builds again and shows the result, or why there is none.
func (a *app) rebuild(ctx context.Context, f serveFlags, server *serve.Server) {
	made, err := a.attempt(ctx, f)
	if err == nil {
		err = a.present(server, made)
	}
	if err != nil && ctx.Err() == nil {
		server.Fail(err.Error())
		a.complain(err.Error(), "")
	}
}

// inputs are the file and the folders of a site that a build reads, beside the
// copy of a bucket.
var inputs = []string{config.Name, "content", "controls", "evidence", "snapshots", "themes", "components", "layouts", "i18n"}

// watched reports whether a path is part of what a build reads.
func watched(path string) bool {
	top, _, _ := strings.Cut(path, "/")
	return top == "." || slices.Contains(inputs, top)
}

func brief(paths []string) string {
	const most = 3
	if len(paths) > most {
		return strings.Join(paths[:most], ", ") + " and more"
	}
	return strings.Join(paths, ", ")
}

// attempt is one build for the dev server: files, or the text of its mistakes.
type attempt struct {
	files    []artifact.File
	found    diag.List
	failure  string // of the errors among them
	basePath string
	summary  string
}

// attempt builds the site in memory.
func (a *app) attempt(ctx context.Context, f serveFlags) (*attempt, error) {
	opt, err := a.options(f.projectFlags)
	if err != nil {
		return nil, err
	}
	p, err := build.Open(ctx, opt)
	if err != nil {
		return nil, err
	}
	out := &attempt{basePath: "/"}
	list := p.Diagnostics
	if p.Config != nil {
		out.basePath = p.Config.BasePath
		who, err := audience(p, f.audience)
		if err != nil {
			return nil, err
		}
		view, found := p.View(who)
		list.Add(found...)
		if view != nil && !list.HasErrors() {
			out.files, found, err = p.Render(ctx, view)
			if err != nil {
				return nil, err
			}
			list.Add(found...)
			out.summary = explain.States(view.Summary)
		}
	}
	a.settle()
	out.found = list
	if list.HasErrors() {
		var b bytes.Buffer
		if err := diag.Text(&b, list, diag.TextOptions{}); err != nil {
			return nil, err
		}
		out.files, out.failure = nil, b.String()
	}
	return out, nil
}

// present shows a build, or its mistakes over the last good one.
func (a *app) present(server *serve.Server, made *attempt) error {
	if err := a.reportBuild(made.found, "text"); err != nil {
		return err
	}
	if made.failure != "" {
		server.Fail(made.failure)
		return nil
	}
	server.Show(made.files)
	a.say("built %d files; %s", len(made.files), made.summary)
	return nil
}
