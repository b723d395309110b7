package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/artifact"
)

// stood is a tree that Candor published, as it stands on the disk.
type stood struct {
	exists  bool   // a directory is there
	encoded []byte // its manifest
	files   []held // what the manifest lists, sorted by path
	marks   []mark // of all that is there but directories, sorted by path
	folders []mark // of the directories, if they were asked for
}

// held is a file that a manifest lists.
type held struct {
	artifact.Entry
	seen mark // what the file system says of it; zero when it is gone
}

// find returns the file at a path; nil when the manifest lists none.
func (t *stood) find(path string) *held {
	i, ok := slices.BinarySearchFunc(t.files, path, func(h held, path string) int { return strings.Compare(h.Path, path) })
	if !ok {
		return nil
	}
	return &t.files[i]
}

// inspect returns what stands at the target, and what stood there before. It
// refuses a directory whose replacement would lose something. dir is the name that
// the user gave.
func (p place) inspect(dir string) (target, previous *stood, err error) {
	var fault error
	var wait sync.WaitGroup
	wait.Go(func() { previous, fault = inspectTree(p.previous, p.previous, true) })
	target, err = inspectTree(p.target, dir, false)
	wait.Wait()
	return target, previous, cmp.Or(err, fault)
}

// inspectTree refuses what Candor did not make: anything that is neither
// absent, nor an empty directory, nor a directory with a manifest that lists
// all files in it.
func inspectTree(target, shown string, withFolders bool) (*stood, error) {
	info, err := os.Lstat(target)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return &stood{}, nil
	case err != nil:
		return nil, err
	case info.Mode()&os.ModeSymlink != 0:
		return nil, &Refused{shown, "is a symbolic link", "publish to the directory that it points to"}
	case !info.IsDir():
		return nil, &Refused{shown, "is a file, not a directory", "choose another name, or move the file away"}
	}
	root, err := os.OpenRoot(target)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if empty, err := isEmpty(root); empty || err != nil {
		return &stood{exists: true}, err
	}
	t := &stood{exists: true}
	if hasManifest(target) { // looked at before it is read: a change in between shows
		if t.marks, t.folders, err = survey(target, withFolders); err != nil {
			return nil, err
		}
	}
	m, encoded, err := readManifest(root)
	if err != nil {
		return nil, &Refused{shown, "holds files that are no site of Candor: " + err.Error(), "choose an empty directory, or one that Candor published to"}
	}
	t.encoded = encoded
	odd := t.match(m)
	if len(odd) > 0 {
		return nil, &Refused{shown, "holds " + name(odd) + ", which its manifest does not list", "move what you need out of " + shown + ": the whole directory is replaced"}
	}
	return t, nil
}

// match puts the files of a manifest and what is on the disk together, and returns
// what no manifest explains: files that it does not name, and links, sockets and
// the like, whatever their names.
func (t *stood) match(m *artifact.Manifest) (odd []string) {
	t.files = make([]held, len(m.Files))
	for i, e := range m.Files {
		t.files[i].Entry = e
	}
	slices.SortStableFunc(t.files, func(a, b held) int { return strings.Compare(a.Path, b.Path) })
	for _, seen := range t.marks {
		file := t.find(seen.path)
		switch {
		case !seen.mode.IsRegular():
			odd = append(odd, seen.path)
		case file != nil:
			file.seen = seen
		case seen.path != artifact.ManifestPath && !seen.isLitter():
			odd = append(odd, seen.path)
		}
	}
	return odd
}

// isEmpty reports whether a directory holds nothing.
func isEmpty(root *os.Root) (bool, error) {
	d, err := root.Open(".")
	if err != nil {
		return false, err
	}
	defer d.Close()
	_, err = d.Readdirnames(1)
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	return false, err
}

// readManifest reads the manifest of a published tree. Its errors are made for
// the reason of a refusal.
func readManifest(root *os.Root) (*artifact.Manifest, []byte, error) {
	info, err := root.Lstat(artifact.ManifestPath)
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("there is no %s", artifact.ManifestPath)
	}
	data, err := root.ReadFile(artifact.ManifestPath)
	if err != nil {
		return nil, nil, fmt.Errorf("%s cannot be read", artifact.ManifestPath)
	}
	m, err := artifact.DecodeManifest(data)
	if err != nil {
		return nil, nil, fmt.Errorf("%s is not a manifest of Candor", artifact.ManifestPath)
	}
	return m, data, nil
}

// hasManifest reports whether dir is a published tree.
func hasManifest(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, artifact.ManifestPath))
	return err == nil && info.Mode().IsRegular()
}

// name lists the first few paths.
func name(paths []string) string {
	const shown = 3
	if len(paths) <= shown {
		return strings.Join(paths, ", ")
	}
	return fmt.Sprintf("%s and %d more files", strings.Join(paths[:shown], ", "), len(paths)-shown)
}
