package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/themes"
)

// maxFile is the largest file of a theme, in bytes.
const maxFile = 20 << 20

// manifest is the file that declares components.
const manifest = "theme.yaml"

// fileSet is a theme's files by path below the theme, later layers over
// earlier ones. Declarations and messages add up instead of replacing each
// other, so those of all layers are kept, in order.
type fileSet struct {
	files     map[string]*source.File
	manifests []*source.File
	messages  []map[string]*source.File // by LANGUAGE/AREA.yaml
}

// wordsFolder holds the message files of a theme.
const wordsFolder = "i18n/"

// gather lays the site's theme over the default, and the site's own layouts,
// components and messages over both.
func gather(tree *source.Tree, dir string) (*fileSet, diag.List, error) {
	set := &fileSet{files: make(map[string]*source.File)}
	if err := set.embedded(); err != nil {
		return nil, nil, err
	}
	var list diag.List
	if tree == nil {
		return set, nil, nil
	}
	if dir != "" {
		n, ds, err := set.layer(tree, dir, "")
		if err != nil {
			return nil, nil, err
		}
		list.Add(ds...)
		if n == 0 {
			list.Add(diag.Errorf(diag.ThemeInvalid, source.Span{}, "the theme %s has no files", dir).
				Hinted("create %s, or take the theme out of candor.yaml", dir))
		}
	}
	for _, own := range []string{"layouts", "components", strings.TrimSuffix(wordsFolder, "/")} {
		_, ds, err := set.layer(tree, own, own+"/")
		if err != nil {
			return nil, nil, err
		}
		list.Add(ds...)
	}
	return set, list, nil
}

// embedded adds the default theme.
func (s *fileSet) embedded() error {
	s.messages = append(s.messages, make(map[string]*source.File))
	return fs.WalkDir(themes.FS, themes.Default, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := themes.FS.ReadFile(p)
		if err != nil {
			return err
		}
		s.add(strings.TrimPrefix(p, themes.Default+"/"), source.NewFile("themes/"+p, data))
		return nil
	})
}

// layer adds the files below dir of the tree, under prefix, and returns how
// many there are.
func (s *fileSet) layer(tree *source.Tree, dir, prefix string) (int, diag.List, error) {
	entries, problems, err := tree.Walk(dir)
	if err != nil {
		return 0, nil, fmt.Errorf("read the theme: %w", err)
	}
	s.messages = append(s.messages, make(map[string]*source.File))
	var list diag.List
	for _, p := range problems {
		list.Add(unreadable(p))
	}
	for _, e := range entries {
		f, err := tree.Read(e.Path, maxFile)
		var p *source.Problem
		if errors.As(err, &p) {
			list.Add(unreadable(p))
			continue
		}
		if err != nil {
			return 0, nil, fmt.Errorf("read the theme: %w", err)
		}
		s.add(prefix+strings.TrimPrefix(e.Path, path.Clean(dir)+"/"), f)
	}
	return len(entries), list, nil
}

// add puts a file at its path below the theme.
func (s *fileSet) add(name string, f *source.File) {
	if name == manifest {
		s.manifests = append(s.manifests, f)
		return
	}
	if rest, ok := strings.CutPrefix(name, wordsFolder); ok {
		s.messages[len(s.messages)-1][rest] = f
		return
	}
	s.files[name] = f
}

// below returns the files below a folder by path inside it.
func (s *fileSet) below(folder string) map[string]*source.File {
	out := make(map[string]*source.File)
	for name, f := range s.files {
		if rest, ok := strings.CutPrefix(name, folder); ok {
			out[rest] = f
		}
	}
	return out
}

// templates returns the templates of a folder by name without extension,
// sorted.
func (s *fileSet) templates(folder string) (names []string, files map[string]*source.File) {
	files = make(map[string]*source.File)
	for rest, f := range s.below(folder) {
		if name, ok := strings.CutSuffix(rest, ".html"); ok && !strings.Contains(name, "/") {
			files[name] = f
		}
	}
	return slices.Sorted(maps.Keys(files)), files
}

// unreadable turns a problem of the tree into a diagnostic.
func unreadable(p *source.Problem) diag.Diagnostic {
	d := diag.Errorf(diag.FileUnreadable, source.NewFile(p.Path, nil).Whole(), "the file %s", p.Reason)
	d.Hint = p.Hint
	return d
}
