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

// Convert reads an inventory: a YAML mapping with a list of claims and, where
// file names shall follow them, a list of seeds (file, prefix); its other keys
// describe it for people. It returns one catalog file for each seed by its path
// in a site, the events that freshness waits for, sorted, and the scope that
// the claims use, axis to sorted values: what candor.yaml must declare.
func Convert(f *source.File) (files map[string][]byte, events []string, scope map[string][]string, list diag.List) {
	node, list := decode.YAML(f, limits)
	if node == nil {
		return nil, nil, nil, list
	}
	if node.Kind != decode.Map || node.Get("claims") == nil {
		list.Add(diag.Errorf(diag.KeyMissing, f.Whole(), "the inventory lacks the key %q", "claims").
			Hinted("write the claims as a list below claims:"))
		return nil, nil, nil, list
	}
	var in struct {
		Seeds  []seedEntry `json:"seeds,omitempty"`
		Claims []claim     `json:"claims"`
	}
	list.Add(decode.Into(only(node, "seeds", "claims"), &in)...)

	names := map[string]string{}
	for _, s := range in.Seeds {
		names[s.File] = s.Prefix
	}
	writers := map[string]*writer{}
	waits := map[string]bool{}
	scope = map[string][]string{}
	for i := range in.Claims {
		c := &in.Claims[i]
		name := fileName(c.Seed, names[c.Seed])
		if writers[name] == nil {
			writers[name] = newWriter()
		}
		writers[name].claim(c)
		if event := c.Freshness.Get("event"); event != nil {
			waits[event.Scalar] = true
		}
		gatherScope(c.Scope, scope)
	}
	files = make(map[string][]byte, len(writers))
	for name, w := range writers {
		files[name] = w.bytes()
	}
	for axis := range scope {
		slices.Sort(scope[axis])
	}
	return files, slices.Sorted(maps.Keys(waits)), scope, list
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
