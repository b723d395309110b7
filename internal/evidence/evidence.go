// Package evidence reads the folder evidence/: collected files, the envelopes
// beside them, the records that people keep, and the log.
//
// It never judges, never runs anything and never moves a time: collected_at
// comes from the sources that the design ranks, never from the file system.
package evidence

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Dir is the folder that the package reads.
const Dir = "evidence"

// EnvelopeSuffix ends the name of an envelope: FILE + EnvelopeSuffix.
const EnvelopeSuffix = ".evidence.json"

// Set is everything that the folder says.
type Set struct {
	Evidence []*trust.Evidence // sorted by id, scope, path
	Log      []trust.LogEntry  // in the order of the file
}

// Load reads the folder below tree with at most workers files at a time.
func Load(tree *source.Tree, cfg *site.Config, formats *format.Registry, workers int) (*Set, diag.List, error) {
	panic("evidence")
}

// Formats reads the site's own formats below evidence/formats/ over the
// embedded ones.
func Formats(tree *source.Tree) (*format.Registry, diag.List, error) { panic("evidence") }

// Inspect reads one file as evidence, with its envelope when envelope is not
// nil, and says what it is. Mistakes come back as diagnostics and problems.
func Inspect(f, envelope *source.File, cfg *site.Config, formats *format.Registry) (*trust.Evidence, format.Reading, diag.List) {
	panic("evidence")
}
