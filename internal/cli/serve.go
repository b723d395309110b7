package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/explain"
	"github.com/candor-site/candor/internal/preview"
)

// previewing is the command that shows a site while it is written.
func (a *app) previewing() *preview.Env {
	return &preview.Env{
		Dir: &a.dir, Quiet: &a.quiet, Stderr: a.Stderr, Getenv: a.Getenv, Now: a.Now, Site: a.isSite, Folder: a.folder, Watched: watched, NoArgs: noArgs,
		Options: func(cmd *cobra.Command) func(date string) (build.Options, error) {
			var f projectFlags
			f.add(cmd)
			return func(date string) (build.Options, error) {
				asked := f
				if date != "" {
					asked.asOf = date
				}
				return a.options(asked)
			}
		},
		States: explain.States, Settle: a.settle, Complain: a.complain, Who: inLadder,
		Report: func(list diag.List) error { return a.reportBuild(list, "text") },
		Misuse: func(message, hint string) error { return usagef("%s", message).hinted("%s", hint) },
	}
}

// inputs are the file and the folders of a site that a build reads, beside the
// copy of a bucket.
var inputs = []string{config.Name, "content", "controls", "evidence", "snapshots", "themes", "components", "layouts", "i18n"}

// watched reports whether a path is part of what a build reads.
func watched(path string) bool {
	top, _, _ := strings.Cut(path, "/")
	return top == "." || slices.Contains(inputs, top)
}
