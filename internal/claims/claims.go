// Package claims reads an inventory of claims, as it is made when existing
// pages are gone through line by line, and writes it as catalog files.
//
// It judges nothing: mistakes in values show when the catalog is read.
package claims

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// limits bound an inventory, which is larger than a file of a catalog.
var limits = decode.Limits{Bytes: MaxBytes, Nodes: 2_000_000, Depth: 64, Keys: 50_000}

// MaxBytes is the largest inventory that Convert reads.
const MaxBytes = 16 << 20

// claim is one entry of an inventory.
type claim struct {
	ID              source.Text  `json:"id"`
	Seed            string       `json:"seed"`
	Section         string       `json:"section,omitempty"`
	Line            int          `json:"line,omitempty"`
	MoreLines       []int        `json:"more_lines,omitempty"`
	Summary         string       `json:"summary"`
	Kind            string       `json:"kind"`
	Status          string       `json:"status,omitempty"`
	Responsibility  string       `json:"responsibility,omitempty"`
	Scope           *decode.Node `json:"scope,omitempty"`
	Parameters      *decode.Node `json:"parameters,omitempty"`
	Overrides       *decode.Node `json:"overrides,omitempty"`
	Inferred        []string     `json:"inferred,omitempty"`
	Readings        *decode.Node `json:"readings,omitempty"`
	Checkable       string       `json:"checkable,omitempty"`
	Evidence        []proof      `json:"evidence,omitempty"`
	Freshness       *decode.Node `json:"freshness,omitempty"`
	Assertion       string       `json:"assertion,omitempty"`
	EmptyPopulation string       `json:"empty_population,omitempty"`
	Relates         *decode.Node `json:"relates,omitempty"`
	Frameworks      *decode.Node `json:"frameworks,omitempty"`
	Questions       []string     `json:"questions,omitempty"`
	Flags           []string     `json:"flags,omitempty"`
	Note            string       `json:"note,omitempty"`
}

// proof is one piece of evidence that a claim asks for.
type proof struct {
	File  string `json:"file"`
	Tool  string `json:"tool,omitempty"`
	Shows string `json:"shows,omitempty"`
}

// seed is one document that claims were taken from.
type seed struct {
	File   string `json:"file"`
	Prefix string `json:"prefix,omitempty"`
}

// Inventory is what an inventory of claims becomes.
type Inventory struct {
	Files  []File // sorted by path
	Claims int

	// What candor.yaml must declare so that the files can be read, each sorted.
	Scope      map[string][]string // axis to values
	Events     []string            // that freshness waits for
	Kinds      []string
	Parameters map[string]string // name to the type that the inventory gives it, or ""
	Frameworks []string

	// Relates are the claims that others relate to, each with its first place.
	Relates []source.Text
	ids     map[string]source.Span
}

// File is one catalog file, with the claims of one document.
type File struct {
	Path   string // in a site
	Seed   string // the document, as the inventory names it
	Claims int
	Text   []byte
}

// Has reports whether the inventory has a claim of that id.
func (in *Inventory) Has(id string) bool { _, ok := in.ids[id]; return ok }

// document is an inventory as it is written. Its other keys describe it for
// people.
type document struct {
	Seeds      []seedEntry       `json:"seeds,omitempty"`
	Parameters map[string]string `json:"parameter_names,omitempty"`
	Claims     []claim           `json:"claims"`
}

// Convert reads an inventory: a YAML mapping with a list of claims and, where
// file names shall follow them, a list of seeds (file, prefix). A claim that
// cannot be read is a mistake at its place, and nil is returned where there is
// none.
func Convert(f *source.File) (*Inventory, diag.List) {
	node, list := decode.YAML(f, limits)
	if node == nil {
		return nil, list
	}
	if node.Kind != decode.Map || node.Get("claims") == nil {
		list.Add(diag.Errorf(diag.KeyMissing, f.Whole(), "the inventory lacks the key %q", "claims").
			Hinted("write the claims as a list below claims:"))
		return nil, list
	}
	var in document
	list.Add(decode.Into(only(node, "seeds", "parameter_names", "claims"), &in)...)
	if len(in.Claims) == 0 {
		if !list.HasErrors() {
			list.Add(diag.Errorf(diag.ValueInvalid, node.Get("claims").Span, "the inventory holds no claims").
				Hinted("write the claims as a list below claims:"))
		}
		return nil, list
	}
	out, found := in.convert()
	list.Add(found...)
	return out, list
}

// convert writes the claims of each seed, and gathers what they use.
func (d *document) convert() (*Inventory, diag.List) {
	var list diag.List
	prefixes := map[string]string{}
	for _, s := range d.Seeds {
		prefixes[s.File] = s.Prefix
	}
	out := &Inventory{Claims: len(d.Claims), Scope: map[string][]string{}, Parameters: map[string]string{}, ids: map[string]source.Span{}}
	writers := map[string]*writer{}
	files := map[string]*File{}
	for i := range d.Claims {
		c := &d.Claims[i]
		if first, twice := out.ids[c.ID.Value]; twice && c.ID.Value != "" {
			list.Add(diag.Errorf(diag.ControlDuplicate, c.ID.Span, "the claim %q exists already", c.ID.Value).
				Hinted("rename one of the two").Also(first, "the first is here"))
			continue
		}
		out.ids[c.ID.Value] = c.ID.Span
		name := fileName(c.Seed, prefixes[c.Seed])
		if writers[name] == nil {
			writers[name], files[name] = newWriter(), &File{Path: name, Seed: c.Seed}
		}
		writers[name].claim(c)
		files[name].Claims++
		d.use(c, out)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		files[name].Text = writers[name].bytes()
		out.Files = append(out.Files, *files[name])
	}
	for axis := range out.Scope {
		slices.Sort(out.Scope[axis])
	}
	for _, names := range []*[]string{&out.Events, &out.Kinds, &out.Frameworks} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
	}
	return out, list
}

// use gathers the names that a claim takes from vocabularies.
func (d *document) use(c *claim, out *Inventory) {
	gatherScope(c.Scope, out.Scope)
	out.Kinds = append(out.Kinds, c.Kind)
	if event := c.Freshness.Get("event"); event != nil {
		out.Events = append(out.Events, event.Scalar)
	}
	each := func(n *decode.Node, do func(f decode.Field)) {
		if n != nil {
			for _, f := range n.Fields {
				do(f)
			}
		}
	}
	each(c.Parameters, func(f decode.Field) { out.Parameters[f.Key] = d.Parameters[f.Key] })
	each(c.Frameworks, func(f decode.Field) { out.Frameworks = append(out.Frameworks, f.Key) })
	if c.Relates == nil {
		return
	}
	for _, r := range c.Relates.Items {
		id := r.Get("id")
		if id != nil && !slices.ContainsFunc(out.Relates, func(t source.Text) bool { return t.Value == id.Scalar }) {
			out.Relates = append(out.Relates, source.Text{Value: id.Scalar, Span: id.Span})
		}
	}
}

// seedEntry is a seed; what else an inventory says of it is for people.
type seedEntry struct{ seed }

// DecodeNode implements decode.Decoder.
func (s *seedEntry) DecodeNode(n *decode.Node) diag.List {
	return decode.Into(only(n, "file", "prefix"), &s.seed)
}

// only returns a mapping with nothing but the given keys.
func only(n *decode.Node, keys ...string) *decode.Node {
	out := *n
	out.Fields = nil
	for _, f := range n.Fields {
		if slices.Contains(keys, f.Key) {
			out.Fields = append(out.Fields, f)
		}
	}
	return &out
}

// fileName names the catalog file of a seed by its prefix, else by its name.
func fileName(file, prefix string) string {
	stem := cmp.Or(prefix, strings.TrimSuffix(path.Base(file), path.Ext(file)))
	words := strings.FieldsFunc(strings.ToLower(stem), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	return "controls/" + cmp.Or(strings.Join(words, "-"), "claims") + ".yaml"
}

// gatherScope adds the values of a scope to those of the inventory.
func gatherScope(n *decode.Node, scope map[string][]string) {
	if n == nil {
		return
	}
	for _, f := range n.Fields {
		values := f.Value.Items
		if f.Value.Kind != decode.List {
			values = []*decode.Node{f.Value}
		}
		for _, v := range values {
			if !slices.Contains(scope[f.Key], v.Scalar) {
				scope[f.Key] = append(scope[f.Key], v.Scalar)
			}
		}
	}
}
