package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// slack is how much may become garbage before it is collected, at least. Most
// sites are built without ever filling it, so that the collector, which would
// take a fifth of the processor's time, hardly runs.
const slack = 64 << 20

// share is which part of what is alive may become garbage besides, where that is
// more than slack: a third, as what a large site holds is the most of what the
// program takes, and would be doubled at Go's own share of all.
const share = 3

// relax sets the collector to leave slack, unless the environment says how it
// is to run.
func relax() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(slack * 100 / (4 << 20)) // the heap is never collected below 4 MiB at 100
	runtime.SetFinalizer(&sentinel{}, func(s *sentinel) { s.adjust() })
}

// sentinel is garbage from the start: it is found at the end of each collection.
type sentinel struct{ _ [16]byte }

// adjust sets the next collection by what is alive.
func (s *sentinel) adjust() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	now := max(1<<20, int(live[0].Value.Uint64()))
	debug.SetGCPercent(max(slack, now/share) * 100 / now)
	runtime.SetFinalizer(s, func(s *sentinel) { s.adjust() })
}
