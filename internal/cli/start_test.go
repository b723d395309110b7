package cli

import (
	"os"
	"os/exec"
	"runtime"
	"slices"
	"testing"
)

var collectedBefore = collections() // as Go makes the variables of this package, when those of all others are made

func collections() uint32 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.NumGC
}

// TestStart sees that the collector does not run while packages make their
// variables, but once when package lull begins. It starts itself again with the
// collector as Go has it, whatever the environment says of it.
func TestStart(t *testing.T) {
	usual := []string{"GOGC=100", "GOMEMLIMIT=off", "GODEBUG="}
	for _, setting := range usual {
		if !slices.Contains(os.Environ(), setting) {
			again := exec.Command(os.Args[0], "-test.run=^TestStart$", "-test.count=1")
			again.Env = append(os.Environ(), usual...)
			if out, err := again.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
			return
		}
	}
	if collectedBefore > 1 {
		t.Errorf("the collector ran %d times before the program began: package lull holds too little, or begins too late", collectedBefore)
	}
}
