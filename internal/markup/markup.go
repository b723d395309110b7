// Package markup reads pages: CommonMark and GFM with components, expressions
// and front-matter bindings, as the dialect of Candor defines them, into a
// Document with spans, and renders a Document to HTML.
//
// No JavaScript runs. Values are literals or bindings; what a binding means,
// and what a component looks like, is decided by the caller through Env. The
// package reads no files and emits no inline script or style.
package markup

import (
	"html/template"

	"github.com/candor-site/candor/internal/source"
)

// Options say how a page is read.
type Options struct {
	// MDX reads tags and braces as syntax (.mdx). Without it only registered
	// component names are, and braces whose path starts with one of Roots.
	MDX bool
	// Lenient turns errors about foreign or unsupported syntax into warnings;
	// text is never dropped.
	Lenient bool
	// Components are the components that a page may use, by name; members have
	// a dot, such as Tabs.TabPane.
	Components map[string]*Component
	// Roots are the names that an expression may start with beside the page's
	// own bindings: control, site, page, frontMatter.
	Roots []string
	// FrameHosts are the hosts that an iframe may show.
	FrameHosts []string
	// Front is the page's front matter, for {frontMatter.key}.
	Front map[string]any
}

// Component declares what a component takes.
type Component struct {
	Name     string
	Doc      string // one line for the reference page
	Props    []Prop
	Children bool // takes content
	Requires bool // needs content
	Any      bool // also takes props that Props does not declare, as a stub does
}

// Prop declares one prop of a component.
type Prop struct {
	Name     string
	Type     PropType
	Doc      string
	Required bool
	Default  any
	Allowed  []string // of an enum
}

// PropType is the type of a prop.
type PropType string

// The types of props. Control, Evidence and FrameworkRef hold an id that must exist.
const (
	PropString    PropType = "string"
	PropBool      PropType = "bool"
	PropInt       PropType = "int"
	PropEnum      PropType = "enum"
	PropURL       PropType = "url"
	PropAsset     PropType = "asset"
	PropDate      PropType = "date"
	PropList      PropType = "list"
	PropObject    PropType = "object"
	PropNode      PropType = "node"
	PropControl   PropType = "control"
	PropEvidence  PropType = "evidence"
	PropFramework PropType = "framework"
)

// Document is one parsed page. It is immutable and safe for concurrent use.
type Document struct {
	// Headings in reading order; the first heading of level 1 may be the title.
	Headings []Heading
	// Links and Images as written, with their places.
	Links  []Link
	Images []Link
	// Uses are the components used, in reading order, nested ones included.
	Uses []Use
	// Reads are the bindings read by expressions, such as control.backup.frequency.
	Reads []Read
	// IDs are the anchors that the page offers, with the place of each.
	IDs map[string]source.Span
	// Imports are the names that an .mdx page imports, in reading order.
	Imports []Import
	// Exports are the values of export const, by name; nil when there are none.
	Exports map[string]any

	tree *tree
}

// Heading is one heading of a page.
type Heading struct {
	Level int // 1 to 6
	ID    string
	Text  string // without markup
	Span  source.Span
}

// Link is one link or image.
type Link struct {
	Destination string // as written: path, URL or #anchor
	Text        string // link text or alternative text
	Title       string
	Span        source.Span // of the destination
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

// Env gives meaning to what a document leaves open. Its functions must be safe
// for concurrent use.
type Env struct {
	// Component renders one component. children is the rendered content, slots
	// the rendered named slots.
	Component func(call Call) (template.HTML, error)
	// Bind returns the value of a binding (text or a plain tree).
	Bind func(path []string) (any, bool)
	// Link rewrites a link destination to what stands in the output.
	Link func(destination string) string
	// Image rewrites an image destination.
	Image func(destination string) string
	// SkipTitle leaves out the first heading of level 1 (the layout shows the
	// title) and demotes further ones.
	SkipTitle bool
}

// Call is one use of a component at rendering time.
type Call struct {
	Name     string
	Props    map[string]any // declared props with defaults filled in; node props are template.HTML
	Children template.HTML
	Slots    map[string]template.HTML
	Inline   bool // stands among words: the component must not render blocks
	Span     source.Span
}
