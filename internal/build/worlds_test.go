package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/assess"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// world is the evidence of one organisation that keeps every claim of a seed.
type world struct {
	// AsOf is when it is judged; Collected is when its files were collected,
	// save for those that At names.
	AsOf      time.Time            `yaml:"as_of"`
	Collected time.Time            `yaml:"collected"`
	At        map[string]time.Time `yaml:"at"`
	// Envelope holds further keys for the predicates of envelopes, by evidence id.
	Envelope map[string]map[string]any `yaml:"envelope"`
	Events   map[string]feed           `yaml:"events"`
	// Variations change the world where two claims of a seed cannot both hold.
	Variations map[string]patches `yaml:"variations"`

	manual map[string]bool
	files  map[string][]byte // by name: aws_s3_buckets.json
	site   *site.Site
	reg    *format.Registry
}

// feed is an event that claims wait for.
type feed struct {
	Evidence string `yaml:"evidence"`
	Lead     string `yaml:"lead"`
	Lag      string `yaml:"lag"`
	// Next adds a later event to the feed, On is when that happens.
	Next patches   `yaml:"next"`
	On   time.Time `yaml:"on"`
}

// patch is one change to one file.
type patch struct {
	Evidence string `yaml:"evidence"`
	At       string `yaml:"at"`     // JSON pointer (RFC 6901)
	Set      any    `yaml:"set"`    // replaces or adds the value
	Append   any    `yaml:"append"` // adds an item to the end of the list at the pointer
	Insert   any    `yaml:"insert"` // adds an item before the one at the pointer
	Remove   bool   `yaml:"remove"`
}

// patches are one patch or a list of them.
type patches []patch

func (p *patches) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		return n.Decode((*[]patch)(p))
	}
	*p = make(patches, 1)
	return n.Decode(&(*p)[0])
}

// apply returns the tree with the change made.
func (p patch) apply(tree any) (any, error) {
	if p.At == "" {
		return p.leaf(tree, true)
	}
	tokens := strings.Split(p.At, "/")[1:]
	for i := range tokens {
		tokens[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(tokens[i])
	}
	return p.descend(tree, tokens)
}

func (p patch) descend(node any, tokens []string) (any, error) {
	last := len(tokens) == 1
	switch node := node.(type) {
	case map[string]any:
		child, ok := node[tokens[0]]
		switch {
		case last && p.Remove && ok:
			delete(node, tokens[0])
			return node, nil
		case !ok && (!last || p.Set == nil):
			return nil, fmt.Errorf("there is no %q", tokens[0])
		}
		changed, err := p.below(child, tokens[1:], ok)
		node[tokens[0]] = changed
		return node, err
	case []any:
		i, err := strconv.Atoi(tokens[0])
		if err != nil || i < 0 || i >= len(node) {
			return nil, fmt.Errorf("there is no item %q", tokens[0])
		}
		switch {
		case last && p.Remove:
			return slices.Delete(node, i, i+1), nil
		case last && p.Insert != nil:
			return slices.Insert(node, i, p.Insert), nil
		}
		node[i], err = p.below(node[i], tokens[1:], true)
		return node, err
	}
	return nil, fmt.Errorf("%q is inside of a value", tokens[0])
}

func (p patch) below(child any, tokens []string, exists bool) (any, error) {
	if len(tokens) > 0 {
		return p.descend(child, tokens)
	}
	return p.leaf(child, exists)
}

// leaf changes the value that the pointer leads to.
func (p patch) leaf(value any, exists bool) (any, error) {
	switch {
	case p.Append != nil:
		list, ok := value.([]any)
		if !ok {
			return nil, fmt.Errorf("only a list can be appended to")
		}
		return append(list, p.Append), nil
	case p.Set == nil:
		return nil, fmt.Errorf("the patch does nothing")
	case exists && fmt.Sprint(value) == fmt.Sprint(p.Set):
		return nil, fmt.Errorf("it is %v already", value)
	}
	return p.Set, nil
}

// readWorld reads the folder of a seed below testdata/worlds.
func readWorld(t *testing.T, dir string, manual map[string]bool) *world {
	t.Helper()
	w := &world{manual: manual, files: map[string][]byte{}}
	strictYAML(t, filepath.Join(dir, "world.yaml"), w)
	entries, err := os.ReadDir(filepath.Join(dir, "evidence"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		w.files[e.Name()], err = os.ReadFile(filepath.Join(dir, "evidence", e.Name()))
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// strictYAML reads a file of the tests, every key of which must mean something.
func strictYAML(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// collected returns when a piece of evidence was collected.
func (w *world) collected(id string) time.Time {
	if at, ok := w.At[id]; ok {
		return at
	}
	return w.Collected
}

// envelope makes the envelope of a file.
func (w *world) envelope(t testing.TB, name, id string, body []byte, collected time.Time) []byte {
	t.Helper()
	predicate := map[string]any{"id": id, "kind": "automated", "collected_at": collected}
	if w.manual[id] {
		predicate["kind"], predicate["record"], predicate["attester"] = "manual", "record", map[string]any{"name": "Ida Lund"}
	}
	maps.Copy(predicate, w.Envelope[id])
	return statement(t, name, body, predicate)
}

// lay writes the evidence with its envelopes, and the formats of the world.
func (w *world) lay(t *testing.T, dir, from string) {
	t.Helper()
	for name, body := range w.files {
		id := strings.TrimSuffix(name, path.Ext(name))
		put(t, dir, "evidence/"+name, string(body))
		put(t, dir, "evidence/"+name+evidence.EnvelopeSuffix, string(w.envelope(t, name, id, body, w.collected(id))))
	}
	formats := filepath.Join(from, "formats")
	if _, err := os.Stat(formats); err == nil {
		if err := os.CopyFS(filepath.Join(dir, filepath.FromSlash(evidence.FormatsDir)), os.DirFS(formats)); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	reg, list, err := evidence.Formats(tree)
	if err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	w.reg = reg
}

// change is how a world differs from what its files say.
type change struct {
	patches   patches
	collected map[string]time.Time // moved times of collection
	without   string               // evidence id that is not there, or ""
	original  *rule.Program        // assertion in place of that of the control, or nil
	alone     bool                 // judge no other control
}

// judge judges the control of a claim in a changed world.
func (w *world) judge(t *testing.T, id string, at time.Time, c change) *trust.Assessment {
	t.Helper()
	s := *w.site
	s.Evidence = slices.Clone(s.Evidence)
	touched := map[string]bool{}
	for _, p := range c.patches {
		touched[p.Evidence] = true
	}
	for e := range c.collected {
		touched[e] = true
	}
	for e := range touched {
		i := slices.IndexFunc(s.Evidence, func(x *trust.Evidence) bool { return x.ID == e })
		if i < 0 {
			t.Fatalf("the world has no evidence %q", e)
		}
		s.Evidence[i] = w.changed(t, s.Evidence[i], c)
	}
	s.Evidence = slices.DeleteFunc(s.Evidence, func(x *trust.Evidence) bool { return x.ID == c.without })
	if c.alone {
		catalog := *s.Catalog
		catalog.Controls = []*trust.Control{catalog.Control(id)}
		s.Catalog = &catalog
	}
	if c.original != nil {
		s.Rules = maps.Clone(s.Rules)
		s.Rules[id] = &site.Rules{Assert: c.original, Population: s.Rules[id].Population}
	}
	return assess.Controls(&s, at)
}

// changed reads a piece of evidence again after its file was patched.
func (w *world) changed(t *testing.T, was *trust.Evidence, c change) *trust.Evidence {
	t.Helper()
	name := path.Base(was.Path)
	body := w.files[name]
	for _, p := range c.patches {
		if p.Evidence != was.ID {
			continue
		}
		var err error
		if body, err = edit(name, body, p); err != nil {
			t.Fatalf("patching %s at %s: %v", name, p.At, err)
		}
	}
	at, ok := c.collected[was.ID]
	if !ok {
		at = w.collected(was.ID)
	}
	f := source.NewFile(was.Path, body)
	beside := source.NewFile(was.Path+evidence.EnvelopeSuffix, w.envelope(t, name, was.ID, body, at))
	e, _, list := evidence.Inspect(f, beside, w.site.Config, w.reg)
	if e == nil || list.HasErrors() {
		t.Fatalf("%s: %v", name, list)
	}
	return e
}

// edit patches a file as JSON, or as YAML by its name.
func edit(name string, body []byte, p patch) ([]byte, error) {
	var tree any
	if path.Ext(name) != ".json" {
		if err := yaml.Unmarshal(body, &tree); err != nil {
			return nil, err
		}
		tree, err := p.apply(tree)
		if err != nil {
			return nil, err
		}
		return yaml.Marshal(tree)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&tree); err != nil {
		return nil, err
	}
	tree, err := p.apply(tree)
	if err != nil {
		return nil, err
	}
	return json.Marshal(tree)
}
