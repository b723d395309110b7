package theme

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Lock is the file of a site's theme that remembers, for each file that was
// copied out of the theme that it extends, the bytes that it was copied from.
const Lock = "theme.lock"

// Copied are the digests of the built-in files that a theme's own were copied
// from: path below the theme to SHA-256, hexadecimal.
type Copied map[string]source.Text

// ReadLock reads a lock file.
func ReadLock(f *source.File) (Copied, diag.List) {
	out := Copied{}
	if f == nil {
		return out, nil
	}
	node, list := decode.YAML(f, decode.Config)
	if node == nil {
		return out, list
	}
	list.Add(decode.Into(node, &out)...)
	return out, list
}

// Write returns the lock file.
func (c Copied) Write() []byte {
	var b bytes.Buffer
	b.WriteString("# Written by candor theme eject: which bytes of the built-in theme each file was copied from, so that\n# candor check can tell when the built-in file has changed since.\n")
	for _, name := range slices.Sorted(maps.Keys(c)) {
		fmt.Fprintf(&b, "%q: %s\n", name, c[name].Value)
	}
	return b.Bytes()
}

// Beneath returns the files of the built-in themes that own files stand in
// place of, by path below the theme.
func (t *Theme) Beneath() map[string]*source.File { return beneath(t.family.set.layers) }

func beneath(layers []*Layer) map[string]*source.File {
	out := make(map[string]*source.File)
	for _, l := range layers {
		if l.Dir != "" && l.under == "" || l.Dir == "" {
			maps.DeleteFunc(out, func(name string, _ *source.File) bool { return !l.inherits(name) })
		}
		if l.Dir == "" {
			maps.Copy(out, l.Files)
		}
	}
	delete(out, Manifest)
	return out
}

// Standing says how a file of a site's theme stands to the built-in one of the
// same name.
type Standing string

// The standings.
const (
	Added    Standing = "added"    // the built-in theme has no such file
	Edited   Standing = "edited"   // it differs
	Same     Standing = "same"     // it does not
	Outdated Standing = "outdated" // it was copied, and the built-in file has changed since
	Orphaned Standing = "orphaned" // it was copied, and the built-in file is gone
)

// Own is a file of the site's theme.
type Own struct {
	Path     string // below the theme
	File     *source.File
	Model    *source.File // the built-in file, or nil
	From     source.Text  // digest of the bytes that it was copied from, or ""
	Dir      string       // folder of the site that the theme lies in
	Standing Standing
}

// Untouched reports whether the file is what was copied.
func (o Own) Untouched() bool { return string(source.DigestOf(o.File.Data)) == o.From.Value }

// Owns returns the files of the site's theme, and of its own layouts, components
// and messages, in the order of the layers and of their names.
func (t *Theme) Owns() []Own {
	out, _ := owns(t.family.set.layers)
	return out
}

func owns(layers []*Layer) ([]Own, diag.List) {
	var out []Own
	var list diag.List
	models := beneath(layers)
	for _, l := range layers {
		if l.Dir == "" {
			continue
		}
		lock, ds := ReadLock(l.Files[Lock])
		list.Add(ds...)
		for _, name := range l.Names() {
			if name == Manifest || name == Lock {
				continue
			}
			o := Own{Path: name, File: l.Files[name], Model: models[name], From: lock[name], Dir: l.Dir, Standing: Edited}
			switch {
			case o.Model == nil && o.From.Value != "":
				o.Standing = Orphaned
			case o.Model == nil:
				o.Standing = Added
			case bytes.Equal(o.File.Data, o.Model.Data):
				o.Standing = Same
			case o.From.Value != "" && o.From.Value != string(source.DigestOf(o.Model.Data)):
				o.Standing = Outdated
			}
			out = append(out, o)
		}
	}
	return out, list
}

// copies reports files of the site that say the same as the built-in ones, and
// those whose model has changed since they were copied.
func copies(layers []*Layer) diag.List {
	all, list := owns(layers)
	for _, o := range all {
		switch o.Standing {
		case Same:
			d := diag.Warningf(diag.ThemeFileSame, o.File.Span(0, 0), "the file says the same as %s of the program, which would stand here without it", o.Model.Path).
				Hinted("delete it, so that it follows the built-in theme")
			d.Severity = diag.Note
			list.Add(d)
		case Orphaned:
			list.Add(diag.Warningf(diag.ThemeFileOutdated, o.From.Span, "%s was copied from the built-in theme, which has no such file any more", o.Path).
				Hinted("see what the theme has now: candor theme ls --all"))
		case Outdated:
			list.Add(diag.Warningf(diag.ThemeFileOutdated, o.From.Span, "%s was copied from the built-in theme, whose file has changed since", o.Path).
				Hinted("%s", outdatedHint(o)))
		}
	}
	return list
}

// outdatedHint says what to do with a copy that fell behind.
func outdatedHint(o Own) string {
	if o.Untouched() {
		return "delete " + o.File.Path + ", which was never edited"
	}
	return fmt.Sprintf("compare: candor theme eject %s --stdout; then candor theme eject %s --keep notes that it was done", o.Path, o.Path)
}
