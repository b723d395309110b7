package review

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/snapshot"
)

// snapshotFlags are the flags of snapshot.
type snapshotFlags struct {
	asOf, audience string
	force, noCache bool
}

// Snapshot is the command snapshot.
func (e *Env) Snapshot() *cobra.Command {
	var f snapshotFlags
	cmd := &cobra.Command{
		Use:   "snapshot [NAME]",
		Short: "Keep what the portal claims now, to compare later portals with",
		Long: `Snapshot writes snapshots/NAME.json: what one audience may see of the portal's
claims, judged at one instant. NAME is a date or a label such as 2026-08 or
before-audit; the date of the instant by default.

A build reads the folder and adds the pages below /changes/: what changed from
snapshot to snapshot, and since the last one until now. Where candor.yaml asks
for approvals (policy.weaker), every claim that is weaker than in the newest
snapshot needs one. A site with mistakes has no snapshot: what cannot be
published was never claimed.`,
		Example: `  candor snapshot
  candor snapshot 2026-08 --as-of 2026-08-31
  candor snapshot --audience nda before-audit`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return e.misuse("see candor snapshot --help", "candor snapshot takes one name, found %q too", args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return e.snapshot(cmd.Context(), append(args, "")[0], f)
		},
	}
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "judge as of this instant or date instead of now")
	cmd.Flags().StringVar(&f.audience, "audience", "", "whom the snapshot is for (default: the most open audience)")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace a snapshot of that name")
	cmd.Flags().BoolVar(&f.noCache, "no-cache", false, "compute everything, and remember nothing in .candor/cache")
	return cmd
}

func (e *Env) snapshot(ctx context.Context, name string, f snapshotFlags) error {
	at, err := e.Instant(f.asOf)
	if err != nil {
		return err
	}
	if name == "" {
		name = at.Format(time.DateOnly)
	}
	if why := snapshot.NameFault(name); why != "" {
		return e.misuse("write a date or a label, such as 2026-08 or before-audit", "the name %q %s", name, why)
	}
	p, err := build.Open(ctx, build.Options{
		Dir: *e.Dir, AsOf: at, Workers: runtime.GOMAXPROCS(0), Progress: e.Progress(), Memo: e.Memo(f.noCache),
	})
	e.Progress().Settle()
	if err != nil {
		return err
	}
	if p.Config == nil || p.Diagnostics.HasErrors() {
		if err := e.Report(p.Diagnostics); err != nil {
			return err
		}
		e.say("%s; no snapshot was written", diag.Summary(p.Diagnostics))
		return e.Mend
	}
	who := f.audience
	if who == "" {
		who = p.Config.Ladder[0]
	}
	if !slices.Contains(p.Config.Ladder, who) {
		return e.misuse(diag.DidYouMean(who, p.Config.Ladder), "there is no audience %q; the audiences are %s", who, parameter.Enumerate(p.Config.Ladder, "and"))
	}
	view, _ := p.View(who)
	e.Progress().Settle()
	s := view.Snapshot()
	file := path.Join(snapshot.Dir, name+snapshot.Extension)
	if err := e.write(file, s.Write(), f.force); err != nil {
		return err
	}
	e.say("wrote %s: %d controls for the audience %s, as of %s", file, len(s.Controls), who, s.AsOf.Format("2006-01-02 15:04 UTC"))
	return nil
}

// write puts a file into the site: whole, or not at all.
func (e *Env) write(name string, data []byte, force bool) error {
	root, err := os.OpenRoot(*e.Dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Lstat(name); err == nil && !force {
		return e.misuse("choose another name, or replace it with --force", "%s is there already", name)
	}
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	const aside = snapshot.Dir + "/.writing"
	if err := root.Remove(aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := root.WriteFile(aside, data, 0o644); err != nil {
		return err
	}
	return root.Rename(aside, name)
}
