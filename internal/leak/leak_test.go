package leak

import (
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

func TestAnswers(t *testing.T) {
	s := &site.Site{
		Config:  &site.Config{Ladder: []string{"public", "nda", "internal"}},
		Catalog: &trust.Catalog{Controls: []*trust.Control{{ID: "logs", Audience: "public"}, {ID: "keys", Audience: "internal"}}},
	}
	s.Catalog.Answers = []*trust.Answer{{
		ID: "a", Audience: "public", Controls: []trust.Reference{{ID: "logs"}},
		Where: []trust.Condition{{Control: trust.Reference{ID: "keys"}}, {Control: trust.Reference{ID: "logs"}}},
		List:  source.Text{Value: `{{ control "keys" "items" }}`}, Compensating: source.Text{Value: `{{ status "keys" }}`},
	}}
	list := Find(s)
	for _, d := range list {
		if d.Code != diag.AudienceLeak {
			t.Errorf("%v", d)
		}
	}
	if len(list) != 3 {
		t.Errorf("%d leaks, want that of the comparison and of two texts: %v", len(list), list)
	}
	s.Catalog.Answers[0].Audience = "internal"
	if list := Find(s); len(list) > 0 {
		t.Errorf("among those who may see it all: %v", list)
	}
}
