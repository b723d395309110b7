package cli

import (
	"runtime"
	"testing"
)

var collectedBefore = collections() // as Go makes the variables of this package, when those of all others are made

func collections() uint32 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.NumGC
}

// TestStart sees that the collector does not run while packages make their
// variables, but once when package lull begins.
func TestStart(t *testing.T) {
	if collectedBefore > 1 {
		t.Errorf("the collector ran %d times before the program began: package lull holds too little, or begins too late", collectedBefore)
	}
}
