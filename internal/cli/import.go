package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/intake"
	"github.com/candor-site/candor/internal/migrate"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/scaffold"
)

type importFlags struct {
	to, from                                        string
	stdout, force, dryRun, json, headings, scaffold bool
}

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "import",
		Short:   "Bring existing pages into the site",
		Example: "  candor import page docs/security.md",
		Args:    oneOfCommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.importPageCommand())
	return cmd
}

func (a *app) importPageCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "page FILE|FOLDER|-...",
		Short: "Rewrite pages of other generators, HTML and plain text",
		Long: `Import page rewrites pages to the dialect of Candor and puts them below
content/. It reads plain text, HTML, and Markdown or MDX of Hugo, MkDocs, Jekyll,
Docusaurus, Gatsby, Mintlify and Starlight; a folder keeps its tree.

No word is dropped. What cannot be decided stays visible behind a comment
<!-- candor: ... -->, which readers do not see, and is listed with its place.`,
		Example: `  candor import page security.txt
  candor import page ../docs/security --to content/security
  candor import page policy.html --to content/policy.md
  pbpaste | candor import page - --from text --stdout`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("say what to import: candor import page FILE")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.importPages(args, f) },
	}
	kinds := []string{"auto"}
	for _, k := range migrate.Kinds {
		kinds = append(kinds, string(k))
	}
	cmd.Flags().StringVar(&f.to, "to", "", "where to put the page: a file, or a folder of the site (default content/)")
	cmd.Flags().StringVar(&f.from, "from", "auto", "what the page was written for: "+strings.Join(kinds, ", "))
	cmd.Flags().BoolVar(&f.stdout, "stdout", false, "print the page instead of writing it")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace pages that exist")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "print what would change, and write nothing")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the report as JSON")
	cmd.Flags().BoolVar(&f.headings, "headings", false, "make headings of lines in bold")
	cmd.Flags().BoolVar(&f.scaffold, "stubs", false, "start each component that the site lacks, as candor new component does")
	_ = cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(kinds, cobra.ShellCompDirectiveNoFileComp))
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(kinds, f.from) {
			return usagef("there is no kind of page %q; the kinds are %s", f.from, parameter.Enumerate(kinds, "and")).hinted("%s", diag.DidYouMean(f.from, kinds))
		}
		return nil
	}
	return cmd
}

func (a *app) importPages(args []string, f importFlags) error {
	writes := !f.stdout && !f.dryRun
	if writes {
		if err := a.isSite(); err != nil {
			return err
		}
	}
	inputs, left, err := intake.Gather(args, a.Stdin)
	if err != nil {
		return refused(err)
	}
	components, err := intake.Components(a.dir)
	if err != nil {
		return err
	}
	opt := migrate.Options{Components: components, Aliases: content.Aliases(), Headings: f.headings}
	if f.from != "auto" {
		opt.Kind = migrate.Kind(f.from)
	}
	var pages []intake.Page
	failed := false
	for _, in := range inputs {
		page, err := migrate.Convert(in.Rel, in.Data, opt)
		if err != nil {
			a.complain(in.Name+": "+err.Error(), "")
			failed = true
			continue
		}
		pages = append(pages, intake.Page{Page: page, File: in.Name, Path: intake.Target(in, page.MDX, f.to, len(inputs) == 1)})
	}
	if writes {
		if err := intake.Write(a.dir, pages, f.force); err != nil {
			return refused(err)
		}
	}
	if err := a.reportPages(pages, f); err != nil {
		return err
	}
	if left > 0 {
		a.say("%s of the folder %s left: put images and downloads beside the pages", count(left, "other file", "other files"), is(left))
	}
	if f.scaffold && writes {
		if err := a.startComponents(pages); err != nil {
			return err
		}
	}
	for _, p := range pages {
		failed = failed || len(p.Lost) > 0 || p.Faults.HasErrors()
	}
	if failed {
		return errMend
	}
	return nil
}

func is(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// refused makes a mistake of usage of a request that was refused.
func refused(err error) error {
	if r := (*intake.Refused)(nil); errors.As(err, &r) {
		return usagef("%s", r.Message).hinted("%s", r.Hint)
	}
	return err
}

// startComponents writes a first version of each component that the site lacks.
func (a *app) startComponents(pages []intake.Page) error {
	now, err := a.instant("")
	if err != nil {
		return err
	}
	kind := scaffold.Kinds[slices.IndexFunc(scaffold.Kinds, func(k scaffold.Kind) bool { return k.Name == "component" })]
	for _, name := range intake.Missing(pages) {
		made, err := scaffold.Item(a.dir, kind, name, now)
		if exists := (*scaffold.Exists)(nil); errors.As(err, &exists) {
			continue
		}
		if err != nil {
			return err
		}
		a.say("made %s", strings.Join(made, " and "))
	}
	return nil
}

// reportPages prints the pages, or what became of them.
func (a *app) reportPages(pages []intake.Page, f importFlags) error {
	out, written := a.Stdout, !f.stdout && !f.dryRun
	if f.stdout {
		if out = a.Stderr; a.quiet {
			out = io.Discard
		}
		for _, p := range pages {
			if len(p.Lost) > 0 {
				continue
			}
			if _, err := a.Stdout.Write(p.Text); err != nil {
				return err
			}
		}
	}
	if f.json {
		if err := printJSON(out, intake.Plain(pages, written)); err != nil {
			return err
		}
	}
	for _, p := range pages {
		if len(p.Lost) > 0 {
			a.complain(fmt.Sprintf("%s: %s would be lost: %s", p.File, count(len(p.Lost), "word", "words"), strings.Join(p.Lost[:min(len(p.Lost), 8)], ", ")),
				"nothing of this page was written; this is a mistake of candor, please report it with the page")
			continue
		}
		if f.json {
			continue
		}
		if f.dryRun {
			if _, err := io.WriteString(out, draft.Difference(p.File, p.Path, p.Source, p.Text)); err != nil {
				return err
			}
		}
		if err := errors.Join(p.Report(out, written), diag.Text(out, p.Faults, diag.TextOptions{Color: a.color(out)})); err != nil {
			return err
		}
	}
	if names := intake.Missing(pages); len(names) > 0 && !f.scaffold {
		a.say("the site lacks %s; candor new component %s starts one, --stubs starts all", parameter.Enumerate(names, "and"), strings.ReplaceAll(names[0], ".", ""))
	}
	return nil
}
