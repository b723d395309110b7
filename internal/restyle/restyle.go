// Package restyle is the part of the command line that deals with themes: the
// commands theme ls and theme eject.
//
// It reads candor.yaml and the theme, and writes below the folder themes of the
// site. It renders nothing.
package restyle

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// Env is what the commands know of the program that they are part of.
type Env struct {
	Dir    *string // the site, once flags are read
	Quiet  *bool
	Stdout io.Writer
	Stderr io.Writer
	Site   func() error                         // says what is wrong with Dir
	Report func(diag.List) error                // prints diagnostics
	Misuse func(message, hint string) error     // is a mistake in the words of the command line
	Mend   error                                // ends a command that said what is to be mended
	OneOf  cobra.PositionalArgs                 // refuses arguments of a command that only has commands
	NoArgs func(*cobra.Command, []string) error // refuses arguments
}

// Theme is the command of which the others are part.
func (e *Env) Theme() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "theme",
		Short: "List themes and their files, and copy files to change them",
		Long: `A theme is a folder of layouts, partials, components, styles and words. Two are
built in: default and plain. theme in candor.yaml names one of them, or a folder
below themes/ of the site, which builds on one of them and replaces single files.`,
		Example: "  candor theme ls\n  candor theme eject layouts/control.html",
		Args:    e.OneOf,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(e.list(), e.eject())
	return cmd
}

// ownName is the name of the theme that is started for a site that has none.
const ownName = "own"

// chosen is the theme of a site.
type chosen struct {
	theme *theme.Theme
	name  source.Text // as candor.yaml says it
	dir   string      // folder of the site's theme, "" where a built-in theme is used
	lock  theme.Copied
}

// load reads the theme of the site, or the default one outside a site. Mistakes
// of the theme do not matter here; a name that means nothing does.
func (e *Env) load() (*chosen, error) {
	tree, err := source.OpenTree(*e.Dir)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	c := &chosen{}
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	if errors.Is(err, fs.ErrNotExist) {
		c.theme, _, err = theme.Load(nil, source.Text{})
		return c, err
	}
	if err != nil {
		return nil, err
	}
	cfg, list := config.Load(f)
	if cfg == nil {
		if err := e.Report(list); err != nil {
			return nil, err
		}
		return nil, e.Mend
	}
	c.name, c.dir = cfg.Theme, theme.Dir(cfg.Theme.Value)
	if c.theme, _, err = theme.Load(tree, cfg.Theme); err != nil {
		return nil, err
	}
	lock, err := tree.Read(path.Join(c.target(), theme.Lock), decode.Config.Bytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.lock = theme.Copied{}
	case err != nil:
		return nil, err
	default:
		if c.lock, list = theme.ReadLock(lock); list.HasErrors() {
			if err := e.Report(list); err != nil {
				return nil, err
			}
			return nil, e.Mend
		}
	}
	return c, nil
}

// target is the folder that files are copied to.
func (c *chosen) target() string {
	if c.dir != "" {
		return c.dir
	}
	return path.Join(theme.Root, ownName)
}

// base is the name of the built-in theme that the site's theme builds on.
func (c *chosen) base() string {
	name := ""
	for _, l := range c.theme.Layers() {
		if l.Dir == "" {
			name = l.Name
		}
	}
	return name
}

// say prints a message, unless the user wants none.
func (e *Env) say(format string, args ...any) {
	if !*e.Quiet {
		fmt.Fprintf(e.Stderr, format+"\n", args...)
	}
}

// misuse is a mistake in the words of the command line.
func (e *Env) misuse(hint, format string, args ...any) error {
	return e.Misuse(fmt.Sprintf(format, args...), hint)
}
