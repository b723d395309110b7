package build

import (
	"reflect"
	"testing"
)

// TestTakeStock holds what candor evidence ls shows to what a whole site gives.
func TestTakeStock(t *testing.T) {
	opt := Options{Dir: repository, AsOf: asOf, Workers: 2}
	p, err := Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	s, err := TakeStock(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Evidence) != len(p.Site.Evidence) || len(s.Evidence) == 0 {
		t.Fatalf("%d pieces, want %d", len(s.Evidence), len(p.Site.Evidence))
	}
	served := 0
	for i, e := range p.Site.Evidence {
		want, got := *e, *s.Evidence[i]
		want.Body, got.Body, want.Span, want.Sources, got.Sources = nil, nil, got.Span, nil, nil
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %+v, want %+v", e.Path, got, want)
		}
		if u := p.Use(e); !reflect.DeepEqual(u, s.Uses[s.Evidence[i]]) {
			t.Errorf("%s serves %+v, want %+v", e.ID, s.Uses[s.Evidence[i]], u)
		} else if u != nil {
			served++
		}
	}
	if served == 0 {
		t.Error("nothing serves a control")
	}
}
