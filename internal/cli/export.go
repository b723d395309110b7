package cli

import (
	"bytes"
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/export"
)

type exportFlags struct {
	projectFlags
	audience string
	format   string
	out      string
}

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Export the catalog or the answers as csv, json, md or xlsx",
		Long: `Export writes what one audience may see, with the state of each control and
the age of its evidence, for spreadsheets and questionnaires.`,
		Example: `  candor export controls --format csv > controls.csv
  candor export answers --format xlsx -o answers.xlsx`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return usagef("say what to export: controls or answers") },
	}
	cmd.AddCommand(
		a.exporter("controls", "Export every control with its state", export.Controls),
		a.exporter("answers", "Export the answers to buyers' questions", export.Answers),
	)
	return cmd
}

// exporter is one kind of export as a command.
func (a *app) exporter(name, short string, write func(io.Writer, *disclose.View, export.Format) error) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   name,
		Short: short,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.export(cmd.Context(), f, write)
		},
	}
	f.projectFlags.add(cmd)
	cmd.Flags().StringVar(&f.audience, "audience", "", "whom the export is for (default: the most open audience)")
	cmd.Flags().StringVar(&f.format, "format", "csv", "csv, json, md or xlsx")
	cmd.Flags().StringVarP(&f.out, "out", "o", "", "file to write (default: standard output)")
	return cmd
}

func (a *app) export(ctx context.Context, f exportFlags, write func(io.Writer, *disclose.View, export.Format) error) error {
	format, err := export.ParseFormat(f.format)
	if err != nil {
		return usageError{err}
	}
	view, err := a.view(ctx, f.projectFlags, f.audience)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, view, format); err != nil {
		return err
	}
	if f.out == "" || f.out == "-" {
		_, err = a.Stdout.Write(b.Bytes())
		return err
	}
	return os.WriteFile(f.out, b.Bytes(), 0o644)
}

// view opens the site and reduces it to one audience. A site with errors has
// none: what cannot be published cannot be exported.
func (a *app) view(ctx context.Context, f projectFlags, who string) (*disclose.View, error) {
	p, err := a.open(ctx, f)
	a.settle()
	if err != nil {
		return nil, err
	}
	if p.Config == nil || p.Diagnostics.HasErrors() {
		if err := a.report(a.Stderr, p.Diagnostics, "text"); err != nil {
			return nil, err
		}
		return nil, errMend
	}
	who, err = audience(p, who)
	if err != nil {
		return nil, err
	}
	view, list := p.View(who)
	a.settle()
	if view == nil {
		return nil, a.failed(list, "text")
	}
	return view, nil
}
