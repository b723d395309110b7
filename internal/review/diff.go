package review

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
)

// flags are the flags of diff.
type flags struct {
	asOf, oldAsOf, newAsOf string
	audience               string
	format                 string
	exitCode               bool
	noCache                bool
}

// formats are the ways in which a comparison is printed.
var formats = []string{"text", "json", "markdown", "html"}

// ofCommit is the instant of the commit of a revision.
const ofCommit = "commit"

// Diff is the command diff.
func (e *Env) Diff() *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:   "diff OLD [NEW]",
		Short: "Say which claims became weaker, and which stronger",
		Long: `Diff compares what a portal claims with what it claimed, and grades every change
of a control as stronger, weaker or neutral. It lists claims that are new or
withdrawn, evidence that stopped to prove a claim, exceptions, subprocessors and
frameworks; the weaker first.

OLD and NEW are each a revision of the git repository that the site lies in, a
folder with a site, a built portal, a snapshot file, or the name of one below
snapshots/. Without NEW it is the working folder. A folder wins over a snapshot,
and a snapshot over a revision of the same name; refs/heads/NAME is always a
branch. No other program is run, and nothing is checked out.

Both sides are judged at one instant, so that evidence which merely grew old is
no change: now, or --as-of. --old-as-of and --new-as-of judge one side at another
instant, or, with the word commit, at that of its commit. Snapshots and built
portals stay as they were judged; the output says when that was.

Differences alone do not make diff fail: with --exit-code it ends with 1 where
something is weaker.`,
		Example: `  candor diff main
  candor diff main~20 main
  candor diff origin/main --exit-code --format markdown >> "$GITHUB_STEP_SUMMARY"
  candor diff 2026-08                 # snapshots/2026-08.json with the working folder
  candor diff ../public-of-last-year public --format html > since.html`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return e.misuse("see candor diff --help", "say what to compare: OLD, or OLD and NEW")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return e.diff(cmd.Context(), args, &f) },
	}
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "judge both sides as of this instant or date instead of now")
	cmd.Flags().StringVar(&f.oldAsOf, "old-as-of", "", "judge OLD as of another instant, or of its commit (commit)")
	cmd.Flags().StringVar(&f.newAsOf, "new-as-of", "", "judge NEW as of another instant, or of its commit (commit)")
	cmd.Flags().StringVar(&f.audience, "audience", "", "compare what this audience may see (default: the most open audience)")
	cmd.Flags().StringVar(&f.format, "format", "text", "text, json, markdown or html")
	cmd.Flags().BoolVar(&f.exitCode, "exit-code", false, "end with 1 where something is weaker")
	cmd.Flags().BoolVar(&f.noCache, "no-cache", false, "compute everything, and remember nothing in .candor/cache")
	return cmd
}

func (e *Env) diff(ctx context.Context, args []string, f *flags) error {
	if !slices.Contains(formats, f.format) {
		return e.misuse(diag.DidYouMean(f.format, formats), "there is no format %q; the formats are %s", f.format, parameter.Enumerate(formats, "and"))
	}
	args = append(args, "")
	var sides [2]*side
	for i := range sides {
		s, err := e.find(args[i])
		if err != nil {
			return err
		}
		sides[i] = s
	}
	if err := e.agree(sides, f); err != nil {
		return err
	}
	defer func() {
		for _, s := range sides {
			if s.history != "" {
				_ = os.RemoveAll(s.dir) // a directory of our own below that for temporary files
			}
		}
	}()
	now, err := e.together(f)
	if err != nil {
		return err
	}
	for i, s := range sides {
		if err := e.settle(ctx, s, []string{f.oldAsOf, f.newAsOf}[i], now, f); err != nil {
			return err
		}
	}
	old, fresh := sides[0].snapshot, sides[1].snapshot
	if old.Audience != fresh.Audience {
		return e.misuse("compare what one audience may see", "%s is for the audience %s, and %s for %s", sides[0].label, old.Audience, sides[1].label, fresh.Audience)
	}
	c := change.Between(old, fresh)
	c.Approve(sides[1].approvals)
	c.Old.Name, c.New.Name = sides[0].label, sides[1].label
	if err := e.print(c, f.format); err != nil {
		return err
	}
	if f.exitCode && c.Summary.Weaker > 0 {
		return e.Mend
	}
	return nil
}

// agree takes the audience of a snapshot where none is asked for, and refuses
// flags that mean nothing.
func (e *Env) agree(sides [2]*side, f *flags) error {
	for i, s := range sides {
		own := []string{f.oldAsOf, f.newAsOf}[i]
		name := []string{"--old-as-of", "--new-as-of"}[i]
		switch {
		case s.snapshot == nil && own == ofCommit && s.revision == "":
			return e.misuse("name a revision, or an instant", "%s commit: %s is no revision", name, s.label)
		case s.snapshot == nil:
			continue
		case own != "":
			return e.misuse("leave the flag out", "%s was judged as of %s and cannot be judged again", s.label, s.snapshot.AsOf.Format(time.RFC3339))
		case f.audience == "":
			f.audience = s.snapshot.Audience
		}
	}
	return nil
}

// together returns the instant at which sides are judged that ask for no other,
// zero for that of their commits.
func (e *Env) together(f *flags) (time.Time, error) {
	if f.asOf == ofCommit {
		return time.Time{}, nil
	}
	return e.Instant(f.asOf)
}

// settle brings one side to its snapshot.
func (e *Env) settle(ctx context.Context, s *side, own string, at time.Time, f *flags) error {
	if s.snapshot != nil {
		if f.audience != s.snapshot.Audience {
			return e.misuse("compare what one audience may see", "%s is for the audience %s, not for %s", s.label, s.snapshot.Audience, f.audience)
		}
		return nil
	}
	if s.revision != "" {
		if err := e.checkOut(s); err != nil {
			return err
		}
	}
	if own != "" && own != ofCommit {
		var err error
		if at, err = e.Instant(own); err != nil {
			return err
		}
	}
	if own == ofCommit || at.IsZero() {
		at = s.commit
	}
	if at.IsZero() {
		return e.misuse("name an instant", "--as-of commit: %s is no revision", s.label)
	}
	return e.judge(ctx, s, at, f)
}

// judgedAt says when the sides were judged, in one line.
func judgedAt(c *change.Comparison) string {
	const form = "2006-01-02 15:04 UTC"
	if c.Same() {
		return "both judged as of " + c.Old.AsOf.Format(form)
	}
	return fmt.Sprintf("judged as of %s and as of %s, so that evidence may have aged in between", c.Old.AsOf.Format(form), c.New.AsOf.Format(form))
}

// tally says how much changed, in one line.
func tally(c *change.Comparison) string {
	if c.Empty() {
		return "nothing changed"
	}
	var parts []string
	for _, n := range []struct {
		n    int
		word string
	}{{c.Summary.Weaker, "weaker"}, {c.Summary.Neutral, "neutral"}, {c.Summary.Stronger, "stronger"}} {
		parts = append(parts, fmt.Sprintf("%d %s", n.n, n.word))
	}
	return strings.Join(parts, ", ")
}
