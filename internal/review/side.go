package review

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/twin"
)

// side is one of two things to compare, found and not yet judged.
type side struct {
	label    string             // for people
	snapshot *snapshot.Snapshot // of a saved snapshot or a built site
	dir      string             // of a site
	history  string             // where its git history is, if not there
	commit   time.Time          // of a revision
	revision string             // to be taken out of the repository

	approvals []change.Approval // of a site, as the audience may see them
}

// find says what an argument names: a folder, a file, a snapshot of the site by
// name, or a revision. "" is the working folder.
func (e *Env) find(arg string) (*side, error) {
	if arg == "" {
		return &side{label: "the working folder", dir: *e.Dir}, nil
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return e.folder(arg)
	case err == nil && filepath.Base(arg) == "manifest.json":
		return e.folder(filepath.Dir(arg))
	case err == nil:
		return e.saved(arg, arg)
	case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid):
		return nil, err
	}
	if snapshot.NameFault(arg) == "" {
		name := filepath.Join(*e.Dir, snapshot.Dir, arg+snapshot.Extension)
		if _, err := os.Stat(name); err == nil {
			return e.saved(name, "snapshot "+arg)
		}
	}
	return &side{label: arg, revision: arg}, nil
}

// folder is a site, or the portal that was built of one.
func (e *Env) folder(dir string) (*side, error) {
	if _, err := os.Stat(filepath.Join(dir, config.Name)); err == nil {
		return &side{label: dir, dir: dir}, nil
	}
	name := filepath.Join(dir, filepath.FromSlash(twin.SnapshotPath()))
	if _, err := os.Stat(name); err == nil {
		return e.saved(name, dir)
	}
	return nil, e.misuse("name the folder of a site, or that of a portal that this version of candor built",
		"%s holds neither %s nor %s", dir, config.Name, twin.SnapshotPath())
}

// saved reads a snapshot.
func (e *Env) saved(name, label string) (*side, error) {
	tree, err := source.OpenTree(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	f, err := tree.Read(filepath.Base(name), snapshot.Limits.Bytes)
	var problem *source.Problem
	if errors.As(err, &problem) {
		return nil, e.misuse(problem.Hint, "%s %s", label, problem.Reason)
	}
	if err != nil {
		return nil, err
	}
	s, list := snapshot.Read(source.NewFile(filepath.ToSlash(name), f.Data))
	if s == nil {
		if err := e.Report(list); err != nil {
			return nil, err
		}
		return nil, e.misuse("candor snapshot makes snapshots, and a built portal holds one as "+twin.SnapshotPath(), "%s cannot be compared", label)
	}
	return &side{label: label, snapshot: s}, nil
}

// checkOut writes the site of a revision to a temporary directory, which the
// caller removes.
func (e *Env) checkOut(s *side) error {
	dir, err := os.MkdirTemp("", "candor-revision-")
	if err != nil {
		return err
	}
	s.dir, s.history = dir, *e.Dir
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	rev, err := history.Extract(*e.Dir, s.revision, func(name string, data []byte) error {
		if err := root.MkdirAll(path.Dir(name), 0o700); err != nil {
			return err
		}
		return root.WriteFile(name, data, 0o600)
	})
	var unknown *history.UnknownRevision
	switch {
	case errors.As(err, &unknown):
		return e.misuse("name a revision, a folder with a site, a built portal or a snapshot", "there is no folder, file or snapshot %q, and the revision %s", s.revision, unknown.Reason)
	case errors.Is(err, history.ErrNone):
		return e.misuse("name a folder with a site, a built portal or a snapshot", "there is no folder, file or snapshot %q, and %s is in no git repository with a commit", s.revision, *e.Dir)
	case err != nil:
		return fmt.Errorf("reading the revision %s: %w", s.revision, err)
	}
	if _, err := root.Stat(config.Name); errors.Is(err, fs.ErrNotExist) {
		return e.misuse("name a later revision", "the revision %q holds no %s in the site's folder", s.revision, config.Name)
	}
	s.commit = rev.At
	s.label = fmt.Sprintf("%s (commit %.12s of %s)", s.revision, rev.Commit, rev.At.Format(time.DateOnly))
	return nil
}

// judge makes the snapshot of a side at an instant, as one audience sees it.
func (e *Env) judge(ctx context.Context, s *side, at time.Time, f *flags) error {
	p, err := build.Open(ctx, build.Options{
		Dir: s.dir, History: s.history, AsOf: at, Workers: runtime.GOMAXPROCS(0), Progress: e.Progress(), Memo: e.Memo(f.noCache),
	})
	e.Progress().Settle()
	if err != nil {
		return err
	}
	if p.Config == nil {
		if err := e.Report(p.Diagnostics); err != nil {
			return err
		}
		return e.misuse("mend its "+config.Name+" first", "the site of %s cannot be read", s.label)
	}
	if n := mistakes(p.Diagnostics); n > 0 {
		e.say("candor: warning: %s has mistakes (%d, candor check lists them); what they hide counts as absent here", s.label, n)
	}
	who := f.audience
	if who == "" {
		who = p.Config.Ladder[0]
	}
	if !slices.Contains(p.Config.Ladder, who) {
		return e.misuse(diag.DidYouMean(who, p.Config.Ladder), "there is no audience %q in %s; the audiences are %s", who, s.label, parameter.Enumerate(p.Config.Ladder, "and"))
	}
	view, list := p.View(who)
	e.Progress().Settle()
	if view == nil {
		return errors.Join(e.Report(list), e.Mend)
	}
	s.snapshot = view.Snapshot()
	by := p.Config.Policy.Weaker.By
	for _, a := range p.Site.Catalog.Approvals {
		if p.Config.Closed(a.Audience) <= p.Config.Closed(who) && (len(by) == 0 || slices.Contains(by, a.By)) {
			s.approvals = append(s.approvals, disclose.Claimed(a, a.On.In(p.Config.Location)))
		}
	}
	return nil
}

// mistakes counts the errors of a site that are no findings.
func mistakes(list diag.List) int {
	n := 0
	for _, d := range list {
		if d.Severity == diag.Error && !strings.HasPrefix(string(d.Code), "state-") && d.Code != diag.ExceptionOverdue {
			n++
		}
	}
	return n
}
