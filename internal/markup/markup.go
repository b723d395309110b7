// Package markup reads pages into Documents: what a page says, with the place
// of each heading, link, component and binding. It pairs tags, checks props and
// HTML, binds expressions to what the page itself knows, and names headings.
//
// No JavaScript runs. Values are literals or bindings; what a binding means,
// and what a component looks like, is decided by the caller when the Document is
// rendered. The package reads no files: Options.Open finds those that a page
// includes.
package markup

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/packed"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

// Options say how a page is read.
type Options struct {
	// MDX reads tags and braces as syntax (.mdx). Without it only registered
	// component names are, and braces whose path starts with one of Roots.
	MDX bool
	// Lenient turns errors about foreign or unsupported syntax into warnings;
	// text is never dropped.
	Lenient bool
	// Stubs lets a box stand for each component that does not exist, and leaves
	// what is imported from elsewhere as written, with one warning a name.
	Stubs bool
	// Components are the components that a page may use, by name; members have
	// a dot, such as Tabs.TabPane.
	Components map[string]*component.Component
	// Roots are the names that an expression may start with beside the page's
	// own bindings: control, site, page, frontMatter.
	Roots []string
	// FrameHosts are the hosts that an iframe may show.
	FrameHosts []string
	// Front is the page's front matter, for {frontMatter.key}.
	Front map[string]any
	// Open finds the files that the page imports and includes; nil leaves them
	// out.
	Open Opener
	// Trees says how many trees are held as they are; nil holds all.
	Trees *packed.Trees
}

// Document is one parsed page. It is immutable and safe for concurrent use.
type Document struct {
	// Uses are the components used, in reading order, nested ones included.
	Uses []Use
	// Reads are the bindings read by expressions, such as control.backup.frequency.
	Reads []Read
	// Imports are the names that an .mdx page imports, in reading order.
	Imports []Import
	// Includes are the files that the page includes or reads, parts of parts
	// included.
	Includes []Include
	// Meta are the members of an exported metadata or frontmatter object, which
	// stand for front matter.
	Meta []Meta
	// Exports are the values of export const, by name; nil when there are none.
	Exports map[string]any

	file   *source.File
	said   *outline.Outline // or it is:
	beside *packed.Beside
	styles map[string]string // by class
	tree   *tree.Tree        // or one of the two:
	packed *packed.Tree
	again  *again
}

// Render writes the document as HTML. Errors of components come back as
// diagnostics at their tags.
func (d *Document) Render(w io.Writer, env hypertext.Env) (list diag.List) {
	lost := d.use(func(t *tree.Tree) { list = hypertext.Render(w, t, env) })
	return append(list, lost...)
}

// Markdown writes the document as Markdown, with its values written out; see
// hypertext.Markdown.
func (d *Document) Markdown(w io.Writer, env hypertext.Env) (list diag.List) {
	lost := d.use(func(t *tree.Tree) { list = hypertext.Markdown(w, t, env) })
	return append(list, lost...)
}

// Prose returns the sentences of the document in reading order; none where its
// tree was lost, as Render then says.
func (d *Document) Prose() (out []prose.Sentence) {
	_ = d.use(func(t *tree.Tree) { out = prose.Page(t) })
	return out
}

// Contents returns the headings as a plain list, in the form that Docusaurus
// gives them to a page as toc: value, id and level of each.
func (d *Document) Contents() []any {
	headings := d.Headings()
	out := make([]any, len(headings))
	for i, h := range headings {
		out[i] = map[string]any{"value": h.Text, "id": h.ID, "level": int64(h.Level)}
	}
	return out
}

// Sources returns the files that a page is made of, its own included, sorted. A
// nil Document is made of its own alone.
func (d *Document) Sources(own string) []string {
	out := []string{own}
	if d != nil {
		for _, f := range d.Includes {
			out = append(out, f.Path)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Meta is one member of an exported metadata object.
type Meta struct {
	Key     string
	Value   any // a plain tree
	KeySpan source.Span
	Span    source.Span // of the value
}

// Use is one use of a component.
type Use struct {
	Name  string
	Props []PropValue
	Span  source.Span // of the opening tag
}

// Prop returns the value of a prop, or nil.
func (u Use) Prop(name string) *PropValue {
	for i := range u.Props {
		if u.Props[i].Name == name {
			return &u.Props[i]
		}
	}
	return nil
}

// PropValue is one prop as given.
type PropValue struct {
	Name  string
	Value any         // string, bool, int64, float64, []any, map[string]any, nil; a Read where it is bound; an Expr where it is a condition, a template or markup
	Span  source.Span // of the value
}

// Read is one binding that an expression reads.
type Read struct {
	Path []string // control, backup, frequency
	Span source.Span
}

// Import is one name that a page imports. Pages, data and text are loaded when
// the name is used; components are found by their name, images by their path.
type Import struct {
	Name string // as the page uses it; "" of an import for its effects
	From string // the module as written
	Span source.Span
}

// Expr is the value of a prop that is known only when the page is rendered: a
// condition, a template with bindings, or markup.
type Expr struct {
	source string
}

// String returns the expression as written, without its braces.
func (e Expr) String() string { return e.source }

// Styles returns the stylesheet that style attributes of the documents were
// compiled to: hashed class names, sorted.
func Styles(docs []*Document) string {
	all := map[string]string{}
	for _, d := range docs {
		maps.Copy(all, d.styles)
	}
	var out strings.Builder
	for _, class := range slices.Sorted(maps.Keys(all)) {
		out.WriteString("." + class + "{" + all[class] + "}\n")
	}
	return out.String()
}
