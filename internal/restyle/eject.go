package restyle

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// ejectFlags are the flags of theme eject.
type ejectFlags struct {
	all, force, keep, stdout bool
}

func (e *Env) eject() *cobra.Command {
	var f ejectFlags
	cmd := &cobra.Command{
		Use:   "eject NAME...",
		Short: "Copy files of the built-in theme into the site, to change them",
		Long: `Eject copies files of the built-in theme to the folder of the site's theme, where
they stand in place of the built-in ones. NAME is a file (layouts/control.html,
or control.html where only one is called so), a component (Control), or a folder
(assets/css). A site without a theme of its own gets one: themes/own.

Copy little: what is not copied follows the built-in theme when candor is
updated. theme.lock remembers what each file was copied from, so that candor
check can say when the built-in file has changed since.`,
		Example: `  candor theme eject layouts/control.html
  candor theme eject Control assets/css/tokens.css
  candor theme eject layouts/control.html --stdout | diff themes/own/layouts/control.html -`,
		Args: func(_ *cobra.Command, args []string) error {
			if (len(args) == 0) == f.all {
				return nil
			}
			if f.all {
				return e.misuse("name files, or write --all", "--all leaves nothing to name, found %q", args[0])
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !f.all {
				return e.misuse("candor theme ls --all lists the files", "say which file to copy: candor theme eject layouts/control.html")
			}
			if f.force && f.keep || f.stdout && (f.force || f.keep) {
				return e.misuse("choose one of them", "--force, --keep and --stdout exclude each other")
			}
			return e.ejectAll(args, f)
		},
	}
	cmd.Flags().BoolVar(&f.all, "all", false, "copy every file of the theme")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace files that were changed")
	cmd.Flags().BoolVar(&f.keep, "keep", false, "copy nothing; note in theme.lock that the site's file was compared with the built-in one")
	cmd.Flags().BoolVar(&f.stdout, "stdout", false, "print the built-in file and write nothing")
	return cmd
}

func (e *Env) ejectAll(args []string, f ejectFlags) error {
	if !f.stdout {
		if err := e.Site(); err != nil {
			return err
		}
	}
	c, err := e.load()
	if err != nil {
		return err
	}
	models := c.theme.Beneath()
	names := slices.Sorted(maps.Keys(models))
	if !f.all {
		if names, err = e.named(c, args, models); err != nil {
			return err
		}
	}
	if f.stdout {
		if len(names) > 1 {
			return e.misuse("name one file", "--stdout prints one file, and these are %d", len(names))
		}
		_, err := e.Stdout.Write(models[names[0]].Data)
		return err
	}
	root, err := os.OpenRoot(*e.Dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if f.keep {
		return e.keep(root, c, names, models)
	}
	return e.copy(root, c, names, models, f.force)
}

// named returns the files of the built-in theme that the arguments name, sorted.
func (e *Env) named(c *chosen, args []string, models map[string]*source.File) ([]string, error) {
	out := make(map[string]bool)
	for _, arg := range args {
		found := match(c.theme, strings.TrimPrefix(path.Clean(strings.ReplaceAll(arg, `\`, "/")), "./"), models)
		switch {
		case len(found) == 0:
			hint := orElse(diag.DidYouMean(arg, candidates(c.theme, models)), "candor theme ls --all lists the files")
			return nil, e.misuse(hint, "the theme %s has no file, component or folder %q", c.base(), arg)
		case len(found) > 1 && !strings.HasPrefix(found[0], path.Clean(arg)+"/"):
			return nil, e.misuse("name one of them", "%q may be %s", arg, parameter.Enumerate(found, "or"))
		}
		for _, name := range found {
			out[name] = true
		}
	}
	return slices.Sorted(maps.Keys(out)), nil
}

// match returns the files that a name means: a file, the files of a folder, the
// template of a component, a layout, a partial, or all files that are called so.
func match(t *theme.Theme, name string, models map[string]*source.File) []string {
	if models[name] != nil {
		return []string{name}
	}
	var below, called []string
	for _, file := range slices.Sorted(maps.Keys(models)) {
		if strings.HasPrefix(file, name+"/") {
			below = append(below, file)
		}
		if path.Base(file) == name {
			called = append(called, file)
		}
	}
	if len(below) > 0 {
		return below
	}
	if c := t.Declared(name); c != nil && models["components/"+c.Like+".html"] != nil {
		return []string{"components/" + c.Like + ".html"}
	}
	for _, folder := range []string{"layouts/", "partials/"} {
		if file := folder + name + ".html"; models[file] != nil {
			return []string{file}
		}
	}
	return called
}

// candidates are the names that eject takes, for the nearest one.
func candidates(t *theme.Theme, models map[string]*source.File) []string {
	out := slices.Collect(maps.Keys(t.Components()))
	for file := range models {
		out = append(out, file, path.Base(file), path.Dir(file))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// copy writes files below the site's theme, all or, where one is in the way,
// none.
func (e *Env) copy(root *os.Root, c *chosen, names []string, models map[string]*source.File, force bool) error {
	var todo []string
	for _, name := range names {
		file := path.Join(c.target(), name)
		now, err := root.ReadFile(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			todo = append(todo, name)
		case err != nil:
			return err
		case string(now) == string(models[name].Data):
			c.lock[name] = source.Text{Value: string(source.DigestOf(models[name].Data))}
		case force:
			todo = append(todo, name)
		default:
			return e.misuse("--force replaces it, --keep keeps it and notes that it was compared", "%s is there already, and differs; nothing was written", file)
		}
	}
	started := false
	manifest := path.Join(c.target(), theme.Manifest)
	if _, err := root.Lstat(manifest); errors.Is(err, fs.ErrNotExist) {
		text := fmt.Sprintf("# The theme of this site: files here stand in place of those of the built-in theme.\napi: %d\nname: %s\nextends: %s\n", theme.API, path.Base(c.target()), c.base())
		if err := put(root, manifest, []byte(text)); err != nil {
			return err
		}
		started = true
	}
	for _, name := range todo {
		if err := put(root, path.Join(c.target(), name), models[name].Data); err != nil {
			return err
		}
		c.lock[name] = source.Text{Value: string(source.DigestOf(models[name].Data))}
	}
	if err := e.writeLock(root, c); err != nil {
		return err
	}
	if started {
		e.say("made %s", manifest)
	}
	for _, name := range todo {
		e.say("wrote %s", path.Join(c.target(), name))
	}
	if len(todo) == 0 {
		e.say("nothing to write: what is there says the same as the built-in theme")
	}
	if c.dir == "" {
		e.say("next: write this line into %s%s:\n  theme: %s", config.Name, replaced(c.name.Value), ownName)
	}
	return nil
}

// replaced says which line of candor.yaml another takes the place of.
func replaced(name string) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf(" in place of theme: %s", name)
}

// keep notes that files of the site were compared with the built-in ones.
func (e *Env) keep(root *os.Root, c *chosen, names []string, models map[string]*source.File) error {
	for _, name := range names {
		file := path.Join(c.target(), name)
		if _, err := root.Lstat(file); err != nil {
			return e.misuse("copy it first, without --keep", "%s is not there", file)
		}
		c.lock[name] = source.Text{Value: string(source.DigestOf(models[name].Data))}
	}
	if err := e.writeLock(root, c); err != nil {
		return err
	}
	for _, name := range names {
		e.say("noted in %s: %s was compared with the built-in file of today", path.Join(c.target(), theme.Lock), name)
	}
	return nil
}

// writeLock writes the lock file without the files that are gone.
func (e *Env) writeLock(root *os.Root, c *chosen) error {
	for name := range c.lock {
		if _, err := root.Lstat(path.Join(c.target(), name)); errors.Is(err, fs.ErrNotExist) {
			delete(c.lock, name)
		}
	}
	return put(root, path.Join(c.target(), theme.Lock), c.lock.Write())
}

// put writes a file whole, or not at all: one beside it is written first, then
// renamed.
func put(root *os.Root, name string, data []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	if info, err := root.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file", name)
	}
	half := name + ".candor-half"
	if err := root.Remove(half); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := root.WriteFile(half, data, 0o644); err != nil {
		return err
	}
	return root.Rename(half, name)
}
