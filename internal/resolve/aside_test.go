package resolve

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// many are the parts of a site with more controls and pages than one worker takes
// at a time, every third of which names what does not exist.
func many(t *testing.T) Parts {
	t.Helper()
	p := parts(t)
	logs := p.Catalog.Controls[1]
	for i := range 5 * share {
		c := *logs
		c.ID, c.Needs = fmt.Sprintf("logs-%d", i), slices.Clone(logs.Needs)
		if i%3 == 0 {
			c.Statement.Value = fmt.Sprintf("Kept for {{ .retention%d }}.", i)
			c.Relates = []trust.Relates{{ID: fmt.Sprintf("gone-%d", i)}, {ID: "log-access", How: trust.DependsOn}}
			c.Mappings = []trust.Mapping{{Framework: "soc2", Requirement: fmt.Sprint(i)}}
		}
		if i%5 == 0 {
			c.Assert.Value = fmt.Sprintf(`ev.releases.x == %d && c["logs-%d"].retention == p.retention && p.other%d`, i, i/2, i)
		}
		p.Catalog.Controls = append(p.Catalog.Controls, &c)
		f := source.NewFile(fmt.Sprintf("content/p%d.md", i), []byte("words"))
		p.Pages = append(p.Pages, &site.Page{Route: fmt.Sprintf("/p%d/", i), File: f, Doc: &markup.Document{
			Reads: []markup.Read{{Path: []string{"control", fmt.Sprintf("logs-%d", 2*i), "retention"}, Span: f.Span(0, 2)}},
			Uses:  []markup.Use{{Name: "Control", Props: []markup.PropValue{{Name: "id", Value: "log-access"}}}},
		}})
	}
	return p
}

// TestWorkersDoNotShow binds a site with several numbers of workers, and again
// with what was kept.
func TestWorkersDoNotShow(t *testing.T) {
	p := many(t)
	p.Workers = 1
	want, list := Site(p)
	said := fmt.Sprint(list)
	if len(list) < 3*share || len(want.Rules) < 4*share {
		t.Fatalf("%d mistakes, %d rules", len(list), len(want.Rules))
	}
	kept := &Kept{}
	for _, workers := range []int{1, 2, 7} {
		for _, k := range []*Kept{nil, kept, kept} {
			p := many(t)
			p.Workers, p.Kept = workers, k
			got, list := Site(p)
			if fmt.Sprint(list) != said {
				t.Errorf("%d workers, kept %t: the diagnostics differ", workers, k != nil)
			}
			if !reflect.DeepEqual(got.Links, want.Links) || len(got.Rules) != len(want.Rules) {
				t.Errorf("%d workers, kept %t: the ties differ", workers, k != nil)
			}
			for i, c := range got.Catalog.Controls {
				if !reflect.DeepEqual(c.Needs, want.Catalog.Controls[i].Needs) {
					t.Errorf("%d workers: %s needs %v, want %v", workers, c.ID, c.Needs, want.Catalog.Controls[i].Needs)
				}
			}
		}
	}
}
