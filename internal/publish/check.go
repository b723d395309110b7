package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/source"
)

// check makes sure that the tree at dir is the one that was to be made, and
// returns its seal, or an error that names the first file that is missing, added
// or different.
//
// It goes by marks. Each was taken when the bytes of the file were known: after
// this run had written them all without an error, or before it read them and
// found them right. A file that has the same mark now was touched by nobody
// since. What the clock of the file system is too coarse to tell, whether
// somebody wrote right after the mark, is read again: the files that changed
// within a step of that clock before the manifest was written, the last of all.
// To read all of them would find no more but memory that forgets: what a process
// reads that has just written is what it wrote, from the same pages, whatever the
// disk makes of them.
func check(ctx context.Context, dir string, files []staged, manifest staged) (Seal, error) {
	have, _, err := survey(dir, false)
	if err != nil {
		return Seal{}, err
	}
	want := slices.Insert(slices.Clone(files), position(files, manifest.Path), manifest)
	var young []artifact.Entry
	for _, seen := range have {
		if len(want) > 0 && want[0].Path < seen.path {
			break // is missing
		}
		if len(want) == 0 || want[0].Path != seen.path {
			if seen.isLitter() {
				continue
			}
			return Seal{}, fmt.Errorf("%s is not in the manifest", seen.path)
		}
		if seen != want[0].seen {
			return Seal{}, differs(seen.path)
		}
		if manifest.seen.time-seen.time < step(seen.time) {
			young = append(young, want[0].Entry)
		}
		want = want[1:]
	}
	if len(want) > 0 {
		return Seal{}, fmt.Errorf("%s is missing", want[0].Path)
	}
	err = crew.Each(ctx, workers, len(young), func(i int) error {
		if !holds(dir, young[i]) {
			return differs(young[i].Path)
		}
		return nil
	})
	return sealOf(have), err
}

func differs(path string) error { return fmt.Errorf("%s differs from what was to be written", path) }

// position returns where a path stands, or would, among files sorted by path.
func position(files []staged, path string) int {
	i, _ := slices.BinarySearchFunc(files, path, func(f staged, path string) int { return strings.Compare(f.Path, path) })
	return i
}

// step is within which time the clock of a file system may stand still: some
// ticks of a kernel, or what those take that count whole seconds, even ones.
func step(t int64) int64 {
	if t%int64(time.Second) == 0 {
		return int64(3 * time.Second)
	}
	return int64(50 * time.Millisecond)
}

// holds reports whether a file of a tree in which no path has links to follow has
// the bytes of an entry.
func holds(dir string, want artifact.Entry) bool {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(want.Path)))
	if err != nil {
		return false
	}
	data := make([]byte, want.Size+1) // one more than there should be
	n, err := io.ReadFull(f, data)
	err = errors.Join(ignore(err), f.Close())
	return err == nil && n == want.Size && source.DigestOf(data[:n]) == want.SHA256
}

// ignore makes no error of an end that was to be expected.
func ignore(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
