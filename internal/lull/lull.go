// Package lull keeps the collector of Go away while a program starts: what the
// packages of libraries make before main begins, tables for the most part, stays
// alive, and would be collected four times.
//
// It never sets the collector: it holds bytes that are not touched, and so take no
// memory, for Go collects when as much was made as there was alive at the last
// collection. It imports nothing but the runtime, since Go then makes its variables before those
// of almost any other package.
package lull

import "runtime"

// size is twice what the packages of the program make, so that they are done
// before as much was made.
const size = 16 << 20

var ballast = make([]byte, size)

// End lets the bytes go.
func End() {
	runtime.KeepAlive(ballast)
	ballast = nil
}
