package paraphrase

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestSeeds says every assertion of the inventory of claims.
func TestSeeds(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "seeds", "claims.yaml"))
	if err != nil {
		t.Skipf("the inventory of claims is not beside the repository: %v", err)
	}
	var inventory struct {
		Claims []struct{ ID, Assertion string }
	}
	if err := yaml.Unmarshal(data, &inventory); err != nil {
		t.Fatal(err)
	}
	var all []assertion
	for _, c := range inventory.Claims {
		if c.Assertion != "" {
			all = append(all, assertion{c.ID, c.Assertion})
		}
	}
	measure(t, all, 263)
}

// TestOurs says every assertion of our own catalog.
func TestOurs(t *testing.T) {
	var all []assertion
	for _, pattern := range []string{"*.yaml", "*/*.yaml"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "controls", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var catalog struct {
				Controls []struct{ ID, Assert string }
			}
			if yaml.Unmarshal(data, &catalog) != nil {
				continue // a register of another shape
			}
			for _, c := range catalog.Controls {
				if c.Assert != "" {
					all = append(all, assertion{c.ID, c.Assert})
				}
			}
		}
	}
	measure(t, all, 300)
}

type assertion struct{ id, text string }

// measure wants all assertions said wholly in words in every language, and logs
// a sample.
func measure(t *testing.T, all []assertion, least int) {
	t.Helper()
	if len(all) < least {
		t.Fatalf("%d assertions, want at least %d", len(all), least)
	}
	for _, language := range Languages {
		whole := 0
		for i, a := range all {
			said := Rule(a.text, Names{}, language)
			if said == nil {
				t.Errorf("%s is not read: %s", a.id, a.text)
				continue
			}
			lines := strings.Join(said.Lines(), "\n    ")
			if said.Whole {
				whole++
			} else {
				t.Errorf("%s is not said wholly in words (%s): %s\n    %s", a.id, language, a.text, lines)
			}
			if i%25 == 0 && language == "en" {
				t.Logf("%s: %s\n    %s", a.id, strings.Join(strings.Fields(a.text), " "), lines)
			}
		}
		t.Logf("%s: %d of %d assertions are said wholly in words", language, whole, len(all))
	}
}
