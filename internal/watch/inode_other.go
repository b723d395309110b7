//go:build !unix

package watch

import "io/fs"

// inode returns 0: file numbers are not to be had cheaply here, and size and
// time must do.
func inode(fs.FileInfo) uint64 { return 0 }
