package publish

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/source"
)

// plan sorts the files of what is published, checks their paths and lists it in a manifest, which
// it returns with its encoding.
func plan(files []staged, asOf string) (*artifact.Manifest, []byte, error) {
	slices.SortFunc(files, func(a, b staged) int { return strings.Compare(a.Path, b.Path) })
	entries := make([]artifact.Entry, len(files))
	for i := range files {
		entries[i] = files[i].Entry
	}
	if err := checkPaths(entries); err != nil {
		return nil, nil, err
	}
	m, err := artifact.NewManifest(asOf, entries)
	if err != nil {
		return nil, nil, err
	}
	return m, m.Encode(), nil
}

// checkPaths makes sure that no path is taken twice: not as another path in
// another letter case, and not as file and directory.
func checkPaths(entries []artifact.Entry) error {
	seen := map[string]taken{source.FoldName(artifact.ManifestPath): {path: artifact.ManifestPath}}
	for _, f := range entries {
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			key := source.FoldName(dir)
			first, ok := seen[key]
			if ok && (first.path != dir || !first.dir) {
				return fmt.Errorf("the file %s cannot be published: its directory %s and %s want one name", f.Path, dir, first.path)
			}
			seen[key] = taken{path: dir, dir: true}
		}
		key := source.FoldName(f.Path)
		if first, ok := seen[key]; ok {
			return fmt.Errorf("the file %s cannot be published: it and %s want one name", f.Path, first.path)
		}
		seen[key] = taken{path: f.Path}
	}
	return nil
}

// taken is a path that is in use.
type taken struct {
	path string
	dir  bool
}

// checkPath makes sure that a path is relative, stays inside and has names that
// all systems can hold.
func checkPath(p string) error {
	if strings.HasPrefix(p, "/") {
		return fmt.Errorf("the file %q cannot be published: its path is absolute", p)
	}
	for name := range strings.SplitSeq(p, "/") {
		if fault := source.NameFault(name); fault != "" {
			return fmt.Errorf("the file %q cannot be published: the name %q %s", p, name, fault)
		}
	}
	return nil
}
