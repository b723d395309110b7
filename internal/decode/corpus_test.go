package decode

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

const shared = "../../../shared"

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
