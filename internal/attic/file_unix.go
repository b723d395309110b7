//go:build unix

package attic

import "os"

// nameless makes a file and takes its name away; the file goes when it is closed.
func nameless(dir string) (*os.File, error) {
	file, err := os.CreateTemp(dir, "candor-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}
