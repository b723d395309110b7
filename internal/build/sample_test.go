package build

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestSampleIsWhatWasRead holds the sample configuration on the page about the
// compliance of Blueprint to the evidence of how Blueprint reads it, so that the
// claim is about what the page shows.
func TestSampleIsWhatWasRead(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(repository, "content", "blueprint", "compliance.mdx"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), `title="samples/orders.yaml"`)
	if !ok {
		t.Fatal("the page shows no samples/orders.yaml")
	}
	_, rest, _ = strings.Cut(rest, "\n")
	sample, _, _ := strings.Cut(rest, "\n```")
	var shown, read any
	if err := yaml.Unmarshal([]byte(sample), &shown); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(repository, "evidence", "blueprint", "layer-config.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	text, err = json.Marshal(shown)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &shown); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(shown, read) {
		t.Errorf("the page shows\n%v\nand Blueprint read\n%v", shown, read)
	}
}
