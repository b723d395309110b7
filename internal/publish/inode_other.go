//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package publish

import "io/fs"

// inodeOf returns 0 where the system does not tell the number of a file.
func inodeOf(fs.FileInfo) uint64 { return 0 }
