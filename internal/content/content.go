// Package content reads the folder content/: pages with their front matter,
// and the images and documents beside them.
//
// It binds no reference and renders nothing.
package content

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// Dir is the folder that the package reads.
const Dir = "content"

// Options say how pages are read.
type Options struct {
	Components map[string]*markup.Component
	Lenient    bool
	Drafts     bool // keep drafts
	Workers    int  // files read at a time, at least 1
}

// Load reads the folder below tree.
func Load(tree *source.Tree, cfg *site.Config, opt Options) ([]*site.Page, []*site.Asset, diag.List, error) {
	panic("content")
}
