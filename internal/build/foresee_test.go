package build

import (
	"context"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
)

// TestForesee looks at the portal of this repository as it would be after weeks in
// which nothing was collected: what expired by then keeps nobody from seeing it.
func TestForesee(t *testing.T) {
	ctx := context.Background()
	p, err := Open(ctx, Options{Dir: "../..", AsOf: time.Date(2027, 1, 19, 0, 0, 0, 0, time.UTC), Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if !p.Grave() {
		t.Fatal("nothing expires within two months; the test shows nothing")
	}
	before, warnings := len(p.Diagnostics), p.Diagnostics.Count(diag.Warning)
	p.Foresee()
	if p.Grave() {
		t.Errorf("errors are left: %v", p.Diagnostics.Without(diag.Warning))
	}
	if len(p.Diagnostics) != before || p.Diagnostics.Count(diag.Warning) <= warnings {
		t.Errorf("%d diagnostics of %d are left, %d of them warnings", len(p.Diagnostics), before, p.Diagnostics.Count(diag.Warning))
	}
	if _, found := p.View("public"); found.HasErrors() {
		t.Errorf("it cannot be seen: %v", found)
	}
}
