package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/candor-site/candor/bench/corpus"
)

// aside moves folders out of the way until the end of the program.
func (b *bench) aside(folders ...string) error {
	trash := filepath.Join(b.dir, "aside")
	if err := os.MkdirAll(trash, 0o755); err != nil {
		return err
	}
	for _, folder := range folders {
		b.moved++
		if err := os.Rename(folder, filepath.Join(trash, fmt.Sprint(b.moved))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// edit writes a sentence at the end of a page, another one for each n.
func edit(s sites, n int) error {
	name, data, err := corpus.Edited(s.candor, s.size, n)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(s.candor, filepath.FromSlash(name)), data, 0o644)
}

// weight says how many files a folder holds, and how large they are.
func weight(folder string) string {
	files, bytes := 0, int64(0)
	_ = filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := d.Info(); err == nil {
			files, bytes = files+1, bytes+info.Size()
		}
		return nil
	})
	return fmt.Sprintf("%d files of %d MiB", files, bytes>>20)
}
