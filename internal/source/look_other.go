//go:build !linux

package source

import "os"

// readNames returns the names in a folder.
func readNames(dir *os.File) ([]string, error) { return dir.Readdirnames(-1) }

// lookAtAll looks at what a folder holds by some of its names.
func lookAtAll(root *os.Root, place string, names []string, out []seen) {
	lookAtEach(root, below(place, names), names, out)
}
