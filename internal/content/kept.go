package content

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// Kept is what the files of the folder gave when they were last read, for
// programs that load one site again and again and are told what changed. What a
// page gives depends on its file, on those that it reads, on the site file and
// the components, and on the instant only as far as that lies on another side of
// one of its dates. It is not safe for concurrent use.
type Kept struct {
	cfg        *site.Config
	components map[string]*component.Component
	lenient    bool
	stubs      bool
	files      map[string]*keptFile
	whole      *keptSet
}

// keptFile is what one file gave.
type keptFile struct {
	result
	depends
	asOf   time.Time
	drafts bool
	today  string
}

// keptSet is what the whole folder gave.
type keptSet struct {
	set   *Set
	list  diag.List
	names []string // of the files
}

// depends is what the result of a file depends on beside the file.
type depends struct {
	mu     sync.Mutex
	files  map[string]bool // that it asked for
	dates  []time.Time     // that were compared with the instant
	drafts bool            // it is otherwise where drafts are kept
	never  bool            // it depends on more than can be told
}

// date notes a date that is compared with the instant.
func (d *depends) date(at time.Time) {
	if d == nil || at.IsZero() {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dates = append(d.dates, at)
}

// draft notes that the result is another where drafts are kept.
func (d *depends) draft() {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drafts = true
}

// add notes what a part depends on for a page that includes it.
func (d *depends) add(part *depends) {
	if d == nil || part == nil {
		return
	}
	part.mu.Lock()
	dates, drafts := slices.Clone(part.dates), part.drafts
	part.mu.Unlock()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dates, d.drafts = append(d.dates, dates...), d.drafts || drafts
}

// opened notes the places where a part was looked for.
func (d *depends) opened(places []string, found bool) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.files == nil {
		d.files = map[string]bool{}
	}
	for _, p := range places {
		d.files[p] = true
	}
	d.never = d.never || !found // the hint names what stands beside it
}

// Forget says which files changed, came or went, as paths from the root of the
// site. Without any path all is forgotten.
func (k *Kept) Forget(paths ...string) {
	if len(paths) == 0 {
		k.files = nil
	}
	before := len(k.files)
	gone := make(map[string]bool, len(paths))
	for _, p := range paths {
		gone[p] = true
		delete(k.files, p)
	}
	for name, f := range k.files {
		for p := range f.files {
			if gone[p] {
				delete(k.files, name)
				break
			}
		}
	}
	if len(paths) == 0 || len(k.files) < before || slices.ContainsFunc(paths, within) {
		k.whole = nil
	}
}

// within reports whether a path lies in the folder of the pages, or is that of a
// folder around it.
func within(p string) bool { return p == "." || p == Dir || strings.HasPrefix(p, Dir+"/") }

// under forgets everything that was read under another site file, other
// components or other options.
func (k *Kept) under(cfg *site.Config, opt Options) {
	if k.files == nil || k.cfg != cfg || k.lenient != opt.Lenient || k.stubs != opt.Stubs || !reflect.DeepEqual(k.components, opt.Components) {
		*k = Kept{cfg: cfg, components: opt.Components, lenient: opt.Lenient, stubs: opt.Stubs, files: map[string]*keptFile{}}
	}
}

// get returns what a file gave, if it gives the same now.
func (k *Kept) get(name string, opt Options) (result, bool) {
	if k == nil {
		return result{}, false
	}
	f := k.files[name]
	if f == nil || !f.holds(opt, k.cfg) {
		return result{}, false
	}
	out := f.result
	out.list = slices.Clone(f.list)
	if f.page != nil {
		page := *f.page
		out.page = &page
	}
	if f.asset != nil {
		asset := *f.asset
		out.asset = &asset
	}
	return out, true
}

// holds reports whether a result is the same at another instant.
func (f *keptFile) holds(opt Options, cfg *site.Config) bool {
	switch {
	case f.depends.drafts && f.drafts != opt.Drafts:
		return false
	case f.asOf.Equal(opt.AsOf):
		return true
	case f.asOf.IsZero() || opt.AsOf.IsZero(), len(f.list) > 0 && len(f.dates) > 0 && f.today != sayDay(opt.AsOf.In(cfg.Location)):
		return false
	}
	for _, at := range f.dates {
		if at.After(f.asOf) != at.After(opt.AsOf) {
			return false
		}
	}
	return true
}

// keep remembers the results of a load, those that were kept already among them.
func (k *Kept) keep(names []string, results []result, on []*depends, opt Options) {
	for i, name := range names {
		r := results[i]
		if on[i] == nil || on[i].never || r.err != nil || r.sheet != nil || r.page == nil && r.asset == nil && r.absent == nil || described(name) != "" {
			continue
		}
		r.list = slices.Clone(r.list)
		if r.page != nil {
			page := *r.page
			r.page = &page
		}
		if r.asset != nil {
			asset := *r.asset
			r.asset = &asset
		}
		k.files[name] = &keptFile{
			result: r, depends: depends{files: on[i].files, dates: on[i].dates, drafts: on[i].drafts},
			asOf: opt.AsOf, drafts: opt.Drafts, today: sayDay(opt.AsOf.In(k.cfg.Location)),
		}
	}
}

// all returns what the whole folder gave, where no file gives anything else now.
func (k *Kept) all(names []string, opt Options) (*Set, diag.List, bool) {
	if k == nil || k.whole == nil || !slices.Equal(names, k.whole.names) {
		return nil, nil, false
	}
	for _, name := range names {
		if f := k.files[name]; f == nil || !f.holds(opt, k.cfg) {
			return nil, nil, false
		}
	}
	set, list := k.whole.copy()
	return set, list, true
}

// copy returns a set whose pages can be dated anew.
func (w *keptSet) copy() (*Set, diag.List) {
	set := *w.set
	set.Pages = make([]*site.Page, len(w.set.Pages))
	pages := make([]site.Page, len(w.set.Pages))
	for i, p := range w.set.Pages {
		pages[i] = *p
		set.Pages[i] = &pages[i]
	}
	return &set, slices.Clone(w.list)
}

// ReadPage reads one page of a site, as Load would. It reports false where that
// cannot be told from the page alone: it is left out of the site, includes other
// files, or is no page.
func ReadPage(tree *source.Tree, cfg *site.Config, name string, opt Options) (*site.Page, diag.List, bool) {
	if !isPage(name) || isPart(name) {
		return nil, nil, false
	}
	r := &reader{cfg: cfg, opt: opt, parts: newLibrary(tree, cfg, opt), result: &result{}, on: &depends{}}
	r.read(tree, name)
	if r.page == nil || r.err != nil || len(r.on.files) > 0 {
		return nil, nil, false
	}
	return r.page, r.list, true
}

// opener finds the parts of a page, and notes what the page then depends on.
func (r *reader) opener() markup.Opener {
	if r.on == nil {
		return r.parts.open
	}
	return func(from *source.File, module string) (*markup.Part, *markup.Missing) {
		part, missing := r.parts.open(from, module)
		places, kind := wanted(from.Path, module)
		r.on.opened(places, part != nil)
		for _, name := range places {
			if it := r.parts.found(shelf{name, kind}); it != nil {
				r.on.add(&it.on)
			}
		}
		return part, missing
	}
}
