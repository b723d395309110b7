package markup

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// Limits of what one page includes.
const (
	maxPartDepth = 16      // parts inside parts
	maxIncluded  = 4 << 20 // bytes of all parts, each as often as it is used
	perPart      = 512     // bytes that a use counts at least
)

// Part is a file that a page includes, or reads as data or text.
type Part struct {
	File     *source.File
	Body     int            // of a part: the byte offset at which its body starts
	Front    map[string]any // of a part: its front matter
	Value    any            // of data and text
	Audience string         // who may see it
	Found    diag.List      // what is wrong with it
}

// Missing says why a file cannot be included.
type Missing struct {
	Reason string // completes "the file NAME …"
	Hint   string // an action, or ""
}

// Opener finds the file that a module of a page names: a path relative to the
// file from, or from the root of the content (/x, @site/x, @/x, ~/x). Equal
// arguments give equal answers; it must be safe for concurrent use.
type Opener func(from *source.File, module string) (*Part, *Missing)

// Include is one file that a page includes or reads.
type Include struct {
	Path     string
	Audience string
	Digest   source.Digest // of its bytes
	Span     source.Span   // of the import, or of the path
}

// together is what a page shares with the parts that it includes.
type together struct {
	pages    []*page
	headings []*heading
	claims   []claim
	ids      map[string]source.Span
	styles   map[string]string
	includes []Include
	again    bool // the page was read before
	bytes    int  // of parts
	full     bool // the limit was reported
}

// use is where a part is included, while the part is read.
type use struct {
	page     *page // that includes it
	path     string
	children int // headings before those of the content that the part shows, or -1
}

// module is what a page says of a file that it includes.
type module struct {
	name     string // as written
	from, to int    // of the import or the path
}

// open finds a file for the page. It reports once why it cannot.
func (p *page) open(m module) *Part {
	if part, known := p.opened[m.name]; known {
		return part
	}
	var part *Part
	var missing *Missing
	if p.opt.Open != nil {
		part, missing = p.opt.Open(p.File, m.name)
	}
	switch {
	case missing != nil:
		severity := p.Severity()
		if p.opt.Stubs {
			severity = diag.Warning
		}
		p.Report(severity, diag.ImportMissing, m.from, m.to, "the file %q %s", m.name, missing.Reason).Hint = missing.Hint
	case part != nil:
		p.together.includes = append(p.together.includes, Include{Path: part.File.Path, Audience: part.Audience, Digest: part.File.Digest(), Span: p.Span(m.from, m.to)})
		at := part.File.IncludedAt(p.Span(m.from, m.to))
		for _, d := range part.Found {
			if d.Span.File == part.File {
				d.Span.File = at
			}
			p.Add(d)
		}
	}
	if p.opened == nil {
		p.opened = map[string]*Part{}
	}
	p.opened[m.name] = part
	return part
}

// load reads the data or the text that an import names.
func (p *page) load(im expr.Import) (any, bool) {
	part := p.open(module{im.From, im.At, im.End})
	if part == nil || part.Found.HasErrors() {
		return nil, false
	}
	return part.Value, true
}

// partOf returns the part that an element includes: <X> of an import, or
// <Include src="part.md">.
func (p *page) partOf(e *tree.Element) (module, bool) {
	if im, ok := p.scope.Imports[e.Tag.Name]; ok {
		_, kind := expr.Module(im.From)
		return module{im.From, im.At, im.End}, kind == expr.ModulePart
	}
	if p.opt.Open == nil || e.Tag.Name != "Include" && e.Tag.Name != "Snippet" {
		return module{}, false
	}
	for _, name := range includeProps {
		if a := e.Tag.Attr(name); a != nil {
			file := p.staticText(a)
			_, kind := expr.Module(file)
			return module{file, a.From, a.To}, kind == expr.ModulePart
		}
	}
	return module{}, false
}

// includeProps are the props of Include that name its file.
var includeProps = []string{"src", "file"}

// include reads a part where it is used. It reports whether the element stands
// for one.
func (p *page) include(n tree.ElementNode, e *tree.Element) bool {
	m, ok := p.partOf(e)
	if !ok {
		return false
	}
	part := p.open(m)
	args, given := p.args(n, e)
	if part == nil || part.Found.HasErrors() || !p.mayInclude(part, e.Tag) {
		e.Decl = nil
		p.doc.Uses = append(p.doc.Uses, p.use(e.Tag.Name, e.Props, e.Tag.From, e.Tag.To))
		return true
	}
	sub := p.sub(part, e.Tag, args)
	sub.within = &use{page: p, path: part.File.Path, children: -1}
	sub.parse()
	e.Part = sub.doc.tree
	p.checkArgs(e.Tag, args, given, part)
	sub.checkMissed(args)
	p.adopt(n, sub)
	return true
}

// mayInclude checks the limits: no circle, no endless depth, no endless size.
func (p *page) mayInclude(part *Part, t *tag.Tag) bool {
	chain := []string{part.File.Path}
	circle := false
	for at := p.File; at != nil; at = at.Included.File {
		chain = append(chain, at.Path)
		if at.Path == part.File.Path {
			circle = true
			break
		}
	}
	slices.Reverse(chain)
	switch {
	case circle:
		p.Report(diag.Error, diag.ImportCycle, t.From, t.To, "the part includes itself: %s", strings.Join(chain, " -> ")).
			Hint = "remove one of the includes"
		return false
	case len(chain) > maxPartDepth:
		p.Report(diag.Error, diag.NestingTooDeep, t.From, t.To, "parts include parts more than %d levels deep", maxPartDepth)
		return false
	}
	p.together.bytes += max(len(part.File.Data), perPart)
	if p.together.bytes <= maxIncluded {
		return true
	}
	if !p.together.full {
		p.together.full = true
		p.Report(diag.Error, diag.FileLimit, t.From, t.To, "the parts that this page includes are larger than %d MiB together", maxIncluded>>20).
			Hint = "split the page, or include less"
	}
	return false
}

// sub prepares a part as a page of its own, which shares what must be one.
func (p *page) sub(part *Part, t *tag.Tag, args *expr.Args) *page {
	opt := p.opt
	opt.MDX = strings.ToLower(path.Ext(part.File.Path)) == ".mdx"
	opt.Front = maps.Clone(p.scope.Front)
	maps.Copy(opt.Front, part.Front)
	if !opt.MDX {
		opt.Roots = append(slices.Clip(opt.Roots), "props")
	}
	sub := newPage(part.File.IncludedAt(p.Span(t.From, t.To)), part.Body, opt, p.together)
	sub.scope.Args = args
	sub.depth = p.depth
	return sub
}

// args reads what a page gives to a part. given are the places of the props.
func (p *page) args(n tree.ElementNode, e *tree.Element) (*expr.Args, map[string]*tag.Attr) {
	a := &expr.Args{Props: map[string]*expr.Given{}, Read: map[string]bool{}}
	given := map[string]*tag.Attr{}
	if !p.isBlankElement(n) {
		a.Children = expr.Give(expr.Markup{Root: ast.Node(n)}, p.doc.tree)
	}
	_, imported := p.scope.Imports[e.Tag.Name]
	for i := range e.Tag.Attrs {
		at := &e.Tag.Attrs[i]
		switch {
		case at.Form == tag.Spread:
			p.Fault(diag.ExprUnsupported, at.At, at.Stop, "the spread %s is not supported", p.Written(at.At, at.Stop)).Hint = "write the props one by one"
			continue
		case at.Name == "key" || strings.HasPrefix(at.Name, "client:") || !imported && slices.Contains(includeProps, at.Name):
			continue
		case at.Name == "slot" && at.Form == tag.Quoted:
			e.Slot = at.Text
			continue
		}
		v, ok := p.propValue(e.Tag, at)
		if !ok {
			continue
		}
		e.Props = append(e.Props, v)
		given[at.Name] = at
		x := v.Expr
		if x == nil {
			x = expr.Literal(v.Value)
		}
		a.Props[at.Name] = expr.Give(x, p.home(v))
	}
	return a, given
}

// home returns the tree in which the value of a prop is written.
func (p *page) home(v tree.Prop) *tree.Tree {
	for at := p; v.Home != "" && at != nil; {
		if at.File.Path == v.Home {
			return at.doc.tree
		}
		if at.within == nil {
			break
		}
		at = at.within.page
	}
	return p.doc.tree
}

// checkArgs reports what a page gives and the part never reads: it would be
// lost, and is likely a slip.
func (p *page) checkArgs(t *tag.Tag, args *expr.Args, given map[string]*tag.Attr, part *Part) {
	var read []string
	for _, name := range slices.Sorted(maps.Keys(args.Read)) {
		if args.Props[name] == nil {
			read = append(read, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if args.Read[name] {
			continue
		}
		a := given[name]
		p.Fault(diag.PropUnknown, a.At, a.At+len(name), "the part %s reads no prop %s", part.File.Path, name).
			Hint = diag.DidYouMean(name, read)
	}
	if args.Children != nil && !args.Read["children"] {
		p.Report(diag.Error, diag.PropUnknown, t.From, t.To, "the part %s shows no content, so that of %s would be lost", part.File.Path, t.Label()).
			Hint = fmt.Sprintf("write {props.children} in the part, or <%s/> here", t.Name)
	}
}

// checkMissed reports the props that a part shows and was not given. One that
// is given under a name like it, which the part never reads, is reported there.
func (p *page) checkMissed(args *expr.Args) {
	given := slices.Sorted(maps.Keys(args.Props))
	for _, m := range args.Missed {
		near := diag.Suggest(m.Name, given)
		if near != "" && !args.Read[near] {
			continue
		}
		p.Fault(diag.ExprUnbound, m.From, m.To, "the prop %s is not given where this part is included", m.Name).
			Hint = `give it there, or write {props.` + m.Name + ` ?? "…"}`
	}
}

// adopt makes what a part says a part of what the page says.
func (p *page) adopt(n tree.ElementNode, sub *page) {
	p.doc.said.Links = append(p.doc.said.Links, sub.doc.said.Links...)
	p.doc.said.Images = append(p.doc.said.Images, sub.doc.said.Images...)
	p.doc.Uses = append(p.doc.Uses, sub.doc.Uses...)
	p.doc.Reads = append(p.doc.Reads, sub.doc.Reads...)
	if sub.within.children >= 0 {
		if p.moves == nil {
			p.moves = map[ast.Node]move{}
		}
		p.moves[n] = move{sub.within.children, len(p.together.headings)}
	}
}

// move says where in the contents of a page the headings belong that stand
// between the tags of a part.
type move struct{ to, from int }

// bring puts those headings into their place when they have been read.
func (p *page) bring(n ast.Node) {
	m, ok := p.moves[n]
	if !ok {
		return
	}
	delete(p.moves, n)
	all := p.together.headings
	inner := slices.Clone(all[m.from:])
	copy(all[m.to+len(inner):], all[m.to:m.from])
	copy(all[m.to:], inner)
}

// noteChildren remembers where a part shows its content.
func (p *page) noteChildren() {
	if p.within != nil && p.within.children < 0 && p.scope.Args.Children != nil && p.scope.Args.Read["children"] {
		p.within.children = len(p.together.headings)
	}
}

// place returns where something stands in the page, or where the part is
// included that holds it.
func (p *page) place(s source.Span) int {
	for s.File != nil && s.File != p.File {
		s = s.File.Included
	}
	return s.Start
}
