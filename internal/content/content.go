// Package content reads the folder content/: pages with their front matter,
// and the images and documents beside them.
//
// It binds no reference and renders nothing.
package content

import (
	"cmp"
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/frontmatter"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/packed"
	"github.com/candor-site/candor/internal/progress"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// Dir is the folder that the package reads.
const Dir = "content"

// The largest page and the largest asset that are read, in bytes.
const (
	maxPage  = 2 << 20
	maxAsset = 64 << 20
)

// maxTrees is how many bytes the trees of pages may take that are not packed:
// those of some 200 pages of 5 KB.
const maxTrees = 8 << 20

// roots are the names that an expression of a page may start with.
var roots = []string{"control", "site", "page", "frontMatter", "toc"}

// Options say how pages are read.
type Options struct {
	Components map[string]*component.Component
	Lenient    bool
	Stubs      bool           // let a box stand for each component that does not exist
	Drafts     bool           // keep drafts, and pages with a date to come
	AsOf       time.Time      // the instant at which dates are judged; zero judges none
	Kept       *Kept          // what was read earlier and did not change; nil: nothing was
	Workers    int            // files read at a time, at least 1
	Progress   *progress.Work // told of each file that was read; may be nil

	trees *packed.Trees
}

// Set is what the folder holds, sorted by route.
type Set struct {
	Pages     []*site.Page
	Assets    []*site.Asset
	Documents []*site.Document
	Absent    []*site.Absent
}

// Load reads the folder below tree: .md and .mdx files are pages, all others
// assets. Files and folders whose names start with an underscore are neither
// (but _index.md is the page of its folder): they are parts for pages to
// include, and read when a page does; a YAML file beside an asset, with its name
// and .yaml behind, describes it. An error means that the folder itself cannot be
// read.
func Load(tree *source.Tree, cfg *site.Config, opt Options) (*Set, diag.List, error) {
	entries, problems, err := tree.Walk(Dir)
	if err != nil {
		return nil, nil, err
	}
	var list diag.List
	for _, p := range problems {
		list.Add(unreadable(p))
	}
	entries = slices.DeleteFunc(entries, func(e source.Entry) bool { return isPart(e.Path) })
	if opt.Kept != nil {
		opt.Kept.under(cfg, opt)
		if set, kept, ok := opt.Kept.all(pathsOf(entries), opt); ok && len(problems) == 0 {
			return set, kept, nil
		}
		opt.Kept.whole = nil
	}
	opt.trees = &packed.Trees{Most: maxTrees}
	if opt.Kept == nil { // what is read once is put away; what is read again and again would fill the disk
		opt.trees.Attic = attic.New("")
	}
	results := readAll(tree, cfg, opt, entries, newLibrary(tree, cfg, opt))

	set := &Set{}
	taken := newAddresses()
	for _, res := range results {
		if res.err != nil {
			return nil, nil, res.err
		}
		list.Add(res.list...)
		switch {
		case res.absent != nil:
			set.Absent = append(set.Absent, res.absent)
		case res.page != nil && taken.page(res, &list):
			set.Pages = append(set.Pages, res.page)
		case res.asset != nil && taken.asset(res.asset, &list):
			set.Assets = append(set.Assets, res.asset)
		}
	}
	taken.aliases(&list)
	slices.SortFunc(set.Pages, func(a, b *site.Page) int { return cmp.Compare(a.Route, b.Route) })
	slices.SortFunc(set.Assets, func(a, b *site.Asset) int { return cmp.Compare(a.Route, b.Route) })
	set.Documents = set.documents(results)
	list.Add(insecure(set.Pages, opt.Workers)...)
	list = list.Sorted()
	if opt.Kept != nil && len(problems) == 0 {
		opt.Kept.whole = &keptSet{set, list, pathsOf(entries)}
		set, list = opt.Kept.whole.copy()
	}
	return set, list, nil
}

func pathsOf(entries []source.Entry) []string {
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = e.Path
	}
	return out
}

// result is what one file gave.
type result struct {
	page   *site.Page
	front  frontMatter // of the page
	absent *site.Absent
	asset  *site.Asset
	sheet  *sheet
	list   diag.List
	err    error
}

// readAll reads the entries with some workers, each result into its own slot,
// so that the order of work does not show.
func readAll(tree *source.Tree, cfg *site.Config, opt Options, entries []source.Entry, parts *library) []result {
	results := make([]result, len(entries))
	on := make([]*depends, len(entries))
	files := make(map[string]bool, len(entries))
	for _, e := range entries {
		files[e.Path] = true
	}
	progress := opt.Progress.Expect("pages", len(entries))
	_ = crew.Each(context.Background(), opt.Workers, len(entries), func(i int) error { // what fails stands in its result
		if kept, ok := opt.Kept.get(entries[i].Path, opt); ok {
			results[i] = kept
		} else {
			on[i] = &depends{}
			r := &reader{cfg: cfg, opt: opt, files: files, parts: parts, result: &results[i], on: on[i]}
			r.read(tree, entries[i].Path)
		}
		progress.Done()
		return nil
	})
	if opt.Kept != nil {
		opt.Kept.keep(pathsOf(entries), results, on, opt)
	}
	return results
}

// isPart reports whether a path is a part for pages to include, and no page.
func isPart(p string) bool {
	for segment := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(segment, "_") && segment != "_index.md" && segment != "_index.mdx" {
			return true
		}
	}
	return false
}

// isPage reports whether a path is that of a page.
func isPage(p string) bool { return path.Ext(p) == ".md" || path.Ext(p) == ".mdx" }

// reader reads one file.
type reader struct {
	cfg   *site.Config
	opt   Options
	files map[string]bool // the files of the folder
	parts *library
	on    *depends
	*result
}

func (r *reader) read(tree *source.Tree, name string) {
	limit := int64(maxAsset)
	if isPage(name) {
		limit = maxPage
	}
	f, err := tree.Read(name, limit)
	var problem *source.Problem
	switch {
	case errors.As(err, &problem):
		r.list.Add(unreadable(problem))
	case err != nil:
		r.err = err
	case isPage(name):
		r.readPage(f)
	case r.isSheet(name):
		r.readSheet(f)
	default:
		r.readAsset(f)
	}
}

// readPage reads the front matter and the body of a page. A page that is left
// out is not parsed.
func (r *reader) readPage(f *source.File) {
	node, body, list := decode.FrontMatter(f, decode.Front)
	r.list.Add(list...)
	r.list.Add(frontmatter.Mistaken(f)...)
	page := &site.Page{File: f}
	page.Original, page.Language = r.versionOf(f.Path)
	r.readFront(page, node)
	if r.isAbsent(page) {
		return
	}
	doc, list := markup.Parse(f, body, markup.Options{
		MDX:        path.Ext(f.Path) == ".mdx",
		Lenient:    r.opt.Lenient,
		Stubs:      r.opt.Stubs,
		Components: r.opt.Components,
		Roots:      roots,
		FrameHosts: r.cfg.FrameHosts,
		Front:      page.Front,
		Open:       r.opener(),
		Trees:      r.opt.trees,
	})
	if len(doc.Meta) > 0 {
		r.readFront(page, withMeta(node, doc.Meta))
		if r.isAbsent(page) {
			return
		}
	}
	r.judgeReview(page)
	if misencoded(r.list) {
		list = slices.DeleteFunc(list, isEncoding)
	}
	r.list.Add(list...)
	page.Doc = doc
	page.Title = title(page, r.front, r.cfg)
	route, ok := r.route(f)
	if !ok {
		return
	}
	page.Route = route
	r.page = page
}

// versionOf returns which page a file is a version of, as its path without
// language and extension, and in which language.
func (r *reader) versionOf(file string) (original, lang string) {
	original, lang = strings.TrimSuffix(file, path.Ext(file)), r.cfg.Language
	for _, l := range r.cfg.Languages {
		if name, ok := strings.CutSuffix(original, "."+l); ok && path.Base(name) != "." && path.Base(name) != "" {
			return name, l
		}
	}
	return original, lang
}

// misencoded reports whether reading found bytes that are not UTF-8 text.
func misencoded(list diag.List) bool { return slices.ContainsFunc(list, isEncoding) }

func isEncoding(d diag.Diagnostic) bool { return d.Code == diag.FileEncoding }

// isAbsent reports whether a page is not in the site now, and notes why.
func (r *reader) isAbsent(p *site.Page) bool {
	why := r.absence(p)
	if why != "" {
		route, _ := r.route(p.File)
		r.absent = &site.Absent{Source: p.File.Path, Route: route, Audience: p.Audience, Why: why}
	}
	return why != ""
}

// title returns the title of a page: of its front matter, else its first
// heading of level 1, else of its file name.
func title(p *site.Page, front frontMatter, cfg *site.Config) string {
	for _, t := range []source.Text{front.Title, front.MetaTitle} {
		if text := strings.TrimSpace(t.Value); text != "" {
			return text
		}
	}
	if p.Doc != nil {
		for _, h := range p.Doc.Headings() {
			if h.Level == 1 && h.Text != "" {
				return h.Text
			}
		}
	}
	return nameTitle(p.Original+path.Ext(p.File.Path), cfg.Title)
}

// unreadable reports what package source refuses to read.
func unreadable(p *source.Problem) diag.Diagnostic {
	d := diag.Errorf(diag.FileUnreadable, source.NewFile(p.Path, nil).Whole(), "the file %s", p.Reason)
	d.Hint = p.Hint
	return d
}
