package render

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/reuse"
	"github.com/candor-site/candor/internal/search"
	"github.com/candor-site/candor/internal/slate"
	"github.com/candor-site/candor/internal/wellknown"
)

// Plan is the files of a portal, none of them made yet. It is safe for
// concurrent use.
type Plan struct {
	*renderer
	jobs    []job
	written int            // of the jobs, which come first
	at      map[string]int // job by path
	late    *late
}

// late are the files made so far by File that no job makes.
type late struct {
	mu    sync.Mutex
	files map[string]artifact.File // by path
	told  bool                     // what is made of all pages together is among them
}

// Files makes all files, sorted by path.
func (p *Plan) Files(ctx context.Context) ([]artifact.File, diag.List, error) {
	var mu sync.Mutex
	files := make([]artifact.File, 0, len(p.jobs))
	list, err := p.write(ctx, func(f artifact.File) error {
		mu.Lock()
		defer mu.Unlock()
		files = append(files, f)
		return nil
	}, func(made) {})
	slices.SortFunc(files, func(a, b artifact.File) int { return cmp.Compare(a.Path, b.Path) })
	return files, list, err
}

// Write makes all files in parallel and hands each on as soon as it is made, in
// any order. Of a file nothing is kept but what the check of all pages and the
// search need. Diagnostics point into the pages that caused them, and are the
// same whatever the number of workers. The error is that of the context, or of
// the sink.
func (p *Plan) Write(ctx context.Context, sink artifact.Sink) (diag.List, error) {
	return p.write(ctx, sink, func(m made) { slate.Back(m.buf) })
}

// write is Write; done is told of each file that nothing needs any longer.
func (p *Plan) write(ctx context.Context, sink artifact.Sink, done func(made)) (diag.List, error) {
	index := p.searchIndex()
	pages := make([]inspect.Page, len(p.jobs))
	lists := make([]diag.List, len(p.jobs))
	unit := p.opt.Progress.Expect("files", len(p.jobs))
	do := func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		m, again := p.again(&p.jobs[i])
		if !again {
			m = p.jobs[i].run()
			m.read = p.inspected.Read(m.file.Path, m.file.Data)
		}
		pages[i] = inspect.Page{Path: m.file.Path, Sources: m.file.Sources, Place: m.place, Links: m.links.places, Content: m.read}
		lists[i] = m.list
		if index != nil && m.about != nil {
			index.Page(m.about, m.said)
		}
		unit.Done()
		if !again {
			p.dress(&m)
			m.also = append(m.also, p.remember(&p.jobs[i], &m))
		}
		err := hand(sink, m.also...)
		done(m)
		return err
	}
	sets := crew.Sets(len(p.jobs), func(i int) (any, bool) { return p.jobs[i].about, p.jobs[i].about != nil })
	slices.Reverse(sets) // what is made of much comes before what is made of little, so that all end together
	err := crew.Each(ctx, p.opt.Workers, len(sets), func(n int) error {
		for _, i := range sets[n] {
			if err := do(i); err != nil {
				return err
			}
		}
		if page, ok := p.jobs[sets[n][0]].about.(*disclose.Page); ok && p.opt.Once && page.Doc != nil {
			page.Doc.LetGo()
			p.found.Delete(page)
		}
		return nil
	})
	if err == nil {
		err = p.together(index, func(f artifact.File) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return sink(f)
		})
	}
	if err != nil {
		return nil, err
	}
	list := append(wellknown.Check(p.view), p.checkContactLinks()...)
	list.Add(slices.Concat(lists...)...)
	list.Add(p.inspected.Check(pages)...)
	list = list.Sorted()
	if p.opt.Dresser != nil {
		list = append(list, p.opt.Dresser.Problems()...)
	}
	return list, nil
}

// again returns what a file came to in an earlier build, where the tree that is
// published over holds it. Links and ids of a written page are those of its text.
func (p *Plan) again(j *job) (m made, ok bool) {
	var was reuse.Made
	page, _ := j.about.(*disclose.Page)
	if words, known := p.opt.Words[page]; known && !j.dates {
		was, ok = p.opt.Earlier.Get(j.path, words)
	}
	if !ok {
		return made{}, false
	}
	m = made{file: artifact.File{Path: j.path, Sources: was.Sources}, read: was.Content, said: was.Said}
	if len(was.Shown) > 0 {
		m.also = p.opt.Dresser.Show(was.Shown)
	}
	if page != nil && was.Content != nil {
		m.about, m.place = page, page.Doc.Place
		m.links, _ = p.checkLinks(page)
	}
	return m, true
}

// remember keeps what a file came to, unless there is something to report about it.
func (p *Plan) remember(j *job, m *made) artifact.File {
	page, _ := j.about.(*disclose.Page)
	words, known := p.opt.Words[page]
	if !known || j.dates || len(m.list) > 0 {
		return m.file
	}
	return p.opt.Earlier.Put(m.file, words, reuse.Made{Sources: m.file.Sources, Content: m.read, Said: m.said, Shown: m.shown})
}

// File makes one file by its path, with the diagnostics that it has by itself:
// what is wrong between pages is found by Write. It is false for a path that no
// file has, or that only a page which was not made yet needs.
func (p *Plan) File(path string) (artifact.File, diag.List, bool) {
	if i, ok := p.at[path]; ok {
		m := p.jobs[i].run()
		p.dress(&m)
		p.late.mu.Lock()
		defer p.late.mu.Unlock()
		for _, f := range m.also {
			p.late.files[f.Path] = f
		}
		return m.file, m.list, true
	}
	p.late.mu.Lock()
	defer p.late.mu.Unlock()
	if _, made := p.late.files[path]; !made && !p.late.told && isTogether(path) {
		var mu sync.Mutex
		if err := p.together(p.said(), func(f artifact.File) error {
			mu.Lock()
			defer mu.Unlock()
			p.late.files[f.Path] = f
			return nil
		}); err != nil {
			return artifact.File{}, nil, false
		}
		p.late.told = true
	}
	f, ok := p.late.files[path]
	return f, nil, ok
}

// said reads all written pages for the search.
func (p *Plan) said() *search.Index {
	index := p.searchIndex()
	if index == nil {
		return nil
	}
	// The error can only be that of a context, and this one never ends.
	_ = crew.Each(context.Background(), p.opt.Workers, p.written, func(i int) error {
		if m := p.jobs[i].run(); m.about != nil {
			index.Page(m.about, m.said)
		}
		return nil
	})
	return index
}

// dress makes a file ready to be published.
func (p *Plan) dress(m *made) {
	if p.opt.Dresser != nil && strings.HasSuffix(m.file.Path, ".html") {
		m.file.Data, m.also, m.shown = p.opt.Dresser.Page(m.file.Data)
	}
}

func hand(sink artifact.Sink, files ...artifact.File) error {
	for _, f := range files {
		if err := sink(f); err != nil {
			return err
		}
	}
	return nil
}
