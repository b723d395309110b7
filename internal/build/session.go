package build

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// Session opens one site again and again, and keeps in memory what is dear to
// read: the theme, pages as they were parsed, the catalog, evidence. It trusts
// whoever says which files changed; what it opens then equals what Open would
// give. It is safe for concurrent use, and opens one project at a time.
type Session struct {
	opt Options

	mu   sync.Mutex // held while a project is opened
	tree *source.Tree
	kept *recall

	news    sync.Mutex
	changed []string // since the last time
	all     bool     // everything may have changed
}

// NewSession starts a session for a site. The caller closes it.
func NewSession(opt Options) (*Session, error) {
	opt.Workers, opt.History = max(opt.Workers, 1), cmp.Or(opt.History, opt.Dir)
	s := &Session{opt: opt, kept: &recall{items: map[string]*recalled{}}}
	return s, s.open()
}

func (s *Session) open() error {
	tree, err := source.OpenTree(s.opt.Dir)
	if err != nil {
		return err
	}
	tree.Remember()
	s.tree = tree
	return nil
}

// Close lets go of the folder of the site.
func (s *Session) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tree.Close()
}

// Changed says which files changed, came or went since they were read, as paths
// from the root of the site; without any path everything may have.
func (s *Session) Changed(paths ...string) {
	s.news.Lock()
	defer s.news.Unlock()
	s.changed = append(s.changed, paths...)
	s.all = s.all || len(paths) == 0
}

// refresh forgets what changed, and everything where another folder took the place
// of the site's.
func (s *Session) refresh() error {
	s.news.Lock()
	paths, all := s.changed, s.all
	s.changed, s.all = nil, false
	s.news.Unlock()
	if len(paths) == 0 && !all {
		return nil
	}
	if !all && s.tree.Stands(s.opt.Dir) {
		s.kept.forget(paths)
		s.tree.Forget(paths...)
		return nil
	}
	s.kept.forget(nil)
	s.tree.Forget()
	old := s.tree
	if err := s.open(); err != nil {
		s.Changed()
		return err
	}
	return old.Close()
}

// Open loads, resolves and assesses the site at an instant, as Open does, but for
// Lint. It gives up when ctx ends.
func (s *Session) Open(ctx context.Context, asOf time.Time, drafts bool) (*Project, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(); err != nil {
		return nil, err
	}
	opt := s.opt
	opt.AsOf, opt.Drafts = asOf, drafts
	s.opt.Progress = nil // the first time takes long
	return openTree(ctx, opt, s.tree, s.kept)
}

// Glance reads one page that changed, and returns what a view that was made
// before shows of it now. It reports false where more than the words of the page
// changed: where it has mistakes, another title, place or audience, is bound to
// other controls, or is made of several files.
func (p *Project) Glance(v *disclose.View, path string) (*disclose.Page, bool) {
	var old *site.Page
	for _, page := range p.Site.Pages {
		if page.File.Path == path {
			old = page
		}
	}
	tree, err := source.OpenTree(p.opt.Dir)
	if err != nil || old == nil || old.Doc == nil {
		return nil, false
	}
	defer tree.Close()
	now, list, ok := content.ReadPage(tree, p.Config, path, p.contentOptions())
	if !ok || list.HasErrors() {
		return nil, false
	}
	p.date([]*site.Page{now}, p.past)
	shown := v.Page(old.Route)
	if shown == nil || !sameOutline(old, now) {
		return nil, false
	}
	out := *shown
	out.Doc, out.Modified = now.Doc, day(now.Modified, p.Config.Location)
	return &out, true
}

// day is the date of a time in the zone of the site, as a view shows it.
func day(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
