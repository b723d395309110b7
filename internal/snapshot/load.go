package snapshot

import (
	"cmp"
	"errors"
	"path"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Dir is the folder of a site that holds its snapshots.
const Dir = "snapshots"

// Now is what stands for the portal itself beside its snapshots; none may be
// called so.
const Now = "now"

// Load reads the snapshots of a site: every file of the folder snapshots/. They
// come oldest first. Those with mistakes are left out. An error means that the
// folder itself cannot be read.
func Load(tree *source.Tree) ([]*Snapshot, diag.List, error) {
	entries, problems, err := tree.Walk(Dir)
	if err != nil {
		return nil, nil, err
	}
	var list diag.List
	unreadable := func(p *source.Problem) {
		d := diag.Errorf(diag.FileUnreadable, source.NewFile(p.Path, nil).Whole(), "the file %s", p.Reason)
		d.Hint = p.Hint
		list.Add(d)
	}
	for _, p := range problems {
		unreadable(p)
	}
	var out []*Snapshot
	for _, e := range entries {
		if d, ok := misplaced(e.Path); ok {
			list.Add(d)
			continue
		}
		f, err := tree.Read(e.Path, Limits.Bytes)
		var problem *source.Problem
		switch {
		case errors.As(err, &problem):
			unreadable(problem)
			continue
		case err != nil:
			return nil, nil, err
		}
		s, found := Read(f)
		list.Add(found...)
		if s != nil {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Snapshot) int {
		return cmp.Or(a.AsOf.Compare(b.AsOf.Time), cmp.Compare(a.Name, b.Name))
	})
	return out, list.Sorted(), nil
}

// misplaced reports a file that is no snapshot by its name.
func misplaced(name string) (diag.Diagnostic, bool) {
	place := source.NewFile(name, nil).Whole()
	stem, ok := stemOf(name)
	if !ok {
		return diag.Warningf(diag.FileUnexpected, place, "the folder %s holds JSON files, and this is none of its own", Dir).
			Hinted("move the file; snapshots stand in the folder itself and end with %s", Extension), true
	}
	if why := NameFault(stem); why != "" {
		return diag.Errorf(diag.SnapshotInvalid, place, "the name of the snapshot %s", why).Hinted("rename the file, such as %s/2026-08%s", Dir, Extension), true
	}
	return diag.Diagnostic{}, false
}

// stemOf returns the name of the snapshot that a file is.
func stemOf(name string) (string, bool) {
	base := path.Base(name)
	if path.Dir(name) != Dir || path.Ext(base) != Extension {
		return "", false
	}
	return base[:len(base)-len(Extension)], true
}
