//go:build !linux

package source

import "io/fs"

// stampOf returns what the file system says of a file.
func stampOf(info fs.FileInfo) Stamp { return Stamp{Modified: info.ModTime().UnixNano()} }
