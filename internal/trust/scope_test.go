package trust

import (
	"testing"

	"github.com/candor-site/candor/internal/source"
)

// spanOf marks a parameter, so that a test can tell where it came from.
func spanOf(text string) source.Span {
	return source.NewFile("a.yaml", []byte(text)).Span(0, len(text))
}

func TestScope(t *testing.T) {
	aws, gcp := Scope{"cloud": {"aws"}}, Scope{"cloud": {"gcp"}}
	both := Scope{"cloud": {"aws", "gcp"}}
	production := Scope{"environment": {"production"}}
	for _, tt := range []struct {
		name          string
		outer, inner  Scope
		covers, meets bool
	}{
		{"nothing covers all", nil, aws, true, true},
		{"the same", aws, aws, true, true},
		{"wider", both, aws, true, true},
		{"narrower", aws, both, false, true},
		{"apart", aws, gcp, false, false},
		{"another axis", aws, production, false, true},
		{"all is not within one", aws, nil, false, true},
		{"both axes", Scope{"cloud": {"aws"}, "environment": {"production"}}, aws, false, true},
		{"one axis apart", Scope{"cloud": {"aws"}, "environment": {"production"}}, Scope{"cloud": {"gcp"}, "environment": {"production"}}, false, false},
	} {
		if got := tt.outer.Covers(tt.inner); got != tt.covers {
			t.Errorf("%s: Covers is %t", tt.name, got)
		}
		if got := tt.outer.Meets(tt.inner); got != tt.meets || tt.inner.Meets(tt.outer) != got {
			t.Errorf("%s: Meets is %t, the other way %t", tt.name, got, tt.inner.Meets(tt.outer))
		}
	}
	if got := (Scope{"environment": {"production"}, "cloud": {"aws", "gcp"}}).String(); got != "cloud=aws,gcp environment=production" {
		t.Errorf("String is %q", got)
	}
}

func TestEffective(t *testing.T) {
	c := &Control{
		Parameters: []Parameter{{Name: "retention"}, {Name: "data"}},
		Overrides: []Override{
			{Scope: Scope{"plan": {"enterprise"}}, Parameters: []Parameter{{Name: "retention", Span: spanOf("override")}, {Name: "floor"}}},
		},
	}
	if got := c.Effective(Scope{"plan": {"standard"}}); len(got) != 2 || !got[0].Span.IsZero() {
		t.Errorf("the standard plan has %v", got)
	}
	if got := c.Effective(Scope{"plan": {"enterprise"}}); len(got) != 3 || got[0].Span.IsZero() || got[2].Name != "floor" {
		t.Errorf("the enterprise plan has %v", got)
	}
	if got := c.Effective(nil); len(got) != 2 || !got[0].Span.IsZero() {
		t.Errorf("an override reaches beyond its scope: %v", got)
	}
}
