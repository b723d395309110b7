//go:build unix

package watch

import (
	"io/fs"
	"syscall"
)

// inode returns the number of the file on its disk, or 0.
func inode(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Ino)
	}
	return 0
}
