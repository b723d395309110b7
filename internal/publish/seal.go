package publish

import (
	"crypto/sha256"
	"encoding/binary"
	"os"
)

// Seal names a tree by the marks of its files: path, permissions, size, inode,
// and when its bytes were last changed. While it stays the same, nobody touched a
// file. The zero seal is none.
type Seal [sha256.Size]byte

// sealOf returns the seal of a tree of these files, sorted by path.
func sealOf(marks []mark) Seal {
	h := sha256.New()
	var line []byte
	for _, m := range marks {
		if m.isLitter() {
			continue
		}
		line = binary.LittleEndian.AppendUint32(line[:0], uint32(len(m.path)))
		line = append(line, m.path...)
		line = binary.LittleEndian.AppendUint32(line, uint32(m.mode))
		for _, n := range [...]uint64{uint64(m.size), uint64(m.time), m.inode} {
			line = binary.LittleEndian.AppendUint64(line, n)
		}
		h.Write(line)
	}
	return Seal(h.Sum(nil))
}

// SealOf returns the seal of the tree at a directory; none when there is no tree,
// or it cannot be looked at.
func SealOf(dir string) Seal {
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return Seal{}
	}
	marks, _, err := survey(dir, false)
	if err != nil || len(marks) == 0 {
		return Seal{}
	}
	return sealOf(marks)
}
