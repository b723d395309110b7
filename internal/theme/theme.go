// Package theme loads layouts, partials, components and static files: the
// embedded default theme with a site's own theme laid over it, file by file.
//
// Templates are html/template with an allow-listed set of pure functions; they
// see only what they are given. The package renders no page by itself.
package theme

import (
	"html/template"
	"io"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

// Theme is a loaded theme; it is immutable and safe for concurrent use.
type Theme struct{}

// Load returns the embedded default theme with the files of dir in tree laid
// over it; an empty dir gives the default alone. A site's own components/ and
// layouts/ at its root come last and win.
func Load(tree *source.Tree, dir string) (*Theme, diag.List, error) { panic("theme") }

// Components returns the declared components by name, as pages may use them.
func (t *Theme) Components() map[string]*markup.Component { panic("theme") }

// Layouts returns the names of the layouts, sorted.
func (t *Theme) Layouts() []string { panic("theme") }

// Execute runs a layout, such as "page" or "control", over data.
func (t *Theme) Execute(w io.Writer, layout string, data any) error { panic("theme") }

// Component runs the template of a component over data.
func (t *Theme) Component(name string, data any) (template.HTML, error) { panic("theme") }

// Static returns the theme's static files by path below the theme's static/
// folder: images, and what package asset made of TypeScript and CSS.
func (t *Theme) Static() map[string]*source.File { panic("theme") }

// Assets returns the theme's TypeScript and CSS sources by path below the
// theme's assets/ folder.
func (t *Theme) Assets() map[string]*source.File { panic("theme") }
