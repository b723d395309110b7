package build

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/assess"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// refutable are the prefixes of the claims each of which must have a row in
// refutations.yaml.
var refutable = []string{"opsani-", "iopipe-", "opta-"}

// TestLarkspurCanBeRefuted changes evidence of the portal so that a claim is no
// longer true, and expects its control to be contradicted: an assertion that
// cannot fail says nothing.
func TestLarkspurCanBeRefuted(t *testing.T) {
	dir, _ := seedSite(t)
	rows := map[string]patches{}
	strictYAML(t, filepath.Join("testdata", "larkspur", "refutations.yaml"), &rows)
	portal := build(t, repository, "internal", 2).project.Site
	machine := map[string]bool{}
	for _, c := range build(t, dir, "internal", 2).project.Site.Catalog.Controls {
		machine[c.ID] = c.Method == trust.Machine
	}
	for _, c := range portal.Catalog.Controls {
		row, ok := rows[c.ID]
		wanted := machine[c.Origin.Claim] && slices.ContainsFunc(refutable, func(p string) bool { return strings.HasPrefix(c.Origin.Claim, p) })
		if wanted && !ok {
			t.Errorf("%s (%s) has no row: nothing shows that it can be contradicted", c.ID, c.Origin.Claim)
		}
		if len(row) == 0 {
			continue
		}
		f := judged(patched(t, portal, row), c)
		if !refuted(c, f, judged(portal, c)) {
			t.Errorf("%s: %s (%s: %s) though its evidence says otherwise", c.ID, f.State, f.Reason, f.Detail)
		}
	}
	for id := range rows {
		if portal.Catalog.Control(id) == nil {
			t.Errorf("the row %s is for no control", id)
		}
	}
}

// refuted reports whether a finding contradicts a claim, as the one before did
// not. An exception may excuse it; a gap that the claim records is gone.
func refuted(c *trust.Control, f, before *trust.Finding) bool {
	switch {
	case c.Status == trust.Excepted:
		return f.Reason == trust.ReasonObsolete
	case f.Reason == trust.ReasonExcepted:
		return before.State == trust.Satisfied
	}
	return f.State == trust.NotSatisfied && f.Reason == trust.ReasonContradicted
}

// judged judges a control by itself, or with all others where it reads them.
func judged(s *site.Site, c *trust.Control) *trust.Finding {
	alone, catalog := *s, *s.Catalog
	catalog.Controls = []*trust.Control{c}
	alone.Catalog = &catalog
	if f := assess.Controls(&alone, asOf).Finding(c.ID); f.Reason != trust.ReasonError {
		return f
	}
	return assess.Controls(s, asOf).Finding(c.ID)
}

// patched returns a site the evidence of which says something else. The parsed
// evidence is changed, not its file.
func patched(t *testing.T, from *site.Site, row patches) *site.Site {
	t.Helper()
	s := *from
	s.Evidence = slices.Clone(s.Evidence)
	for _, p := range row {
		i := slices.IndexFunc(s.Evidence, func(e *trust.Evidence) bool { return e.ID == p.Evidence })
		if i < 0 {
			t.Fatalf("there is no evidence %q", p.Evidence)
		}
		e := *s.Evidence[i]
		body, err := p.apply(copied(t, e.Tree()))
		if err != nil {
			t.Fatalf("%s at %s: %v", p.Evidence, p.At, err)
		}
		e.Body = copied(t, body)
		s.Evidence[i] = &e
	}
	return &s
}

// copied copies a plain tree; whole numbers stay whole.
func copied(t *testing.T, tree any) any {
	t.Helper()
	text, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(text)))
	dec.UseNumber()
	var out any
	if err := dec.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return numbered(out)
}

func numbered(tree any) any {
	switch tree := tree.(type) {
	case json.Number:
		if n, err := tree.Int64(); err == nil {
			return n
		}
		f, _ := tree.Float64()
		return f
	case []any:
		for i := range tree {
			tree[i] = numbered(tree[i])
		}
	case map[string]any:
		for k := range tree {
			tree[k] = numbered(tree[k])
		}
	}
	return tree
}
