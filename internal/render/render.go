// Package render turns a View into the files of a portal: pages, indexes,
// JSON, feeds of addresses, headers.
//
// It sees nothing but the View and the theme, reads no files and knows no
// clock. No output holds inline script or style.
package render

import (
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/theme"
)

// Options say how to render.
type Options struct {
	Workers int // pages rendered at a time; at least 1
	// Bundles are the made assets by logical name (site.css, site.js), each with its
	// fingerprinted path.
	Bundles map[string]artifact.File
	// Reload is the path of the script that reloads a page in the dev server,
	// or "". Builds leave it empty.
	Reload string
}

// Site renders every file of the portal but its manifest. Diagnostics point
// into the pages that caused them; files come sorted by path.
func Site(v *disclose.View, t *theme.Theme, opt Options) ([]artifact.File, diag.List) {
	panic("render")
}
