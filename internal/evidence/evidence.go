// Package evidence reads the folder evidence/: collected files, the envelopes
// beside them, the records that people keep, and the log.
//
// It never judges, never runs anything and never moves a time: collected_at
// comes from the sources that the design ranks, never from the file system.
package evidence

import "github.com/candor-site/candor/internal/trust"

// Dir is the folder that the package reads.
const Dir = "evidence"

// EnvelopeSuffix ends the name of an envelope: FILE + EnvelopeSuffix.
const EnvelopeSuffix = trust.EnvelopeSuffix

// Set is everything that the folder says.
type Set struct {
	Evidence []*trust.Evidence // sorted by id, scope, path
	Log      []trust.LogEntry  // in the order of the file
}
