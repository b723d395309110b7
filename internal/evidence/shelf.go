package evidence

import (
	"cmp"
	"errors"
	"path"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/mirror"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// reader is where files are read from.
type reader interface {
	Read(name string, limit int64) (*source.File, error)
}

// shelf is where evidence lies: in the folder of the site and, where the site
// file names a bucket, in the copy of it. The folder comes first.
type shelf struct {
	tree   *source.Tree
	mirror *mirror.Mirror // nil: there is no bucket, or no copy of it
}

// open opens the copy of the bucket that the site file names.
func open(tree *source.Tree, cfg *site.Config) (shelf, diag.List, error) {
	s := shelf{tree: tree}
	if cfg == nil || cfg.Bucket.Value == "" {
		return s, nil, nil
	}
	m, err := mirror.Open(tree, Dir)
	var problem *source.Problem
	switch {
	case errors.As(err, &problem):
		return s, diag.List{diag.Errorf(diag.EvidenceNotPulled, cfg.Bucket.Span, "the copy of %s cannot be used: %v", cfg.Bucket.Value, problem).
			Hinted("%s", problem.Hint)}, nil
	case err != nil:
		return s, nil, err
	case m == nil:
		return s, diag.List{diag.Errorf(diag.EvidenceNotPulled, cfg.Bucket.Span, "evidence lies in %s, of which there is no copy here", cfg.Bucket.Value).
			Hinted("copy it: candor evidence pull")}, nil
	case m.Source != cfg.Bucket.Value:
		return s, diag.List{diag.Errorf(diag.EvidenceNotPulled, cfg.Bucket.Span, "evidence lies in %s, and the copy here is of %s", cfg.Bucket.Value, m.Source).
			Hinted("copy it: candor evidence pull")}, nil
	}
	s.mirror = m
	return s, nil, nil
}

// walk lists all files, sorted by path. What lies in both places is reported;
// the folder's counts.
func (s shelf) walk() ([]source.Entry, diag.List, error) {
	entries, problems, err := s.tree.Walk(Dir)
	if err != nil {
		return nil, nil, err
	}
	var list diag.List
	for _, p := range problems {
		list.Add(unreadable(p))
	}
	if s.mirror == nil {
		return entries, list, nil
	}
	local := make(map[string]bool, len(entries))
	for _, e := range entries {
		local[e.Path] = true
	}
	for _, e := range s.mirror.Entries() {
		if local[e.Path] {
			list.Add(diag.Errorf(diag.EvidenceDuplicate, source.NewFile(e.Path, nil).Whole(), "%s lies in the folder and in the bucket", path.Base(e.Path)).
				Hinted("remove it from one of them; until then the folder's counts"))
			continue
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b source.Entry) int { return cmp.Compare(a.Path, b.Path) })
	return entries, list, nil
}

// Read implements reader.
func (s shelf) Read(name string, limit int64) (*source.File, error) {
	if s.mirror != nil && s.mirror.Has(name) {
		if f, err := s.tree.Read(name, limit); err == nil {
			return f, nil
		}
		return s.mirror.Read(name, limit)
	}
	return s.tree.Read(name, limit)
}
