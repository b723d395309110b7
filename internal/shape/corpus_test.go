package shape

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

const shared = "../../../shared"

// The evidence of 88 tools decodes, all but one file, and comes out in the
// shape that it has by its author's account.
func TestCorpusEvidence(t *testing.T) {
	root := filepath.Join(shared, "corpus", "evidence")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the evidence corpus is not present")
	}
	shapes := map[string][]string{
		".json": {"json", "jsonl"}, ".sarif": {"json"}, ".bundle": {"json"}, ".js": {"json"},
		".jsonl": {"json", "jsonl"}, // one line is one value
		".csv":   {"csv"}, ".xml": {"xml"}, ".ckl": {"xml"}, ".yml": {"yaml"}, ".yaml": {"yaml"}, ".gz": {"tar"},
		".txt": {"text"}, ".dat": {"text"}, ".sha256": {"text"}, ".md": {"text"},
		".log":  {"jsonl"}, // InSpec automate rows
		".spdx": {"text"},  // tag-value
	}
	// The tool's own golden file closes an element with the tag of another.
	broken := map[string]string{
		"steampipe-powerpipe/expected_check_nunit3.xml": "the XML is broken: XML syntax error on line 510: element <test-run> closed by </test-suite>",
	}
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		name, _ := filepath.Rel(root, path)
		name = filepath.ToSlash(name)
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := Read(source.NewFile(name, data), Limits)
		if want := broken[name]; want != "" || err != nil {
			if err == nil || err.Error() != want {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
			return nil
		}
		for _, shape := range shapes[filepath.Ext(name)] {
			if doc.Shape == shape {
				return nil
			}
		}
		t.Errorf("%s is %s", name, doc.Shape)
		return nil
	})
	if err != nil || files < 227 {
		t.Errorf("%d files, %v", files, err)
	}
}
