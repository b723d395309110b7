// Package forme keeps what html/template makes of the templates that are a part of
// the program: their trees, with the escapers that the contexts ask for, so that
// no build need parse them and work the contexts out anew.
//
// It knows a theme by its digest alone: of one that is not exactly as it was it
// knows nothing. It never parses, and runs no template.
package forme

import (
	_ "embed"
	"strconv"
	"sync"
	"text/template/parse"
)

// formes are texts, trees that refer to them and to one another by number, and
// themes, each with its digest and the trees of its layouts and components. A test
// of package theme holds them to html/template.
//
//go:embed formes.bin
var formes string

// shelf is what the program holds for all themes.
type shelf struct {
	texts  []string
	trees  []string
	themes map[string]*Set // by digest
}

// Set holds the templates of a theme.
type Set struct {
	*shelf
	roots map[string]string
}

var known = sync.OnceValue(func() *shelf { return open(formes) })

// open finds the parts of formes.bin.
func open(data string) *shelf {
	s := &shelf{themes: make(map[string]*Set)}
	r := &reader{rest: data}
	s.texts = r.list()
	s.trees = r.list()
	r.texts = s.texts
	for range r.number() {
		set := &Set{s, make(map[string]string)}
		s.themes[r.text()] = set
		for range r.number() {
			template := r.text()
			set.roots[template] = strconv.Itoa(r.number())
		}
	}
	return s
}

// Of returns the templates of the theme of a digest, nil where it is not known.
func Of(digest string) *Set { return known().themes[digest] }

// Root returns what the tree of a layout or component is called, "" where there is
// none.
func (s *Set) Root(template string) string { return s.roots[template] }

// Tree returns the tree of a name, in which templates are called by the names of
// their trees, nil where there is none.
func (s *Set) Tree(name string) *parse.Tree {
	i, err := strconv.Atoi(name)
	if err != nil || i < 0 || i >= len(s.trees) {
		return nil
	}
	r := &reader{rest: s.trees[i], texts: s.texts}
	return &parse.Tree{Name: name, Root: r.nodes()}
}
