package render

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/transcript"
)

// TestDates changes the date of the last change of each page in turn: nothing says it
// but the page itself, and files that are made anew in any case.
func TestDates(t *testing.T) {
	said := func(files []artifact.File) map[string]string {
		out := map[string]string{}
		for _, f := range files {
			out[f.Path] = string(f.Data)
		}
		return out
	}
	th := defaultTheme(t)
	v := larkspur(t)
	opt := options(t, th, 2)
	files, _ := Site(v, th, opt)
	before := said(files)
	others := map[string]bool{}
	for i, p := range v.Pages {
		page := *p
		page.Modified = time.Date(1999, 2, 3, 0, 0, 0, 0, time.UTC)
		other := *v
		other.Pages = slices.Clone(v.Pages)
		other.Pages[i] = &page
		files, _ := Site(&other, th, opt)
		after := said(files)
		if len(after) != len(before) {
			t.Fatalf("%d files became %d", len(before), len(after))
		}
		for name := range after {
			if after[name] != before[name] && name != route.FilePath(route.WithSlash(p.Route)) && name != route.FilePath(transcript.Route(p.Route)) {
				others[name] = true
			}
		}
	}
	plan := Prepare(v, th, opt)
	dated := map[string]bool{}
	for _, j := range plan.jobs {
		if j.dates {
			dated[j.path] = true
		}
	}
	if !maps.Equal(others, dated) || len(dated) != 2 {
		t.Errorf("the files %v say when pages were changed; made anew are %v", slices.Sorted(maps.Keys(others)), slices.Sorted(maps.Keys(dated)))
	}
}

// TestDatesInTemplates finds no other template of the program that could say when
// another page was last changed.
func TestDatesInTemplates(t *testing.T) {
	for _, name := range theme.Builtin() {
		th, list, err := theme.Load(nil, source.Text{Value: name})
		if err != nil || list.HasErrors() {
			t.Fatal(err, list)
		}
		for _, l := range th.Layers() {
			for name, f := range l.Files {
				if path.Ext(name) == ".html" && strings.Contains(string(f.Data), "Modified") && name != "partials/page-facts.html" {
					t.Errorf("%s of the theme %s reads when a page was changed", name, l.Name)
				}
			}
		}
	}
}
