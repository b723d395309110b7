package adopt

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/intake"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/parameter"
)

func (e *Env) claims() *cobra.Command {
	var req intake.ClaimsRequest
	var stdout, dryRun, declare, asJSON bool
	cmd := &cobra.Command{
		Use:   "claims FILE|-",
		Short: "Turn an inventory of claims into a catalog",
		Long: `Import claims reads a list of claims, as it is made when existing pages are gone
through line by line, and puts one file of controls for each document below
controls/. Nothing is written where the list has a mistake, or over a file that
exists. What candor.yaml must declare for it is said; --declare prints it.`,
		Example: `  candor import claims claims.yaml
  candor import claims claims.yaml --declare
  candor import claims claims.yaml --to controls/imported --dry-run`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return e.Misuse("name one inventory: candor import claims FILE", "")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			req.Dir, req.File, req.Stdin, req.Write = *e.Dir, args[0], e.Stdin, !stdout && !dryRun && !declare
			if req.Write {
				if err := e.Site(); err != nil {
					return err
				}
			}
			res, err := intake.ImportClaims(req)
			if r := (*intake.Refused)(nil); errors.As(err, &r) {
				return e.Misuse(r.Message, r.Hint)
			}
			if err != nil {
				return err
			}
			return e.claimsReport(res, stdout, declare, asJSON)
		},
	}
	cmd.Flags().StringVar(&req.To, "to", "", "the folder of the catalog to put the files in (default controls/)")
	cmd.Flags().BoolVar(&req.Replace, "force", false, "replace files that exist")
	cmd.Flags().BoolVar(&stdout, "stdout", false, "print the catalog instead of writing it")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "say what would be made, and write nothing")
	cmd.Flags().BoolVar(&declare, "declare", false, "print what candor.yaml must declare, and write nothing")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

// claimsReport prints the catalog, what candor.yaml lacks, or what became of
// the inventory; doubts go to standard error.
func (e *Env) claimsReport(res *intake.Claims, stdout, declare, asJSON bool) error {
	var err error
	switch {
	case asJSON:
		err = jsontext.Document(e.Stdout, res.Plain())
	case res.Found.HasErrors():
	case declare:
		_, err = fmt.Fprint(e.Stdout, res.Lacking.Paste())
	case stdout:
		for _, f := range res.Files {
			if _, err := fmt.Fprintf(e.Stdout, "# %s\n%s", f.Path, f.Text); err != nil {
				return err
			}
		}
	default:
		err = res.Report(e.Stdout)
	}
	if err != nil {
		return err
	}
	if err := diag.Text(e.Stderr, res.Found, diag.TextOptions{Color: e.Color(e.Stderr)}); err != nil {
		return err
	}
	if res.Found.HasErrors() {
		return e.Mend
	}
	if words := res.Lacking.Words(); words != "" && !declare {
		e.say("candor.yaml lacks %s; --declare prints what to paste", words)
	}
	if names := res.Lacking.Frameworks; len(names) > 0 {
		e.say("controls/frameworks/ lacks %s", parameter.Enumerate(names, "and"))
	}
	return nil
}
