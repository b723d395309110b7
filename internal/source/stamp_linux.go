package source

import (
	"io/fs"
	"syscall"
)

// stampOf returns what the file system says of a file.
func stampOf(info fs.FileInfo) Stamp {
	s := Stamp{Modified: info.ModTime().UnixNano()}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		s.Changed, s.Inode = st.Ctim.Nano(), st.Ino
	}
	return s
}
