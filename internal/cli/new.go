package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/scaffold"
)

// names are what an item may be called: an id, or a component.
var (
	itemName      = onuse.Regexp(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	pageName      = onuse.Regexp(`^[a-z0-9]+([-/][a-z0-9]+)*$`)
	componentName = onuse.Regexp(`^[A-Z][A-Za-z0-9]*$`)
)

func (a *app) newCommand() *cobra.Command {
	var kinds []string
	for _, k := range scaffold.Kinds {
		kinds = append(kinds, k.Name)
	}
	return &cobra.Command{
		Use:   "new page|control|evidence|exception|component NAME",
		Short: "Start a page, control, record, exception or component",
		Example: `  candor new page security/backups
  candor new control log-retention
  candor new component Badge`,
		ValidArgs: kinds,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("say what to make and its name: candor new control log-retention")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.create(args[0], args[1], kinds) },
	}
}

func (a *app) create(name, item string, kinds []string) error {
	for _, kind := range scaffold.Kinds {
		if kind.Name != name {
			continue
		}
		if err := checkName(name, item); err != nil {
			return err
		}
		now, err := a.instant("")
		if err != nil {
			return err
		}
		if err := a.isSite(); err != nil {
			return err
		}
		made, err := scaffold.Item(a.dir, kind, item, now)
		if exists := (*scaffold.Exists)(nil); errors.As(err, &exists) {
			return usagef("%s exists already; choose another name", exists.Path)
		}
		if err != nil {
			return err
		}
		a.say("made %s", strings.Join(made, " and "))
		a.say("next: %s", kind.Next)
		return nil
	}
	return usagef("candor new makes no %q; it makes %s", name, parameter.Enumerate(kinds, "and")).hinted("%s", diag.DidYouMean(name, kinds))
}

// isSite checks that there is a site to add to.
func (a *app) isSite() error {
	if err := a.isFolder(); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(a.dir, config.Name)); errors.Is(err, fs.ErrNotExist) {
		return build.ErrNoSite
	}
	return nil
}

func checkName(kind, name string) error {
	switch {
	case kind == "component" && !componentName.MatchString(name):
		return usagef("a component is named like StatusCard, not %q", name)
	case kind == "page" && !pageName.MatchString(name):
		return usagef("a page is named like security/backups, not %q", name)
	case kind != "component" && kind != "page" && !itemName.MatchString(name):
		return usagef("a %s is named like log-retention, not %q", kind, name)
	}
	return nil
}
