package controls

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/claims"
	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// inventory is where the claims of five real documents lie, beside the
// repository.
const inventory = "../../../shared/seeds/claims.yaml"

// TestClaims converts the claims of five real documents to catalog files, and
// expects every claim and every field of every claim in the catalog.
func TestClaims(t *testing.T) {
	data, err := os.ReadFile(inventory)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here: the inventory of claims is kept beside the repository", inventory)
	}
	if err != nil {
		t.Fatal(err)
	}
	f := source.NewFile("claims.yaml", data)
	in, list := claims.Convert(f)
	if len(list) > 0 {
		t.Fatalf("converting: %v", list)
	}
	files, scope := map[string][]byte{}, in.Scope
	for _, file := range in.Files {
		files[file.Path] = file.Text
	}
	if len(files) != 5 {
		t.Errorf("got %d files, want one for each of 5 documents", len(files))
	}
	cfg := testConfig(t, scope)
	catalog := loadFiles(t, cfg, files)

	requirements := ownRequirements(t, cfg)
	for _, c := range catalog.Controls {
		for _, m := range c.Mappings {
			if !requirements[m.Framework+" "+m.Requirement] {
				t.Errorf("%s: %s%s lacks the requirement %s", c.ID, frameworkDir, m.Framework, m.Requirement)
			}
		}
	}

	limits := decode.Config
	limits.Bytes, limits.Nodes = 16<<20, 1<<20
	node, _ := decode.YAML(f, limits)
	want := node.Get("claims").Items
	if len(want) != 352 || len(catalog.Controls) != len(want) {
		t.Fatalf("got %d controls of %d claims, want 352", len(catalog.Controls), len(want))
	}
	for _, claim := range want {
		id := claim.Get("id").Scalar
		c := catalog.Control(id)
		if c == nil {
			t.Errorf("%s: no control", id)
			continue
		}
		if got, want := asClaim(c), oneSpelling(claim.Plain()); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", id, got, want)
		}
	}
}

// ownRequirements are the requirements of the frameworks of this repository,
// as "framework requirement".
func ownRequirements(t *testing.T, cfg *site.Config) map[string]bool {
	t.Helper()
	tree, err := source.OpenTree(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	catalog, list, err := Load(tree, cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if strings.HasPrefix(d.Span.Path(), frameworkDir) {
			t.Error(d)
		}
	}
	out := map[string]bool{}
	for _, f := range catalog.Frameworks {
		for _, r := range f.Requirements {
			out[f.ID+" "+r.ID] = true
		}
	}
	return out
}

// asClaim writes a control back as the plain tree of its claim, so that what
// the catalog drops shows, and what it makes up too.
func asClaim(c *trust.Control) any {
	out := map[string]any{
		"id": c.ID, "seed": c.Origin.File, "section": c.Origin.Section, "line": int64(c.Origin.Lines[0]),
		"summary": c.Title, "kind": c.Kind, "checkable": string(c.Method),
		"questions": texts(c.Questions), "parameters": map[string]any{}, "frameworks": map[string]any{},
	}
	put := func(key string, value any, present bool) {
		if present {
			out[key] = value
		}
	}
	var more []any
	for _, n := range c.Origin.Lines[1:] {
		more = append(more, int64(n))
	}
	put("more_lines", more, more != nil)
	put("status", string(c.Status), c.Status != trust.InEffect)
	put("responsibility", string(c.Responsibility), c.Responsibility != trust.Provider)
	put("note", c.Note, c.Note != "")
	put("assertion", c.Assert.Value, c.Assert.Value != "")
	put("empty_population", "pass", c.Population.EmptyPass)
	scope := map[string]any{}
	for axis, values := range c.Scope {
		scope[axis] = values[0]
	}
	put("scope", scope, len(scope) > 0)
	var inferred []any
	for _, p := range c.Parameters {
		out["parameters"].(map[string]any)[p.Name] = p.Value.Raw
		if p.Value.Inferred {
			inferred = append(inferred, p.Name)
		}
		if r := p.Value.Readings; r != nil {
			out["readings"] = map[string]any{"parameter": p.Name, "text": r.Text, "alternatives": r.Alternatives}
		}
	}
	put("inferred", inferred, inferred != nil)
	var evidence, relates, flags []any
	for _, n := range c.Needs {
		evidence = append(evidence, map[string]any{"file": n.ID, "tool": n.Tool, "shows": n.Shows})
	}
	put("evidence", evidence, evidence != nil)
	for _, r := range c.Relates {
		relates = append(relates, map[string]any{"id": r.ID, "how": string(r.How)})
	}
	put("relates", relates, relates != nil)
	for _, f := range c.Flags {
		flags = append(flags, string(f))
	}
	put("flags", flags, flags != nil)
	fresh := map[string]any{"basis": string(c.Freshness.Basis), "why": c.Freshness.Why}
	if c.Freshness.Event != "" {
		fresh["event"] = c.Freshness.Event
	}
	if !c.Freshness.MaxAge.IsZero() {
		fresh["max_age"] = c.Freshness.MaxAge.String()
	}
	out["freshness"] = fresh
	frameworks := out["frameworks"].(map[string]any)
	for _, m := range c.Mappings {
		ids, _ := frameworks[m.Framework].([]any)
		frameworks[m.Framework] = append(ids, m.Requirement)
	}
	return out
}

// oneSpelling writes the comparison = as ==, which is how package parameter
// reads it.
func oneSpelling(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, item := range v {
			v[key] = oneSpelling(item)
			if key == "op" && item == "=" {
				v[key] = "=="
			}
		}
	case []any:
		for i := range v {
			v[i] = oneSpelling(v[i])
		}
	}
	return value
}

func texts(list []string) []any {
	var out []any
	for _, s := range list {
		out = append(out, s)
	}
	return out
}

// testConfig is the config of an empty site file with a scope.
func testConfig(t *testing.T, scope map[string][]string) *site.Config {
	t.Helper()
	cfg := config.Default()
	cfg.Scope = scope
	return cfg
}

// loadFiles writes files to a new directory, loads its catalog, and expects no
// diagnostic.
func loadFiles(t *testing.T, cfg *site.Config, files map[string][]byte) *trust.Catalog {
	t.Helper()
	catalog, list, err := Load(openTree(t, files), cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		t.Errorf("%v (%s)", d, d.Hint)
	}
	return catalog
}

func openTree(t *testing.T, files map[string][]byte) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}
