package publish

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/candor-site/candor/internal/artifact"
)

// inspect returns what stands at the target: its manifest, as it is and as it is
// written, and whether there is a directory at all. It refuses one whose
// replacement would lose something. dir is the name that the user gave.
func (p place) inspect(dir string) (m *artifact.Manifest, encoded []byte, occupied bool, err error) {
	if m, encoded, occupied, err = inspectTree(p.target, dir); err != nil {
		return nil, nil, false, err
	}
	_, _, _, err = inspectTree(p.previous, p.previous)
	return m, encoded, occupied, err
}

// inspectTree refuses what Candor did not make: anything that is neither
// absent, nor an empty directory, nor a directory with a manifest that lists
// all files in it.
func inspectTree(target, shown string) (m *artifact.Manifest, encoded []byte, exists bool, err error) {
	m = &artifact.Manifest{}
	info, err := os.Lstat(target)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return m, nil, false, nil
	case err != nil:
		return nil, nil, false, err
	case info.Mode()&os.ModeSymlink != 0:
		return nil, nil, true, &Refused{shown, "is a symbolic link", "publish to the directory that it points to"}
	case !info.IsDir():
		return nil, nil, true, &Refused{shown, "is a file, not a directory", "choose another name, or move the file away"}
	}
	root, err := os.OpenRoot(target)
	if err != nil {
		return nil, nil, true, err
	}
	defer root.Close()
	if empty, err := isEmpty(root); empty || err != nil {
		return m, nil, true, err
	}
	m, encoded, err = readManifest(root)
	if err != nil {
		return nil, nil, true, &Refused{shown, "holds files that are no site of Candor: " + err.Error(), "choose an empty directory, or one that Candor published to"}
	}
	have, err := list(root)
	if err != nil {
		return nil, nil, true, err
	}
	if odd := unlisted(have, m); len(odd) > 0 {
		return nil, nil, true, &Refused{shown, "holds " + name(odd) + ", which its manifest does not list", "move what you need out of " + shown + ": the whole directory is replaced"}
	}
	return m, encoded, true, nil
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
