package format

import (
	"cmp"
	"embed"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

//go:embed formats/*.yaml
var embedded embed.FS

// Registry holds formats, specific ones before general ones. It is immutable
// and safe for concurrent use.
type Registry struct {
	entries []entry // in the order in which they are tried
}

// entry is one variant of a format, ready to be tried.
type entry struct {
	id      string
	variant variant
	reads   readSpec
	own     bool // of the site
}

// Builtin returns the embedded formats.
func Builtin() *Registry { return builtin() }

// builtin parses the embedded formats once. They are part of the program, so a
// mistake in one of them is a mistake of the program.
var builtin = sync.OnceValue(func() *Registry {
	files, list := embeddedFiles()
	r := &Registry{}
	if !list.HasErrors() {
		r, list = r.add(files, false)
	}
	if list.HasErrors() {
		panic("format: " + list.Sorted()[0].Error())
	}
	return r
})

func embeddedFiles() (files []*source.File, list diag.List) {
	names, err := fs.Glob(embedded, "formats/*.yaml")
	for _, name := range names {
		var data []byte
		if data, err = embedded.ReadFile(name); err != nil {
			break
		}
		files = append(files, source.NewFile(name, data))
	}
	if err != nil {
		list.Add(diag.Errorf(diag.FormatInvalid, source.Span{}, "%v", err))
	}
	return files, list
}

// With returns the registry with the formats of some YAML files before its
// own; a format of a known id replaces it. A file with mistakes is left out.
func (r *Registry) With(files []*source.File) (*Registry, diag.List) { return r.add(files, true) }

func (r *Registry) add(files []*source.File, own bool) (*Registry, diag.List) {
	var list diag.List
	var added []entry
	seen := map[string]source.Span{}
	for _, f := range files {
		s, bad := parse(f)
		list.Add(bad...)
		if bad.HasErrors() {
			continue
		}
		if first, ok := seen[s.ID.Value]; ok {
			list.Add(diag.Errorf(diag.FormatInvalid, s.ID.Span, "format %q is defined twice", s.ID.Value).Also(first, "first defined here"))
			continue
		}
		seen[s.ID.Value] = s.ID.Span
		for _, v := range s.Variants {
			reads := v.Read.over(s.Read)
			reads.Tool = reads.Tool.over(s.Tool)
			added = append(added, entry{id: s.ID.Value, variant: v, reads: reads, own: own})
		}
	}
	kept := slices.DeleteFunc(slices.Clone(r.entries), func(e entry) bool { _, replaced := seen[e.id]; return replaced })
	out := &Registry{entries: append(added, kept...)}
	slices.SortStableFunc(out.entries, func(a, b entry) int {
		if a.own != b.own {
			return cmp.Compare(rank(a), rank(b))
		}
		return cmp.Or(-cmp.Compare(a.variant.Priority, b.variant.Priority), cmp.Compare(a.id, b.id))
	})
	return out, list
}

func rank(e entry) int {
	if e.own {
		return 0
	}
	return 1
}

// IDs returns the ids of all formats, sorted.
func (r *Registry) IDs() []string {
	var out []string
	for _, e := range r.entries {
		out = append(out, e.id)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// parse reads and checks one format file.
func parse(f *source.File) (spec, diag.List) {
	var s spec
	n, list := decode.YAML(f, decode.Config)
	if n == nil || list.HasErrors() {
		return s, list
	}
	list.Add(decode.Into(n, &s)...)
	if list.HasErrors() {
		return s, list
	}
	if !idPattern.MatchString(s.ID.Value) {
		list.Add(diag.Errorf(diag.FormatInvalid, s.ID.Span, "id %q is not made of lower-case words joined by hyphens", s.ID.Value))
	}
	if len(s.Variants) == 0 {
		list.Add(diag.Errorf(diag.FormatInvalid, s.ID.Span, "format %q of %s has no variants", s.ID.Value, path.Base(f.Path)))
	}
	for _, v := range s.Variants {
		if len(v.Detect) == 0 {
			list.Add(diag.Errorf(diag.FormatInvalid, v.Span, "variant %q has no conditions, so it would take any file", v.Name))
		}
		if e := v.Read.over(s.Read).Events; e.Type != "" && (e.Each.isZero() || e.Key.isZero() || len(e.At) == 0) {
			list.Add(diag.Errorf(diag.FormatInvalid, v.Span, "events of variant %q need each, key and at", v.Name))
		}
	}
	return s, list
}
