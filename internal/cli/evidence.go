package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

func (a *app) evidenceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evidence",
		Short: "List evidence, or say what a file is",
		Example: `  candor evidence ls
  candor evidence inspect scan.json
  candor evidence inspect --json evidence/*.json`,
		Args: oneOfCommands,
		RunE: func(*cobra.Command, []string) error {
			return usagef("say what to do: ls, inspect, pull, verify or history")
		},
	}
	cmd.AddCommand(a.listCommand(), a.inspectCommand(), a.gathering().Pull(), a.verifyCommand(), a.historyCommand())
	return cmd
}

func (a *app) listCommand() *cobra.Command {
	var f projectFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "ls",
		Short: "List the evidence of the site, how old it is and what it serves",
		Example: `  candor evidence ls
  candor evidence ls --as-of 2027-01-31    # what will have expired by then`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.list(cmd.Context(), f, asJSON) },
	}
	f.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array")
	return cmd
}

// listed is one row of the list.
type listed struct {
	ID          string   `json:"id"`
	Path        string   `json:"path"`
	Format      *string  `json:"format"`
	Tool        string   `json:"tool"`
	CollectedAt *string  `json:"collected_at"`
	Source      string   `json:"collected_at_source"`
	Verdict     string   `json:"verdict"`
	Freshness   *string  `json:"freshness"` // worst over the controls that it serves; null when it serves none
	Scope       string   `json:"scope"`
	Controls    []string `json:"controls"`
}

func (a *app) list(ctx context.Context, f projectFlags, asJSON bool) error {
	p, err := a.open(ctx, f)
	a.settle()
	if err != nil {
		return err
	}
	if p.Site == nil {
		return a.failed(p.Diagnostics, "text", "")
	}
	rows := make([]listed, 0, len(p.Site.Evidence))
	for _, e := range p.Site.Evidence {
		rows = append(rows, row(e, p.Assessment))
	}
	if asJSON {
		return printJSON(a.Stdout, rows)
	}
	w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tFORMAT\tCOLLECTED\tFRESHNESS\tVERDICT\tSCOPE\tCONTROLS")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, or(r.Format), or(r.CollectedAt), or(r.Freshness), r.Verdict, dash(r.Scope), dash(strings.Join(r.Controls, ",")))
	}
	return w.Flush()
}

func or(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func row(e *trust.Evidence, found *trust.Assessment) listed {
	r := listed{
		ID: e.ID, Path: e.Path, Tool: e.Tool.Name, Source: e.Clocks.CollectedSource, Verdict: string(e.Verdict),
		Scope: e.Scope.String(), Controls: []string{},
	}
	if e.Format != "" {
		r.Format = &e.Format
	}
	if !e.Clocks.CollectedAt.IsZero() {
		at := e.Clocks.CollectedAt.UTC().Format(time.RFC3339)
		r.CollectedAt = &at
	}
	for _, f := range found.Findings {
		for _, o := range f.Observations {
			if o.Evidence != e {
				continue
			}
			worst := string(o.Freshness)
			if r.Freshness != nil {
				worst = string(trust.Freshness(*r.Freshness).Worse(o.Freshness))
			}
			r.Freshness = &worst
			if !slices.Contains(r.Controls, f.Control) {
				r.Controls = append(r.Controls, f.Control)
			}
		}
	}
	return r
}

func (a *app) inspectCommand() *cobra.Command {
	var asJSON, explain bool
	cmd := &cobra.Command{
		Use:   "inspect FILE...",
		Short: "Say what a file is: tool, time, verdict, coverage, parameters",
		Long: `Inspect recognises files by their content and reads them as evidence, with the
envelope beside each (FILE.evidence.json) where there is one. It needs no site;
inside one, the site's own formats and time zone apply.`,
		Example: `  candor evidence inspect scan.json
  candor evidence inspect --json evidence/*.json
  candor evidence inspect --explain report.xml    # why no format fits`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("name at least one file: candor evidence inspect scan.json")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.inspect(args, asJSON, explain) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a file and line")
	cmd.Flags().BoolVar(&explain, "explain", false, "print which formats were tried and why each was refused")
	return cmd
}

func (a *app) inspect(names []string, asJSON, explain bool) error {
	cfg, formats, list := a.surroundings()
	for _, name := range names {
		f, envelope, err := readEvidence(name)
		var problem *source.Problem
		switch {
		case errors.As(err, &problem):
			list.Add(unreadable(name, problem))
			continue
		case errors.Is(err, fs.ErrNotExist):
			list.Add(diag.Errorf(diag.FileUnreadable, source.NewFile(name, nil).Whole(), "there is no such file").Hinted("check the name"))
			continue
		case err != nil:
			return err
		}
		e, reading, found := evidence.Inspect(f, envelope, cfg, formats)
		list.Add(found...)
		if err := a.printInspected(evidence.Describe(e, reading, name), asJSON, explain); err != nil {
			return err
		}
	}
	if err := a.report(a.Stderr, list, "text"); err != nil {
		return err
	}
	return judge(list)
}

// unreadable words why a file that was named cannot be read.
func unreadable(name string, problem *source.Problem) diag.Diagnostic {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return diag.Errorf(diag.FileUnreadable, source.NewFile(name, nil).Whole(), "this is a folder, expected a file").
			Hinted("name the files in it, such as %s", filepath.Join(name, "*.json"))
	}
	return diag.Errorf(diag.FileUnreadable, source.NewFile(name, nil).Whole(), "the file %s", problem.Reason).Hinted("%s", problem.Hint)
}

// surroundings are the formats and the site file that apply to an inspection:
// those of the site around, or the embedded ones.
func (a *app) surroundings() (*site.Config, *format.Registry, diag.List) {
	tree, err := source.OpenTree(a.dir)
	if err != nil {
		return nil, format.Builtin(), nil
	}
	defer tree.Close()
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	if err != nil {
		return nil, format.Builtin(), nil
	}
	cfg, list := config.Load(f)
	formats, found, err := evidence.Formats(tree)
	if err != nil {
		return cfg, format.Builtin(), list
	}
	return cfg, formats, append(list, found...)
}

// readEvidence reads a file and the envelope beside it, if there is one.
func readEvidence(name string) (f, envelope *source.File, err error) {
	tree, err := source.OpenTree(filepath.Dir(name))
	if err != nil {
		return nil, nil, err
	}
	defer tree.Close()
	base := filepath.Base(name)
	if f, err = tree.Read(base, shape.Limits.Bytes); err != nil {
		return nil, nil, err
	}
	envelope, err = tree.Read(base+evidence.EnvelopeSuffix, decode.Config.Bytes)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil, nil
	}
	return f, envelope, err
}

func (a *app) printInspected(d evidence.Description, asJSON, explain bool) error {
	if asJSON {
		return printLine(a.Stdout, d)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", d.File)
	line := func(name, value string) { fmt.Fprintf(&b, "  %-10s %s\n", name, value) }
	described, isEnvelope := strings.CutSuffix(filepath.Base(d.File), evidence.EnvelopeSuffix)
	switch {
	case isEnvelope:
		line("format", "the envelope of "+described+"; inspect that file")
	case d.Format != nil:
		line("format", *d.Format)
	default:
		line("format", "not known"+nearest(d.Nearest))
	}
	if d.Tool.Name != nil {
		line("tool", strings.TrimSpace(*d.Tool.Name+" "+strings.TrimPrefix(or(d.Tool.Version), "-")))
	}
	if d.CollectedAt == nil {
		line("collected", "the file does not say")
	} else {
		line("collected", fmt.Sprintf("%s (from %s, to the %s)", *d.CollectedAt, or(d.CollectedSource), or(d.Precision)))
	}
	line("verdict", d.Verdict)
	if d.Coverage.Examined != nil {
		line("coverage", fmt.Sprintf("%d examined, %d errors, truncated: %t", *d.Coverage.Examined, *d.Coverage.Errors, *d.Coverage.Truncated))
	}
	if d.Scope.Target != nil {
		line("target", *d.Scope.Target)
	}
	if d.Scope.Version != nil {
		line("version", *d.Scope.Version)
	}
	for _, name := range sortedKeys(d.Params) {
		line("says", fmt.Sprintf("%s = %v", name, d.Params[name]))
	}
	for _, p := range d.Problems {
		line("problem", p.Code+": "+p.Message)
	}
	if explain {
		for _, t := range d.Tried {
			line("tried", t.Format+": "+orMatched(t.Why))
		}
	}
	_, err := fmt.Fprint(a.Stdout, b.String())
	return err
}

func orMatched(why string) string {
	if why == "" {
		return "matches"
	}
	return why
}

func nearest(formats []string) string {
	if len(formats) == 0 {
		return ""
	}
	return "; nearest: " + strings.Join(formats, ", ")
}
