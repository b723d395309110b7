package cli

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/explain"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/intake"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/readout"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

func (a *app) inspectCommand() *cobra.Command {
	var asJSON, explain bool
	cmd := &cobra.Command{
		Use:   "inspect FILE...",
		Short: "Say what a file is: tool, time, verdict, coverage, parameters",
		Long: `Inspect recognises files by their content and reads them as evidence, with the
envelope beside each (FILE.evidence.json) where there is one. Of a folder it
reads every file, but for envelopes.

It needs no site. Inside one, in its folder or below, the site's own formats
(evidence/formats) and its time zone apply; elsewhere --dir names the site.

Files that cannot be read are named, the others are shown all the same; then
the exit code is 1. A file that no format knows is no mistake.`,
		Example: `  candor evidence inspect scan.json
  candor evidence inspect --json evidence
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
	cmd.Flags().BoolVar(&explain, "explain", false, "say which formats were tried and what speaks against each")
	return cmd
}

func (a *app) inspect(args []string, asJSON, tried bool) error {
	cfg, formats, list := a.surroundings()
	formats = formats.Explained()
	for _, arg := range args {
		names, bad := intake.EvidenceFiles(arg)
		list.Add(bad...)
		for _, name := range names {
			f, envelope, err := intake.ReadEvidence(name)
			var problem *source.Problem
			switch {
			case errors.As(err, &problem):
				list.Add(intake.Unusable(name, "the file "+problem.Reason, problem.Hint))
				continue
			case err != nil:
				list.Add(intake.Unusable(name, "the file cannot be read: "+intake.Cause(err), "check the name and the permissions"))
				continue
			}
			e, reading, found := evidence.Inspect(f, envelope, cfg, formats)
			list.Add(found...)
			if !tried {
				reading.Tried = nil
			}
			if err := a.printInspected(readout.Describe(e, reading, filepath.ToSlash(name)), asJSON); err != nil {
				return err
			}
		}
	}
	if err := a.report(a.Stderr, list, "text"); err != nil {
		return err
	}
	return judge(list)
}

// surroundings are the formats and the site file that apply to an inspection:
// those of the site, or the embedded ones. Unless --dir names it, the site's
// folder is looked for upwards.
func (a *app) surroundings() (*site.Config, *format.Registry, diag.List) {
	dir := a.dir
	if dir == "." {
		dir = intake.SiteAround(dir)
	}
	tree, err := source.OpenTree(dir)
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

func (a *app) printInspected(d readout.Description, asJSON bool) error {
	if asJSON {
		return jsontext.Line(a.Stdout, d)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", d.File)
	line := func(name, value string) { fmt.Fprintf(&b, "  %-10s %s\n", name, value) }
	line("format", d.FormatText())
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
	for _, name := range slices.Sorted(maps.Keys(d.Params)) {
		line("says", fmt.Sprintf("%s = %v", name, d.Params[name]))
	}
	for _, p := range d.Problems {
		line("problem", p.Code+": "+p.Message)
	}
	if len(d.Tried) > 0 {
		explain.Attempts(&b, d.Tried)
	}
	_, err := fmt.Fprint(a.Stdout, b.String())
	return err
}
