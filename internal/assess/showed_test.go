package assess

import (
	"testing"

	"github.com/candor-site/candor/internal/trust"
)

// TestShowed: evidence past its date says what it showed, where nothing but its
// age keeps the control from being satisfied.
func TestShowed(t *testing.T) {
	old := func(days int) func(*trust.Evidence) {
		return func(e *trust.Evidence) { e.Clocks.CollectedAt = noon.AddDate(0, 0, -days) }
	}
	in := func(cloud string) func(*trust.Evidence) {
		return func(e *trust.Evidence) { e.Scope = trust.Scope{"cloud": {cloud}} }
	}
	passed := func(e *trust.Evidence) { e.Verdict = trust.VerdictPass }
	planned := func(c *trust.Control) { c.Status = trust.Planned }
	for _, tt := range []struct {
		name     string
		control  *trust.Control
		evidence []*trust.Evidence
		want     trust.State
	}{
		{"fresh", claim(t, longEnough), []*trust.Evidence{file(groups(120))}, ""},
		{"stale", claim(t, longEnough), []*trust.Evidence{file(groups(120), old(10))}, trust.Satisfied},
		{"expired", claim(t, longEnough), []*trust.Evidence{file(groups(120), old(100))}, trust.Satisfied},
		{"stale, and contradicts", claim(t, longEnough), []*trust.Evidence{file(groups(30), old(10))}, ""},
		{"stale, and cannot be read", claim(t, longEnough), []*trust.Evidence{file(map[string]any{}, old(10))}, ""},
		{"stale, by its verdict", claim(t, ""), []*trust.Evidence{file(nil, old(10), passed)}, trust.Satisfied},
		{"stale, without a verdict", claim(t, ""), []*trust.Evidence{file(nil, old(10))}, ""},
		{"missing", claim(t, longEnough), nil, ""},
		{"planned", claim(t, longEnough, planned), []*trust.Evidence{file(groups(120), old(10))}, ""},
		{"two scopes, one stale", claim(t, longEnough), []*trust.Evidence{file(groups(120), old(10), in("aws")), file(groups(120), in("gcp"))}, trust.Satisfied},
		{"two scopes, both stale, one contradicts", claim(t, longEnough), []*trust.Evidence{file(groups(120), old(10), in("aws")), file(groups(30), old(10), in("gcp"))}, ""},
		{"two scopes, one expired contradicts", claim(t, longEnough), []*trust.Evidence{file(groups(30), old(100), in("aws")), file(groups(120), old(10), in("gcp"))}, ""},
	} {
		_, a := judged(t, tt.control, tt.evidence)
		if got := a.Findings[0]; got.Showed != tt.want {
			t.Errorf("%s: showed %q (%s), want %q", tt.name, got.Showed, got.State, tt.want)
		}
	}
}
