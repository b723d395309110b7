package theme

import (
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// fileSet is a theme's files by path below the theme, later layers over
// earlier ones. Declarations and messages add up instead of replacing each
// other, so those of all layers are kept, in order.
type fileSet struct {
	files    map[string]*source.File
	layers   []*Layer
	messages []map[string]*source.File // by LANGUAGE/AREA.yaml
}

// wordsFolder holds the message files of a theme.
const wordsFolder = "i18n/"

// gather lays the site's theme over the one that it extends, and the site's own
// layouts, components and messages over both.
func gather(tree *source.Tree, name source.Text) (*fileSet, diag.List, error) {
	all, list, err := layers(tree, name)
	if err != nil {
		return nil, nil, err
	}
	list.Add(copies(all)...)
	return merge(all), list, nil
}

// merge lays themes over each other.
func merge(layers []*Layer) *fileSet {
	set := &fileSet{files: make(map[string]*source.File), layers: layers}
	for _, l := range layers {
		maps.DeleteFunc(set.files, func(name string, _ *source.File) bool { return !l.inherits(name) })
		words := make(map[string]*source.File)
		for name, f := range l.Files {
			if rest, ok := strings.CutPrefix(name, wordsFolder); ok {
				words[rest] = f
			} else if name != Manifest && name != Lock {
				set.files[name] = f
			}
		}
		set.messages = append(set.messages, words)
	}
	return set
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

// named returns the files of templates by the names that they are parsed under:
// partials by their own, layouts and components with their folder.
func (s *fileSet) named() map[string]*source.File {
	out := make(map[string]*source.File)
	for folder, prefix := range map[string]string{"partials/": "", "layouts/": "layouts/", "components/": "components/"} {
		names, files := s.templates(folder)
		for _, name := range names {
			out[prefix+name] = files[name]
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

// digest returns the digest of all templates.
func (s *fileSet) digest() string {
	var all []byte
	for _, folder := range []string{"partials/", "layouts/", "components/"} {
		names, files := s.templates(folder)
		for _, name := range names {
			all = append(append(append(all, folder+name+" "...), files[name].Digest()...), '\n')
		}
	}
	return string(source.DigestOf(all))
}
