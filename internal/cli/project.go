package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
)

// projectFlags are the flags of every command that opens a site.
type projectFlags struct {
	asOf    string
	workers int
	lenient bool
	stubs   bool
	drafts  bool
	noCache bool
	about   string // the id that is asked about; "" asks about all
}

func (f *projectFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "judge as of this instant or date instead of now")
	cmd.Flags().IntVar(&f.workers, "workers", 0, "files read and pages rendered at a time (default: one a processor)")
	cmd.Flags().BoolVar(&f.lenient, "lenient", false, "turn mistakes that the dialect lists as lenient into warnings")
	cmd.Flags().BoolVar(&f.stubs, "stub-components", false, "let a marked box with its content stand for each component that does not exist")
	cmd.Flags().BoolVar(&f.drafts, "drafts", false, "keep drafts")
	cmd.Flags().BoolVar(&f.noCache, "no-cache", false, "compute everything, and remember nothing in .candor/cache")
}

func (a *app) options(f projectFlags) (build.Options, error) {
	asOf, err := a.instant(f.asOf)
	if err != nil {
		return build.Options{}, err
	}
	if f.workers < 0 {
		return build.Options{}, usagef("--workers %d is not a number of workers", f.workers)
	}
	if f.workers == 0 {
		f.workers = runtime.GOMAXPROCS(0)
	}
	return build.Options{
		Dir: a.dir, AsOf: asOf, Workers: f.workers, Lenient: f.lenient, Stubs: f.stubs, Drafts: f.drafts, Progress: a.progress(),
		Memo: a.remember(f.noCache), Watch: a.watch, Locker: a.locker, About: f.about,
	}, nil
}

// open loads, binds and judges the site.
func (a *app) open(ctx context.Context, f projectFlags) (*build.Project, error) {
	opt, err := a.options(f)
	if err != nil {
		return nil, err
	}
	if err := a.isFolder(); err != nil {
		return nil, err
	}
	return build.Open(ctx, opt)
}

// isFolder checks what --dir names.
func (a *app) isFolder() error {
	info, err := os.Stat(a.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("there is no folder %s", a.dir).hinted("name the site's folder with --dir, or make one with candor init %s", a.dir)
	case err == nil && !info.IsDir():
		return usagef("%s is a file, not the site's folder", a.dir).hinted("name the folder that holds %s", config.Name)
	}
	return nil // any other trouble shows when the folder is read
}

// folder is the site's folder as people find it.
func (a *app) folder() string {
	if path, err := filepath.Abs(a.dir); err == nil {
		return path
	}
	return a.dir
}

// audience checks the name of an audience; "" is the most open one.
func audience(p *build.Project, name string) (string, error) { return inLadder(p.Config.Ladder, name) }

func inLadder(ladder []string, name string) (string, error) {
	if name == "" {
		return ladder[0], nil
	}
	if !slices.Contains(ladder, name) {
		return "", usagef("there is no audience %q; the audiences are %s", name, parameter.Enumerate(ladder, "and")).hinted("%s", diag.DidYouMean(name, ladder))
	}
	return name, nil
}
