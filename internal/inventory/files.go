// Package inventory says which files a repository holds, and which modules its
// lock files pin: facts that evidence needs and no tool prints.
//
// It reads files of the tree that it is given and follows no link; it runs
// nothing, knows no clock and judges nothing.
package inventory

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// The most that is listed, and the most of one text that is kept.
const (
	maxFiles   = 100_000
	maxContent = 1 << 20
)

// Listing are the files that patterns match.
type Listing struct {
	Globs   []string `json:"globs"`
	Count   int      `json:"count"`
	Bytes   int64    `json:"bytes"`
	Files   []File   `json:"files"`   // sorted by path
	Skipped []string `json:"skipped"` // links and other files that are not regular
	Unused  []string `json:"unused"`  // patterns that match nothing
}

// File is one file.
type File struct {
	Path    string  `json:"path"`
	Size    int64   `json:"size"`
	SHA256  string  `json:"sha256"`
	Content *string `json:"content,omitempty"` // UTF-8 text of up to 1 MiB, when asked for
}

// Files lists the files below a tree that match any pattern, without those of
// .git: * stands for any part of a name, ** for any folders. An error means that
// a file could not be read, or that there are too many.
func Files(tree fs.FS, globs []string, content bool) (*Listing, error) {
	l := &Listing{Globs: globs, Files: []File{}, Skipped: []string{}, Unused: []string{}}
	used := make([]bool, len(globs))
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		matches := false
		for i, g := range globs {
			if Match(g, name) {
				matches, used[i] = true, true
			}
		}
		switch {
		case !matches:
			return nil
		case !d.Type().IsRegular():
			l.Skipped = append(l.Skipped, name)
			return nil
		case len(l.Files) == maxFiles:
			return fmt.Errorf("more than %d files match", maxFiles)
		}
		f, err := fileOf(tree, name, content)
		if err != nil {
			return err
		}
		l.Files = append(l.Files, f)
		l.Bytes += f.Size
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, g := range globs {
		if !used[i] {
			l.Unused = append(l.Unused, g)
		}
	}
	slices.SortFunc(l.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	slices.Sort(l.Skipped)
	l.Count = len(l.Files)
	return l, nil
}

func fileOf(tree fs.FS, name string, content bool) (File, error) {
	in, err := tree.Open(name)
	if err != nil {
		return File{}, err
	}
	sum := sha256.New()
	kept := &strings.Builder{}
	to := io.Writer(sum)
	if content {
		to = io.MultiWriter(sum, &capped{kept})
	}
	n, err := io.Copy(to, in)
	if err = errors.Join(err, in.Close()); err != nil {
		return File{}, err
	}
	f := File{Path: name, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))}
	if text := kept.String(); content && n <= maxContent && utf8.ValidString(text) {
		f.Content = &text
	}
	return f, nil
}

// capped keeps the first bytes that are written.
type capped struct{ b *strings.Builder }

func (c *capped) Write(p []byte) (int, error) {
	if room := maxContent + 1 - c.b.Len(); room > 0 {
		c.b.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// Match reports whether a pattern matches a path: segment by segment as
// path.Match does, where ** stands for any number of them.
func Match(pattern, name string) bool {
	return match(strings.Split(path.Clean(pattern), "/"), strings.Split(name, "/"))
}

func match(pattern, name []string) bool {
	for len(pattern) > 0 && pattern[0] != "**" {
		if len(name) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], name[0]); err != nil || !ok {
			return false
		}
		pattern, name = pattern[1:], name[1:]
	}
	if len(pattern) == 0 {
		return len(name) == 0
	}
	for len(pattern) > 1 && pattern[1] == "**" {
		pattern = pattern[1:]
	}
	for i := 0; i <= len(name); i++ {
		if match(pattern[1:], name[i:]) {
			return true
		}
	}
	return false
}
