// Package render turns a View into the files of a portal: pages, indexes,
// JSON, addresses, headers.
//
// It sees nothing but the View and the theme, reads no files and knows no
// clock. No output holds inline script or style.
package render

import (
	"bytes"
	"maps"
	"slices"
	"sync"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/navigation"
	"github.com/candor-site/candor/internal/progress"
	"github.com/candor-site/candor/internal/reuse"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// Options say how to render.
type Options struct {
	Progress *progress.Work // told of each file; may be nil
	Workers  int            // pages rendered at a time; at least 1
	// Bundles are the made assets by logical name (site.css, site.js), each with its
	// fingerprinted path.
	Bundles map[string]artifact.File
	// Closed are the pages that this portal's audience may not see. They are named
	// to the author of a link to them, and to nobody else.
	Closed []disclose.Absent
	// Dresser makes finished pages ready to be published; nil leaves them as they
	// are.
	Dresser Dresser
	// Faulty says that the site has errors already: what its finished pages lack
	// may follow from them, and is not reported.
	Faulty bool
	// Once says that Write is the last that is asked of the plan, and of the text of
	// its pages: each page lets go of it when all that shows it is made.
	Once bool
	// Earlier is what files came to in an earlier build; those of pages that have no
	// digest of their words here, nil among them for files of none, are made anew.
	Earlier *reuse.Store
	Words   map[*disclose.Page]source.Digest
}

// Dresser makes a finished page of HTML ready to be published, and returns the
// files that it is the first page to need, and what it shows, by which Show returns
// such files for a page that is ready. It adds no link and no id.
type Dresser interface {
	Page(page []byte) (ready []byte, files []artifact.File, shown []string)
	Show(shown []string) []artifact.File
	Problems() diag.List // of the pages so far
}

// job makes one file of the output.
type job struct {
	path  string
	run   func() made
	about any  // what other files are made of, too, which are made in turn: a *disclose.Page, the id of a control; nil: nothing
	dates bool // it says when pages were last changed, so that it is made anew in any case
}

// made is what a job gives.
type made struct {
	file  artifact.File
	buf   *bytes.Buffer // that the file lies in, of buffers; nil: in memory of its own
	list  diag.List
	links linked                              // of a written page
	place func(id string) (source.Span, bool) // of an id of a written page, as it says them
	about *disclose.Page                      // of a written page that can be searched
	said  []inspect.Section                   // of it
	read  *inspect.Content                    // of the finished page; nil: of no page
	also  []artifact.File                     // that the page is the first to need
	shown []string                            // on it, as the dresser says
}

// renderer is what all jobs share; it does not change once made.
type renderer struct {
	view      *disclose.View
	theme     *theme.Theme
	opt       Options
	portal    *Portal
	addresses *route.Map
	inspected *inspect.Portal
	sections  map[string]*navigation.Map // by the root of a language
	owned     []own                      // the pages that the portal makes by itself
	ownAt     map[string]*own            // by address
	found     sync.Map                   // *disclose.Page -> *leads.Page, of a page of which other files are still to be made
}

// Prepare finds out which files a portal has. Where two things want one path, a
// written page wins over a generated one, and both over assets, redirects and
// the theme's own files.
func Prepare(v *disclose.View, t *theme.Theme, opt Options) *Plan {
	r := &renderer{view: v, theme: t.In(v.Site.Language), opt: opt}
	r.portal = newPortal(v, r.theme.Words(), opt)
	r.portal.speaking = r.speaking
	var beside sync.WaitGroup
	beside.Go(func() { r.sections = r.portal.ways() })
	r.owned = r.own()
	r.ownAt = make(map[string]*own, len(r.owned))
	for i := range r.owned {
		r.ownAt[r.owned[i].address] = &r.owned[i]
	}
	r.portal.list(r.ownAt)
	jobs, at, written := distinct(crew.Gather(opt.Workers, r.written, r.generated, r.documents, r.transcripts, r.redirects, r.copies))
	r.addresses = newMap(v, jobs, opt)
	r.inspected = r.inspector()
	beside.Wait()
	return &Plan{renderer: r, jobs: jobs, written: written, at: at, late: &late{files: map[string]artifact.File{}}}
}

// distinct keeps the first job of every path, tells where it is, and how many of
// the first list it kept.
func distinct(lists [][]job) (kept []job, at map[string]int, first int) {
	n := 0
	for _, jobs := range lists {
		n += len(jobs)
	}
	kept, at = make([]job, 0, n), make(map[string]int, n)
	for i, jobs := range lists {
		for _, j := range jobs {
			if _, taken := at[j.path]; !taken {
				at[j.path] = len(kept)
				kept = append(kept, j)
			}
		}
		if i == 0 {
			first = len(kept)
		}
	}
	return kept, at, first
}

// copies are the files that are published as they are: assets of the site,
// bundles, static files of the theme.
func (r *renderer) copies() []job {
	var out []job
	add := func(f artifact.File) {
		out = append(out, job{path: f.Path, run: func() made { return made{file: f} }})
	}
	for _, a := range r.view.Assets {
		add(artifact.New(route.FilePath(a.Route), a.Data, a.Source))
	}
	for _, e := range r.view.Evidence {
		if e.Content != nil {
			add(artifact.New(route.FilePath(e.Raw), e.Content))
		}
		for _, b := range e.Beside {
			add(artifact.New(route.FilePath(b.Route), b.Data))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.opt.Bundles)) {
		add(r.opt.Bundles[name])
	}
	static := r.theme.Static()
	for _, name := range slices.Sorted(maps.Keys(static)) {
		add(artifact.New(name, static[name].Data, static[name].Path))
	}
	return out
}
