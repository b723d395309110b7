package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/reference"
	"github.com/candor-site/candor/internal/surface"
)

func (a *app) referenceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "reference",
		Short: "List components, front matter or codes, for people and editors",
		Long: `Reference writes what pages may use from the declarations that they are checked
against: the components of the theme and the site's own with their props, the
keys of front matter with their aliases, the formats of evidence, and the
diagnostic codes.`,
		Example: `  candor reference components > components.md
  candor reference front-matter
  candor reference formats
  candor reference codes --format json`,
		Args: oneOfCommands,
		RunE: func(*cobra.Command, []string) error {
			return usagef("say what to list: components, front-matter, formats, view or codes")
		},
	}
	cmd.AddCommand(a.componentsCommand(), a.viewCommand(),
		a.listing("front-matter", "List the keys of front matter with their aliases and types", func(format string) ([]byte, error) {
			return reference.FrontMatter(content.Keys(), format)
		}),
		a.formatsCommand(),
		a.listing("codes", "List the diagnostic codes", func(format string) ([]byte, error) {
			return reference.Codes(diag.Codes(), format)
		}),
	)
	return cmd
}

func (a *app) componentsCommand() *cobra.Command {
	var f projectFlags
	var format string
	cmd := &cobra.Command{
		Use:   "components",
		Short: "List the components of the site with their props and an example",
		Long: `Components lists every component of the site and its theme; outside a site, those
of the embedded theme. The format vscode is HTML custom data, with which Visual
Studio Code completes names and props:

  candor reference components --format vscode > .vscode/candor.html-data.json
  "html.customData": [".vscode/candor.html-data.json"]    in .vscode/settings.json

The format snippets is a file of snippets for Markdown and MDX:

  candor reference components --format snippets > .vscode/candor.code-snippets

JSON Schemas of candor.yaml, of catalog files, of front matter, of theme.yaml and
of components/NAME.yaml stand in the folder schema that candor init makes.`,
		Example: `  candor reference components > components.md
  candor reference components --format json`,
		Args:    noArgs,
		PreRunE: func(*cobra.Command, []string) error { return oneFormat(format, reference.Formats) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, samples, err := a.components(cmd.Context(), f)
			if err != nil {
				return err
			}
			text, err := reference.Components(all, samples, format)
			return a.print(text, err)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&format, "format", "md", "md, json, vscode or snippets")
	return cmd
}

func (a *app) viewCommand() *cobra.Command {
	cmd := a.listing("view", "List what the templates of a theme may read and call", func(format string) ([]byte, error) { return surface.Of().Write(format) })
	cmd.Long = `View lists the layouts of a theme with what each is about, every field and
method that templates may read, with its type and meaning, and the functions
that they may call. docs/themes.md says how to make a theme.`
	return cmd
}

func (a *app) formatsCommand() *cobra.Command {
	cmd := a.listing("formats", "List the formats of evidence and what each reads", func(format string) ([]byte, error) {
		_, formats, list := a.surroundings()
		if err := a.report(a.Stderr, list, "text"); err != nil {
			return nil, err
		}
		return reference.EvidenceFormats(formats.About(), format)
	})
	cmd.Long = `Formats lists how the output of each tool is read: whether the file states its
time, judges, and says how much it examined, and which parameters assertions
may read. Inside a site its own formats (evidence/formats) are listed too.`
	return cmd
}

// components returns the components of the site, or of the embedded theme
// outside one, and values for their examples.
func (a *app) components(ctx context.Context, f projectFlags) (map[string]*component.Component, reference.Samples, error) {
	p, err := a.open(ctx, f)
	a.settle()
	if errors.Is(err, build.ErrNoSite) {
		all, err := build.DefaultComponents()
		return all, reference.SamplesOf(nil), err
	}
	if err != nil {
		return nil, nil, err
	}
	if p.Config == nil {
		return nil, nil, a.failed(p.Diagnostics, "text", "")
	}
	v, _ := p.View(p.Config.Ladder[0])
	a.settle()
	return p.Components(), reference.SamplesOf(v), nil
}

// listing is a command that writes what needs no site.
func (a *app) listing(name, short string, write func(format string) ([]byte, error)) *cobra.Command {
	var format string
	formats := []string{"md", "json"}
	cmd := &cobra.Command{
		Use: name, Short: short, Args: noArgs,
		Example: "  candor reference " + name + " > " + name + ".md\n  candor reference " + name + " --format json",
		PreRunE: func(*cobra.Command, []string) error { return oneFormat(format, formats) },
		RunE: func(*cobra.Command, []string) error {
			text, err := write(format)
			return a.print(text, err)
		},
	}
	cmd.Flags().StringVar(&format, "format", "md", "md or json")
	return cmd
}

// oneFormat refuses a format that does not exist.
func oneFormat(name string, known []string) error {
	if slices.Contains(known, name) {
		return nil
	}
	return usagef("there is no format %q; the formats are %s", name, parameter.Enumerate(known, "and")).hinted("%s", diag.DidYouMean(name, known))
}

// print writes an answer to standard output.
func (a *app) print(text []byte, err error) error {
	if err != nil {
		return err
	}
	_, err = a.Stdout.Write(text)
	return err
}
