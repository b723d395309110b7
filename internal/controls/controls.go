// Package controls reads the folder controls/: controls, frameworks,
// exceptions, subprocessors and answers.
//
// It checks each file by itself: shapes, types, vocabularies, ids. What one
// file says about another is bound by package resolve.
package controls

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Dir is the folder that the package reads.
const Dir = "controls"

// Load reads the folder below tree. The catalog holds all that is right in it.
func Load(tree *source.Tree, cfg *site.Config) (*trust.Catalog, diag.List, error) { panic("controls") }

// Schema returns the JSON Schema of catalog files.
func Schema() ([]byte, error) { panic("controls") }
