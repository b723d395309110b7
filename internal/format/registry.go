package format

import (
	"cmp"
	"embed"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"sync"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/sieve"
	"github.com/candor-site/candor/internal/source"
)

//go:embed formats/*.yaml
var embedded embed.FS

const embeddedDir = "formats/"

// Registry holds formats, specific ones before general ones. It is immutable
// and safe for concurrent use. An embedded format is parsed when the first file
// is read that may be of it.
type Registry struct {
	own       []*entry        // of the site
	replaced  map[string]bool // ids of embedded formats that count no longer
	packed    func() []*packed
	explained bool
	fits      *sieve.Answers[[]*entry]
}

// candidates returns the variants that a document may be of, in the order in
// which they are tried.
func (r *Registry) candidates(doc *shape.Document) []*entry {
	top := doc.Top()
	return r.fits.Of(doc.Shape, top.Text(), func() []*entry {
		list := r.entries(func(p *packed) bool { return p.MayFit(doc.Shape, top.Names()) })
		return slices.DeleteFunc(list, func(e *entry) bool { return !e.mayFit(doc.Shape, top) })
	})
}

// mayFit reports whether a file of a shape, with that top, may be of the variant.
func (e *entry) mayFit(shape string, top *plain.Top) bool {
	if len(e.shapes) > 0 && !slices.Contains(e.shapes, shape) || !e.variant.Root.MayFind(top) {
		return false
	}
	return !e.variant.Root.IsRoot() || !slices.ContainsFunc(e.variant.Detect, func(c condition) bool { return !c.mayHold(top) })
}

// mayHold reports whether the condition may hold over a file with that top.
func (c *condition) mayHold(top *plain.Top) bool {
	switch {
	case len(c.any) > 0 && !slices.ContainsFunc(c.any, func(one condition) bool { return one.mayHold(top) }):
		return false
	case top == nil || c.param != "" || !c.of.IsZero() || c.exists != nil && !*c.exists:
		return true
	case c.only != nil && c.at.IsRoot() && (!top.Mapping || slices.ContainsFunc(top.Keys, func(key string) bool { return !slices.Contains(c.only, key) })):
		return false
	}
	return c.at.MayFind(top)
}

// entries returns the variants of the site's formats, and of those embedded
// ones that are wanted, in the order in which they are tried.
func (r *Registry) entries(wanted func(*packed) bool) []*entry {
	out := slices.Clone(r.own)
	if r.packed != nil {
		for _, p := range r.packed() {
			if !r.replaced[p.ID] && wanted(p) {
				out = append(out, p.entries()...)
			}
		}
	}
	return sorted(out)
}

// everything wants all formats.
func everything(*packed) bool { return true }

// entry is one variant of a format, ready to be tried.
type entry struct {
	id      string
	variant variant
	shapes  []string // of files, nil for any
	reads   readSpec
	about   *spec
	own     bool // of the site
}

// builtin looks through the embedded formats once. They are part of the
// program, so a mistake in one of them is a mistake of the program.
var builtin = &Registry{fits: &sieve.Answers[[]*entry]{}, packed: sync.OnceValue(func() []*packed {
	files, err := embeddedFiles()
	if err != nil {
		panic("format: " + err.Error())
	}
	out := make([]*packed, len(files))
	for i, f := range files {
		out[i] = pack(f)
	}
	return out
})}

// Builtin returns the embedded formats.
func Builtin() *Registry { return builtin }

func embeddedFiles() (files []*source.File, err error) {
	names, err := fs.Glob(embedded, "formats/*.yaml")
	for i := 0; i < len(names) && err == nil; i++ {
		var data []byte
		data, err = embedded.ReadFile(names[i])
		files = append(files, source.NewFile(names[i], data))
	}
	return files, err
}

// With returns the registry with the formats of some YAML files before its
// own; a format of a known id replaces it. A file with mistakes is left out.
func (r *Registry) With(files []*source.File) (*Registry, diag.List) {
	added, list := parseAll(files, true)
	if len(added) == 0 {
		return r, list
	}
	out := &Registry{own: slices.Clip(added), replaced: maps.Clone(r.replaced), packed: r.packed, explained: r.explained, fits: &sieve.Answers[[]*entry]{}}
	if out.replaced == nil {
		out.replaced = map[string]bool{}
	}
	for i := range added {
		out.replaced[added[i].id] = true
	}
	for _, e := range r.own {
		if !out.replaced[e.id] {
			out.own = append(out.own, e)
		}
	}
	return out, list
}

// parseAll parses format files, in order. Of two with one id the first counts.
func parseAll(files []*source.File, own bool) (added []*entry, list diag.List) {
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
			added = append(added, &entry{id: s.ID.Value, variant: v, shapes: v.shapes(), reads: reads, about: &s, own: own})
		}
	}
	return added, list
}

// sorted puts entries in the order in which they are tried.
func sorted(list []*entry) []*entry {
	slices.SortStableFunc(list, func(a, b *entry) int {
		if a.own != b.own {
			if a.own {
				return -1
			}
			return 1
		}
		return cmp.Or(-cmp.Compare(a.variant.Priority, b.variant.Priority), cmp.Compare(a.id, b.id))
	})
	return list
}

// IDs returns the ids of all formats, sorted, without parsing the embedded ones.
func (r *Registry) IDs() []string {
	var out []string
	for _, e := range r.own {
		out = append(out, e.id)
	}
	if r.packed != nil {
		for _, p := range r.packed() { // one that is replaced has the id of what replaced it
			out = append(out, p.ID)
		}
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
		if e := v.Read.over(s.Read).Events; e.Type != "" && (e.Each.IsZero() || e.Key.IsZero() || len(e.At) == 0) {
			list.Add(diag.Errorf(diag.FormatInvalid, v.Span, "events of variant %q need each, key and at", v.Name))
		}
	}
	return s, list
}
