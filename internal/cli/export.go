package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
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
		Args: oneOfCommands,
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
		Use:     name,
		Short:   short,
		Example: fmt.Sprintf("  candor export %[1]s > %[1]s.csv\n  candor export %[1]s --format xlsx -o %[1]s.xlsx", name),
		Args:    noArgs,
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
		var names []string
		for _, known := range export.Formats {
			names = append(names, string(known))
		}
		return usagef("%w", err).hinted("%s", diag.DidYouMean(f.format, names))
	}
	toStdout := f.out == "" || f.out == "-"
	if toStdout && format == export.XLSX && terminal(a.Stdout) {
		return usagef("a workbook is not text for a terminal").hinted("name a file with -o")
	}
	view, err := a.view(ctx, f.projectFlags, f.audience)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, view, format); err != nil {
		return err
	}
	if toStdout {
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
		return nil, a.failed(p.Diagnostics, "text", "; nothing was exported")
	}
	who, err = audience(p, who)
	if err != nil {
		return nil, err
	}
	view, list := p.View(who)
	a.settle()
	if view == nil {
		return nil, a.failed(list, "text", "")
	}
	return view, nil
}
