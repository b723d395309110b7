// Package format recognises the output of tools by its content and reads from
// it when it was made, what it examined and what it says. A format is data: a
// YAML file, embedded for the tools that Candor knows, or the site's own.
//
// It never guesses: a file that no format recognises stays unknown, a time
// without a zone is marked so, and a verdict is read only where the tool gives
// one. It reads no files but its own embedded ones and knows no clock.
package format

import (
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Registry holds formats, specific ones before general ones. It is immutable
// and safe for concurrent use.
type Registry struct{}

// Builtin returns the embedded formats.
func Builtin() *Registry { panic("format") }

// With returns the registry with the formats of some YAML files before its
// own; a format of a known id replaces it.
func (r *Registry) With(files []*source.File) (*Registry, diag.List) { panic("format") }

// IDs returns the ids of all formats, sorted.
func (r *Registry) IDs() []string { panic("format") }

// Reading is what a format says about one file.
type Reading struct {
	Format    string // id, "" when no format recognises the file
	Tool      trust.Tool
	Collected time.Time // zero when the file carries no acceptable time
	Pointer   string    // where Collected was read, such as /CreatedAt
	Zoned     bool      // Collected had an offset or is an epoch
	Precision string    // second, minute, day
	From      time.Time // start of the observation, zero if unknown
	Knowledge time.Time // age of the tool's own database
	Verdict   trust.Verdict
	Coverage  trust.Coverage
	Target    string
	Version   string // version of the target
	Scope     map[string]string
	Params    map[string]any // normalised parameters, plain tree
	Events    []trust.Event  // when the file is a feed of events; newest first
	Problems  []trust.Problem
	Nearest   []string  // ids of the nearest formats, when Format is ""
	Tried     []Attempt // which formats were tried, in order, and why each was refused
}

// Attempt is one format that was tried on a file.
type Attempt struct {
	Format string
	Why    string // "" when it matched
}

// Read recognises a document and reads it. Times without a zone are read in
// loc; with a nil loc they become the oldest instant that any offset allows.
func (r *Registry) Read(doc *decode.Document, loc *time.Location) Reading { panic("format") }
