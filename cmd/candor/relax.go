package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
)

// slack is how much may become garbage before it is collected, at least. Most
// sites are built without ever filling it, so that the collector, which would
// take a fifth of the processor's time, hardly runs.
const slack = 64 << 20

// share is which part of what is alive may become garbage besides, where that is
// more than slack: a quarter, as what a large site holds is the most of what the
// program takes, and would be doubled at Go's own share of all.
const share = 4

// room is how large the heap may grow at Go's own share: what the collector would
// save below it, a large site takes later all the same.
const room = 288 << 20

// relax sets the collector to leave slack, unless the environment says how it
// is to run. The development server holds a site as long as somebody writes, and
// an edit that waits for the collector is felt: it is left Go's own share.
func relax(args []string) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	s := sentinel{share: share}
	if slices.Contains(args, "serve") {
		s.share = 1
	}
	debug.SetGCPercent(slack * 100 / (4 << 20)) // the heap is never collected below 4 MiB at 100
	runtime.SetFinalizer(&s, func(s *sentinel) { s.adjust() })
}

// sentinel is garbage from the start: it is found at the end of each collection.
type sentinel struct {
	share int
	_     [16]byte // what is smaller shares its room with others, and is found with them
}

// adjust sets the next collection by what is alive.
func (s *sentinel) adjust() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	now := max(1<<20, int(live[0].Value.Uint64()))
	debug.SetGCPercent(max(slack, now/s.share, min(now, room-now)) * 100 / now)
	runtime.SetFinalizer(s, func(s *sentinel) { s.adjust() })
}
