package memo

import (
	"fmt"
	"os"
	"runtime/debug"
)

// Maker names this build of the program: what another build computed does not
// count. A build from a changed working copy is told by its file.
func Maker() string {
	name := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		name = info.String()
	}
	if own, err := os.Executable(); err == nil {
		if file, err := os.Stat(own); err == nil {
			name += fmt.Sprint(file.Size(), file.ModTime().UnixNano())
		}
	}
	return name
}
