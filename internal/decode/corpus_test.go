package decode

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
		doc, err := Any(source.NewFile(name, data), Data)
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

// The largest hand-written file known, 352 claims, is within the limits.
func TestCorpusClaims(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(shared, "seeds", "claims.yaml"))
	if err != nil {
		t.Skip("the seeds are not present")
	}
	n, list := YAML(source.NewFile("claims.yaml", data), Config)
	if n == nil || len(list) > 0 {
		t.Fatal(problems(list))
	}
	claims := n.Get("claims")
	if claims == nil || len(claims.Items) != 352 {
		t.Fatalf("claims: %v", claims)
	}
	checkSpans(t, n)
}

// checkSpans verifies that every span lies inside its parent's and that an
// unquoted scalar on one line spans its own text.
func checkSpans(t *testing.T, n *Node) {
	t.Helper()
	inside := func(c *Node) {
		if c.Span.Start < n.Span.Start || c.Span.End > n.Span.End || c.Span.Start > c.Span.End {
			t.Errorf("the span [%d, %d) leaves [%d, %d)", c.Span.Start, c.Span.End, n.Span.Start, n.Span.End)
		}
		checkSpans(t, c)
	}
	for _, item := range n.Items {
		inside(item)
	}
	for _, f := range n.Fields {
		inside(f.Value)
	}
	if text := n.Span.Text(); n.Kind != List && n.Kind != Map && n.Kind != Null && !n.Quoted && text != n.Scalar {
		if squeeze(text) != squeeze(n.Scalar) {
			t.Errorf("%q spans %q", n.Scalar, text)
		}
	}
}
