package theme

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/themes"
)

// API is the version of what templates see: the View, the functions, the names
// of layouts and partials. It goes up when a template that works may stop to.
const API = 1

// Root is the folder of a site below which its themes lie.
const Root = "themes"

// Folders are the parts of a theme, each a folder of it.
var Folders = []string{"assets", "components", "i18n", "layouts", "partials", "static"}

// maxFile is the largest file of a theme, in bytes.
const maxFile = 20 << 20

// Manifest is the name of the file that declares a theme and its components.
const Manifest = "theme.yaml"

// Layer is one theme as it stands, without those that it builds on.
type Layer struct {
	Name  string                  // of a theme that is built in, or of a folder of the site
	Dir   string                  // folder of the site, or "" for a theme that is built in
	Files map[string]*source.File // by path below the theme, among them its manifest

	manifest manifestFile
	under    string // folder of the theme that Dir stands for: "layouts/", or ""
}

// Builtin returns the names of the themes inside the program, sorted.
func Builtin() []string {
	entries, err := themes.FS.ReadDir(".")
	if err != nil {
		panic("theme: the program lacks its themes: " + err.Error())
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// IsBuiltin reports whether a theme of that name is inside the program; "" is
// the default theme.
func IsBuiltin(name string) bool { return name == "" || slices.Contains(Builtin(), name) }

// Dir returns the folder of the site that a name in candor.yaml stands for,
// acme or themes/acme, or "" for a theme that is built in.
func Dir(name string) string {
	if IsBuiltin(name) {
		return ""
	}
	return path.Join(Root, strings.TrimPrefix(name, Root+"/"))
}

// layers returns the themes that make up the one that candor.yaml names, those
// that others build on first, and last the site's own layouts, components and messages.
func layers(tree *source.Tree, name source.Text) ([]*Layer, diag.List, error) {
	var list diag.List
	var own []*Layer
	base := source.Text{Value: themes.Default}
	switch {
	case name.Value == "":
	case IsBuiltin(name.Value):
		base = name
		list.Add(shadowed(tree, name)...)
	case tree == nil:
	default:
		l, ds, err := folder(tree, Dir(name.Value), "")
		if err != nil {
			return nil, nil, err
		}
		if len(l.Files) == 0 && !ds.HasErrors() {
			return append(builtin(themes.Default), own...), diag.List{unknown(tree, name)}, nil
		}
		list.Add(ds...)
		if parent := l.manifest.Extends; parent.Value != "" {
			base = parent
		}
		own = append(own, l)
	}
	if !IsBuiltin(base.Value) {
		list.Add(diag.Errorf(diag.ThemeUnknown, base.Span, "there is no built-in theme %q to extend", base.Value).
			Hinted("%s", orElse(diag.DidYouMean(base.Value, Builtin()), "the built-in themes are "+parameter.Enumerate(Builtin(), "and"))))
		base.Value = themes.Default
	}
	if tree != nil {
		for _, part := range []string{"layouts", "components", strings.TrimSuffix(wordsFolder, "/")} {
			l, ds, err := folder(tree, part, part+"/")
			if err != nil {
				return nil, nil, err
			}
			list.Add(ds...)
			if len(l.Files) > 0 {
				own = append(own, l)
			}
		}
	}
	return append(builtin(base.Value), own...), list, nil
}

// shadowed warns of a folder that is called like a theme of the program.
func shadowed(tree *source.Tree, name source.Text) diag.List {
	dir := path.Join(Root, name.Value)
	if tree == nil {
		return nil
	}
	if entries, _, err := tree.Walk(dir); err != nil || len(entries) == 0 {
		return nil
	}
	return diag.List{diag.Warningf(diag.ThemeInvalid, name.Span, "the theme %q is the built-in one, and nothing reads the folder %s", name.Value, dir).
		Hinted("write %s to use the folder, or give it another name", dir)}
}

// unknown reports a name that is neither of a theme that is built in nor of a
// folder.
func unknown(tree *source.Tree, name source.Text) diag.Diagnostic {
	known := Builtin()
	entries, _, err := tree.Walk(Root)
	if err == nil {
		for _, e := range entries {
			if part := strings.Split(e.Path, "/"); len(part) > 2 {
				known = append(known, part[1])
			}
		}
	}
	slices.Sort(known)
	known = slices.Compact(known)
	hint := "the themes are " + parameter.Enumerate(known, "and")
	if near := diag.DidYouMean(strings.TrimPrefix(name.Value, Root+"/"), known); near != "" {
		hint = near + "; " + hint
	}
	return diag.Errorf(diag.ThemeUnknown, name.Span, "there is no theme %q: none of that name is built in, and %s holds no file", name.Value, Dir(name.Value)).
		Hinted("%s", hint)
}

// builtin returns a theme of the program behind those that it extends.
func builtin(name string) []*Layer {
	if name == themes.Default {
		return []*Layer{base()}
	}
	l := embedded(name)
	if parent := l.manifest.Extends.Value; parent != "" {
		return append(builtin(parent), l)
	}
	return []*Layer{l}
}

// base is the default theme, which all others build on. Nobody changes it.
var base = sync.OnceValue(func() *Layer { return embedded(themes.Default) })

// embedded reads a theme of the program.
func embedded(name string) *Layer {
	l := &Layer{Name: name, Files: make(map[string]*source.File)}
	err := fs.WalkDir(themes.FS, name, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := themes.FS.ReadFile(p)
		l.Files[strings.TrimPrefix(p, name+"/")] = source.NewFile(Root+"/"+p, data)
		return err
	})
	if err == nil {
		if ds := l.declare(); ds.HasErrors() {
			err = ds[0]
		}
	}
	if err != nil {
		panic("theme: the theme " + name + " of the program is broken: " + err.Error())
	}
	return l
}

// folder reads the files below a folder of the site as a theme, or as one part
// of a theme.
func folder(tree *source.Tree, dir, under string) (*Layer, diag.List, error) {
	l := &Layer{Name: path.Base(dir), Dir: path.Clean(dir), Files: make(map[string]*source.File), under: under}
	entries, problems, err := tree.Walk(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("read the theme: %w", err)
	}
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
			return nil, nil, fmt.Errorf("read the theme: %w", err)
		}
		l.Files[under+strings.TrimPrefix(e.Path, l.Dir+"/")] = f
	}
	list.Add(l.declare()...)
	return l, list, nil
}

// declare reads the manifest of a layer.
func (l *Layer) declare() diag.List {
	f := l.Files[Manifest]
	if f == nil {
		return nil
	}
	list := read(f, &l.manifest)
	m := &l.manifest
	if n, err := strconv.Atoi(m.API.Value); m.API.Value != "" && (err != nil || n < 1) {
		list.Add(diag.Errorf(diag.ThemeInvalid, m.API.Span, "api is %q, expected a whole number from 1 to %d", m.API.Value, API))
	} else if n > API {
		list.Add(diag.Errorf(diag.ThemeInvalid, m.API.Span, "the theme is written for version %d of what templates see, and this program has version %d", n, API).
			Hinted("install a newer candor, or an older version of the theme"))
	}
	for _, part := range m.Inherits {
		if parts := inheritable(); !slices.Contains(parts, part.Value) {
			list.Add(diag.Errorf(diag.ThemeInvalid, part.Span, "a theme has no part %q that could be inherited", part.Value).
				Hinted("%s", orElse(diag.DidYouMean(part.Value, parts), "the parts are "+parameter.Enumerate(parts, "and"))))
		}
	}
	return list
}

// inheritable are the parts that a theme may take or leave. Words are always
// taken: what is inherited says them, and a theme replaces them one by one.
func inheritable() []string {
	return slices.DeleteFunc(slices.Clone(Folders), func(part string) bool { return part+"/" == wordsFolder })
}

// inherits reports whether a theme builds on a file of the one that it extends.
// A theme that says nothing builds on all of them.
func (l *Layer) inherits(name string) bool {
	part, _, _ := strings.Cut(name, "/")
	return l.manifest.Inherits == nil || !slices.Contains(Folders, part) ||
		slices.ContainsFunc(l.manifest.Inherits, func(p source.Text) bool { return p.Value == part })
}

// Doc is one line on what the theme is, or "".
func (l *Layer) Doc() string { return l.manifest.Doc }

// Extends is the built-in theme that the theme builds on, "" for none.
func (l *Layer) Extends() string {
	if l.Dir != "" && l.under == "" {
		return orElse(l.manifest.Extends.Value, themes.Default)
	}
	return l.manifest.Extends.Value
}

// Version is the version of what templates see that the theme is written for.
func (l *Layer) Version() int {
	if n, err := strconv.Atoi(l.manifest.API.Value); err == nil {
		return n
	}
	return 1
}

// Names returns the paths of the files, sorted.
func (l *Layer) Names() []string { return slices.Sorted(maps.Keys(l.Files)) }

// orElse returns a, or b when a is empty.
func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// unreadable turns a problem of the tree into a diagnostic.
func unreadable(p *source.Problem) diag.Diagnostic {
	d := diag.Errorf(diag.FileUnreadable, source.NewFile(p.Path, nil).Whole(), "the file %s", p.Reason)
	d.Hint = p.Hint
	return d
}
