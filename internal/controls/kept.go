package controls

import (
	"path"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Kept is what the files of the folder gave when they were last read, for
// programs that load one site again and again and are told what changed. A file
// gives the same while it and the site file are the same, unless it and another
// name one thing: then all are read together. What is kept must not be changed.
// It is not safe for concurrent use.
type Kept struct {
	cfg   *site.Config
	files map[string]*reader // by path; each read one file
}

// Forget says which files changed, came or went, as paths from the root of the
// site. Without any path all is forgotten.
func (k *Kept) Forget(paths ...string) {
	if len(paths) == 0 {
		k.files = nil
	}
	for _, p := range paths {
		delete(k.files, p)
	}
}

// Load reads the folder as the function Load does, and of it only the files that
// are not kept. The controls of a file that did not change are the same ones.
// ready is told of all that was read, before it is kept.
func (k *Kept) Load(tree *source.Tree, cfg *site.Config, ready func(*trust.Catalog)) (*trust.Catalog, diag.List, error) {
	if k == nil {
		return loadReady(tree, cfg, ready)
	}
	entries, problems, err := tree.Walk(Dir)
	if err != nil {
		return nil, nil, err
	}
	if k.cfg != cfg {
		*k = Kept{cfg: cfg}
	}
	before := k.files
	k.files = make(map[string]*reader, len(entries))
	whole := newReader(cfg)
	for _, p := range problems {
		whole.list.Add(unreadable(p))
		whole.catalog.Partial = true
	}
	for _, e := range entries {
		one := before[e.Path]
		if one == nil {
			one = newReader(cfg)
			read, err := readEntry(tree, e)
			if err != nil {
				return nil, nil, err
			}
			one.take(&read)
			ready(one.catalog)
		}
		if ext := path.Ext(e.Path); ext == ".yaml" || ext == ".yml" {
			k.files[e.Path] = one
		}
		if !whole.join(one) {
			return loadReady(tree, cfg, ready)
		}
	}
	whole.sort()
	return whole.catalog, whole.list.Sorted(), nil
}

func loadReady(tree *source.Tree, cfg *site.Config, ready func(*trust.Catalog)) (*trust.Catalog, diag.List, error) {
	catalog, list, err := Load(tree, cfg)
	if err == nil {
		ready(catalog)
	}
	return catalog, list, err
}

// join adds what a file gave, and reports false where it names what another file
// names, too.
func (r *reader) join(one *reader) bool {
	for key, span := range one.first {
		if _, taken := r.first[key]; taken {
			return false
		}
		r.first[key] = span
	}
	c, more := r.catalog, one.catalog
	c.Controls = append(c.Controls, more.Controls...)
	c.Frameworks = append(c.Frameworks, more.Frameworks...)
	c.Exceptions = append(c.Exceptions, more.Exceptions...)
	c.Subprocessors = append(c.Subprocessors, more.Subprocessors...)
	c.Answers = append(c.Answers, more.Answers...)
	c.Approvals = append(c.Approvals, more.Approvals...)
	c.Partial = c.Partial || more.Partial
	r.list = append(r.list, slices.Clone(one.list)...)
	return true
}
