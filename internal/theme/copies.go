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

// copies reports files of the site that say the same as the built-in ones, and
// those whose model has changed since they were copied.
func copies(layers []*Layer) diag.List {
	var list diag.List
	models := beneath(layers)
	for _, l := range layers {
		if l.Dir == "" {
			continue
		}
		lock, ds := ReadLock(l.Files[Lock])
		list.Add(ds...)
		for _, name := range l.Names() {
			f, model, from := l.Files[name], models[name], lock[name]
			switch {
			case model != nil && bytes.Equal(f.Data, model.Data):
				d := diag.Warningf(diag.ThemeFileSame, f.Span(0, 0), "the file says the same as %s of the program, which would stand here without it", model.Path).
					Hinted("delete it, so that it follows the built-in theme")
				d.Severity = diag.Note
				list.Add(d)
			case from.Value == "":
			case model == nil:
				list.Add(diag.Warningf(diag.ThemeFileOutdated, from.Span, "%s was copied from the built-in theme, which has no such file any more", name).
					Hinted("see what the theme has now: candor theme ls --all"))
			case from.Value != string(source.DigestOf(model.Data)):
				list.Add(diag.Warningf(diag.ThemeFileOutdated, from.Span, "%s was copied from the built-in theme, whose file has changed since", name).
					Hinted("%s", outdatedHint(l.Dir, name, string(source.DigestOf(f.Data)) == from.Value)))
			}
		}
	}
	return list
}

// outdatedHint says what to do with a copy that fell behind.
func outdatedHint(dir, name string, untouched bool) string {
	if untouched {
		return fmt.Sprintf("delete %s/%s, which was never edited", dir, name)
	}
	return fmt.Sprintf("compare: candor theme eject %s --stdout; then candor theme eject %s --keep notes that it was done", name, name)
}
