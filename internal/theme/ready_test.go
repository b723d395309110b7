package theme

import (
	"testing"

	"github.com/candor-site/candor/internal/stencil"
)

// TestReady sees that a layout is compiled, and that one that does not exist, or
// that is empty, is left alone.
func TestReady(t *testing.T) {
	compiled := 0
	th := &Theme{layouts: map[string]*press{"page": {program: func() *stencil.Program { compiled++; return nil }}, "empty": nil}}
	for _, name := range []string{"page", "empty", "missing"} {
		th.Ready(name)
	}
	if compiled != 1 {
		t.Errorf("%d layouts were compiled, want 1", compiled)
	}
}
