// Package asset bundles, minifies and fingerprints the TypeScript and CSS of a
// theme with esbuild.
//
// It resolves imports only among the files that it is given, never on disk,
// and its output depends on nothing else.
package asset

import (
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Bundle makes one output for every entry point among files (site.ts, site.css
// and other files at the top level), by logical name such as site.css, at a
// path such as assets/site-1a2b3c4d.css. extra is CSS appended to site.css:
// highlighted code and compiled style attributes.
func Bundle(files map[string]*source.File, extra string) (map[string]artifact.File, diag.List) {
	panic("asset")
}
