package hypertext

import "html/template"

// Env gives meaning to what a document leaves open. Its functions must be safe
// for concurrent use.
type Env struct {
	// Component renders one component. children is the rendered content, slots
	// the rendered named slots.
	Component func(call *Call) (template.HTML, error)
	// ID returns an id that begins with a name and that nothing else in the page
	// has; nil gives none.
	ID func(name string) string
	// Bind returns the value of a binding (text or a plain tree).
	Bind func(path []string) (any, bool)
	// Names returns the bindings that start with a name, with their paths, for
	// hints; may be nil.
	Names func(root string) []string
	// Link rewrites a link destination to what stands in the output. file is the
	// path of the file in which the link is written: a page, or a part of it.
	Link func(file, destination string) string
	// Image rewrites an image destination.
	Image func(file, destination string) string
	// Captions shows the title of an image that stands alone as its caption.
	Captions bool
	// SkipTitle leaves out the first heading of level 1 (the layout shows the
	// title) and demotes further ones.
	SkipTitle bool
	// Heading is told the words of each heading, with the values of its bindings,
	// by the id of the heading; may be nil.
	Heading func(id, words string)
	// ToHeading begins the name of the anchor of a heading ("Link to "); External
	// names the sign behind a link to another site, "" draws none.
	ToHeading, External string
}
