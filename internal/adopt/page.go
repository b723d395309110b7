package adopt

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/intake"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/migrate"
	"github.com/candor-site/candor/internal/parameter"
)

type importFlags struct {
	to, from                                     string
	stdout, force, dryRun, json, headings, stubs bool
}

func (e *Env) page() *cobra.Command {
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
				return e.Misuse("say what to import: candor import page FILE", "")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return e.importPages(args, f) },
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
	cmd.Flags().BoolVar(&f.stubs, "stubs", false, "start each component that the site lacks")
	_ = cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(kinds, cobra.ShellCompDirectiveNoFileComp))
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(kinds, f.from) {
			return e.Misuse(fmt.Sprintf("there is no kind of page %q; the kinds are %s", f.from, parameter.Enumerate(kinds, "and")), diag.DidYouMean(f.from, kinds))
		}
		return nil
	}
	return cmd
}

func (e *Env) importPages(args []string, f importFlags) error {
	req := intake.Request{
		Dir: *e.Dir, Args: args, Stdin: e.Stdin, To: f.to, Headings: f.headings, Write: !f.stdout && !f.dryRun, Replace: f.force, Stubs: f.stubs,
	}
	if f.from != "auto" {
		req.Kind = migrate.Kind(f.from)
	}
	if req.Write {
		if err := e.Site(); err != nil {
			return err
		}
	}
	res, err := intake.Import(req)
	if r := (*intake.Refused)(nil); errors.As(err, &r) {
		return e.Misuse(r.Message, r.Hint)
	}
	if err != nil {
		return err
	}
	return e.importReport(res, f)
}

// importReport prints the pages, or what became of them.
func (e *Env) importReport(res *intake.Result, f importFlags) error {
	out, failed := e.Stdout, len(res.Unread) > 0
	for _, err := range res.Unread {
		e.Complain(err.Error(), "")
	}
	if f.stdout {
		out = e.Stderr
	}
	for _, p := range res.Pages {
		failed = failed || len(p.Lost) > 0 || p.Faults.HasErrors()
		if len(p.Lost) > 0 {
			e.Complain(fmt.Sprintf("%s: %s would be lost: %s", p.File, draft.Plural(len(p.Lost), "word", "words"), strings.Join(p.Lost[:min(len(p.Lost), 8)], ", ")),
				"nothing of this page was written; this is a mistake of candor, please report it with the page")
		} else if f.stdout {
			if _, err := e.Stdout.Write(p.Text); err != nil {
				return err
			}
		}
	}
	switch {
	case f.json:
		if err := jsontext.Document(out, res.Plain()); err != nil {
			return err
		}
	case !f.stdout || !*e.Quiet:
		if err := res.Report(out, f.dryRun, e.Color(out)); err != nil {
			return err
		}
	}
	if res.Left > 0 {
		e.say("%s left out: put images and downloads beside the pages", draft.Plural(res.Left, "other file", "other files"))
	}
	if names := res.Missing(); len(names) > 0 && !f.stubs {
		e.say("the site lacks %s; --stubs starts what is missing", parameter.Enumerate(names, "and"))
	}
	if len(res.Started) > 0 {
		e.say("made %s", strings.Join(res.Started, ", "))
	}
	if failed {
		return e.Mend
	}
	return nil
}
