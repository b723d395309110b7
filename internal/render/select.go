package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/binding"
	"github.com/candor-site/candor/internal/column"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// Select returns the controls of a kind, of a scope, in a state, or of given
// ids; an empty condition does not narrow. A control that names no value on an
// axis holds everywhere on it. Ids keep their order and must exist.
func (p *Portal) Select(kind, state string, scope map[string]any, ids []any) ([]*disclose.Control, error) {
	from := p.View.Controls
	if len(ids) > 0 {
		from = nil
		for _, id := range ids {
			c, err := p.Control(fmt.Sprint(id))
			if err != nil {
				return nil, err
			}
			from = append(from, c)
		}
	}
	var out []*disclose.Control
	for _, c := range from {
		if (kind == "" || c.Kind == kind) && (state == "" || c.State == state) && c.Within(scope) {
			out = append(out, c)
		}
	}
	return out, nil
}

// OfKind returns the controls of a kind.
func (p *Portal) OfKind(kind string) []*disclose.Control {
	out, _ := p.Select(kind, "", nil, nil)
	return out
}

// ControlsOf returns the controls of ids, in their order; those that the view
// does not hold are left out.
func (p *Portal) ControlsOf(ids []string) []*disclose.Control {
	var out []*disclose.Control
	for _, id := range ids {
		if c := p.control[id]; c != nil {
			out = append(out, c)
		}
	}
	return out
}

// Text returns the first of the named parameters that a control has, as words,
// or "".
func (p *Portal) Text(c *disclose.Control, names ...string) string {
	for _, name := range names {
		if q, ok := binding.Parameter(c, name); ok {
			return q.Text
		}
	}
	return ""
}

// Parameter returns a parameter of a control. One that does not exist is an
// error of the page that names it.
func (p *Portal) Parameter(id, name string) (disclose.Parameter, error) {
	c, err := p.Control(id)
	if err != nil {
		return disclose.Parameter{}, err
	}
	var names []string
	for _, q := range c.Parameters {
		if q.Name == name {
			return q, nil
		}
		names = append(names, q.Name)
	}
	return disclose.Parameter{}, diag.Errorf(diag.ParameterUnknown, source.Span{}, "control %s has no parameter %q", id, name).
		Hinted("%s", cmp.Or(diag.DidYouMean(name, names), "it has "+cmp.Or(strings.Join(names, ", "), "none")))
}

// Segment is one part of a bar that shows counts in proportion.
type Segment struct {
	Name  string
	N     int
	X, W  string // of 1000
	Times string // of satisfied controls: when they may change, as TIME*COUNT separated by spaces
}

// Bar divides a bar of 1000 units in proportion to the counts of a summary, so
// that nothing looks larger than it is. ids are the controls that it counts.
func (p *Portal) Bar(s disclose.Summary, ids []string) []Segment {
	var out []Segment
	at := 0
	for _, c := range s.States {
		if c.N == 0 || s.Total == 0 {
			continue
		}
		seg := Segment{Name: c.Name, N: c.N, X: thousandths(at, s.Total), W: thousandths(c.N, s.Total)}
		if c.Name == "satisfied" {
			seg.Times = p.times(ids)
		}
		out = append(out, seg)
		at += c.N
	}
	return out
}

// thousandths formats part of whole on a scale of 1000 with two decimals.
func thousandths(part, whole int) string {
	return strings.TrimSuffix(strings.TrimSuffix(fmt.Sprintf("%.2f", float64(part)*1000/float64(whole)), "0"), ".0")
}

// times lists when the satisfied controls among ids may change, so that a
// visitor's clock can tell how many still are.
func (p *Portal) times(ids []string) string {
	counts := make(map[string]int)
	for _, c := range p.ControlsOf(ids) {
		if c.State == "satisfied" && !c.FreshUntil.IsZero() {
			counts[c.FreshUntil.UTC().Format(time.RFC3339)]++
		}
	}
	return countedTimes(counts)
}

// countedTimes writes times with how often they occur, in their order.
func countedTimes(counts map[string]int) string {
	parts := make([]string, 0, len(counts))
	for at, n := range counts {
		parts = append(parts, fmt.Sprintf("%s*%d", at, n))
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// Sections returns the written pages below the root, for the home page: those
// that stand highest, in the order of their weights.
func (c *Context) Sections() []*disclose.Page {
	p, top := c.Portal, make(map[string]*disclose.Page)
	section := func(page *disclose.Page) string {
		first, _, _ := strings.Cut(strings.Trim(p.original(page), "/"), "/")
		return first
	}
	for _, page := range p.View.Pages {
		first := section(page)
		if first == "" || page.NoIndex || !p.mentions(c.Page.Written, page) {
			continue
		}
		if best := top[first]; best == nil || len(page.Route) < len(best.Route) {
			top[first] = page
		}
	}
	var pages []*disclose.Page
	for _, page := range p.View.Pages {
		if top[section(page)] == page {
			pages = append(pages, page)
		}
	}
	var out []*disclose.Page
	for _, l := range pageLinks(pages) {
		out = append(out, p.pages[l.URL])
	}
	return out
}

// Columns reads the columns that a page asks for: names of parameters, or objects
// with param and title. A parameter that none of the controls has is an error.
func (p *Portal) Columns(asked []any, controls []*disclose.Control) ([]column.Column, error) {
	return column.Read(asked, controls)
}

// Cell returns a parameter of a control for a table; it has no name where the
// control has no such parameter.
func (p *Portal) Cell(c *disclose.Control, k column.Column) disclose.Parameter { return k.Cell(c) }

// File is a published file as a component shows it.
type File struct {
	URL, Name, Digest, Media string
	Size                     int64
	Text                     string // of a text file
	Found                    bool
}

// Asset returns a published file by its route; one that is not among the
// site's own files has a URL and a name only.
func (p *Portal) Asset(address string) File {
	name := address[strings.LastIndexByte(address, '/')+1:]
	f := File{URL: p.URL(address), Name: name}
	a := p.assets[route.PathOf(address)]
	if a == nil {
		return f
	}
	f.Found, f.Size, f.Digest, f.Media = true, int64(len(a.Data)), string(source.DigestOf(a.Data)), artifact.MediaType(name)
	if artifact.IsText(f.Media) {
		f.Text = string(a.Data)
	}
	return f
}

// TextFile returns a published file that holds text; one that is not published
// or not text is an error of the page that names it.
func (p *Portal) TextFile(route string) (File, error) {
	if route == "" { // the prop is missing, which was reported when the page was read
		return File{}, nil
	}
	f := p.Asset(route)
	if !f.Found || !artifact.IsText(f.Media) {
		return f, diag.Errorf(diag.LinkBroken, source.Span{}, "%q is not a published text file of this portal", f.Name).
			Hinted("include a .txt, .md, .csv or .json file that stands below %s", contentRoot)
	}
	return f, nil
}
