package rule

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/clause"
	"github.com/candor-site/candor/internal/source"
)

// TestSeeds compiles every assertion of the inventory of claims unchanged.
func TestSeeds(t *testing.T) {
	name := filepath.Join("..", "..", "..", "shared", "seeds", "claims.yaml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Skipf("the inventory of claims is not beside the repository: %v", err)
	}
	var inventory struct {
		Claims []struct {
			ID        string
			Assertion yaml.Node
		}
	}
	if err := yaml.Unmarshal(data, &inventory); err != nil {
		t.Fatal(err)
	}
	file := source.NewFile("claims.yaml", data)
	compiled := 0
	for _, claim := range inventory.Claims {
		if claim.Assertion.IsZero() {
			continue
		}
		_, at := file.Line(claim.Assertion.Line)
		text := source.Text{Value: claim.Assertion.Value, Span: file.Span(at, len(data))}
		p, problems := Compile(text)
		for _, d := range problems {
			t.Errorf("%s: %v\n\t%s", claim.ID, d, text.Value)
		}
		if p == nil {
			continue
		}
		compiled++
		if len(p.Reads()) == 0 {
			t.Errorf("%s reads no evidence: %s", claim.ID, text.Value)
		}
		ids, exact := clause.Mentions(text.Value)
		for _, id := range p.Reads() {
			if !exact || !slices.Contains(ids, id) && strings.Contains(text.Value, `ev["`+id+`"]`) {
				t.Errorf("%s reads %s; Mentions finds %q, exact %v: %s", claim.ID, id, ids, exact, text.Value)
			}
		}
	}
	if compiled != 263 {
		t.Errorf("%d assertions compile, want 263", compiled)
	}
}
