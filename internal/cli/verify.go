package cli

import (
	"errors"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/audit"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/jsontext"
)

func (a *app) verifyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify [ID...]",
		Short: "Check digests, envelopes, signatures and the log",
		Long: `Verify checks that every file is what its envelope and the log say: digests,
envelopes, signatures, the order and the chain of the log, files that are gone or
were replaced. It judges no control and opens no connection. Anything that is not
right ends it with exit code 1.`,
		Example: `  candor evidence verify
  candor evidence verify trivy-api --json`,
		RunE: func(_ *cobra.Command, args []string) error { return a.verify(args, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON document")
	return cmd
}

func (a *app) verify(ids []string, asJSON bool) error {
	if err := a.isFolder(); err != nil {
		return err
	}
	found, err := audit.Site(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return build.ErrNoSite
	}
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !found.Knows(id) {
			return usagef("there is no evidence %q", id).hinted("%s", diag.DidYouMean(id, found.Known()))
		}
	}
	report := found.Report(ids)
	if asJSON {
		err = jsontext.Document(a.Stdout, report)
	} else {
		_, err = io.WriteString(a.Stdout, report.Text())
		err = errors.Join(err, a.report(a.Stderr, report.Problems, "text"))
	}
	switch {
	case err != nil:
		return err
	case len(report.Problems) > 0:
		return errMend
	case !asJSON:
		a.say("%s verified, nothing is wrong", count(len(report.Files), "file", "files"))
	}
	return nil
}
