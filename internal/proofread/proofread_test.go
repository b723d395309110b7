package proofread_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/proofread"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/standards"
	"github.com/candor-site/candor/internal/trust"
)

var texts = []string{
	"Logs of audits are kept for 90 days.",
	"Logs of audits are kept for 30 days, and reviewed regularly. See {control.logs.retention}.",
	"We use TLS 1.0 and Datadog. This is currently open for {control.logs.retention}.",
	"DataDog runs; Datadog ran. A workernode and a worker node and one more worker node.",
	"We are certified for ISO 27001:2013 and PCI DSS 4.0, and scan with Trivy.",
	"Nothing to see here.",
	"|Port|What|\n|-|-|\n|443|SOC 2 here, SOC2 there|\n",
	"The Mongo Atlas DB and MongoDB Atlas.",
}

// world is a site that changes: pages by their names, and a catalog.
type world struct {
	pages    []*site.Page
	config   *site.Config
	register *standards.Register
	days     int
	now      time.Time
}

func (w *world) site(t *testing.T) *site.Site {
	t.Helper()
	value, err := parameter.Parse(parameter.Retention, fmt.Sprintf("P%dD", w.days))
	if err != nil {
		t.Fatal(err)
	}
	s := &site.Site{Config: w.config, Catalog: &trust.Catalog{Controls: []*trust.Control{
		{ID: "logs", Title: "Logs of audits are kept", Kind: "retention", Parameters: []trust.Parameter{{Name: "retention", Value: value}}},
	}}}
	s.Links.ControlsOfPage = map[string][]string{}
	for _, p := range w.pages {
		page := *p
		s.Pages = append(s.Pages, &page)
		if len(p.Doc.Reads) > 0 {
			s.Links.ControlsOfPage[p.Route] = []string{"logs"}
		}
	}
	return s
}

func load(t *testing.T) *standards.Register {
	t.Helper()
	tree, err := source.OpenTree(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	r, list, err := standards.Load(tree)
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	return r
}

func page(t *testing.T, i int, text string) *site.Page {
	t.Helper()
	name := fmt.Sprintf("content/p%d.md", i)
	doc, list := markup.Parse(source.NewFile(name, []byte(text)), 0, markup.Options{Roots: []string{"control"}})
	if list.HasErrors() {
		t.Fatal(list)
	}
	return &site.Page{Route: fmt.Sprintf("/p%d/", i), Doc: doc, File: source.NewFile(name, []byte(text))}
}

// said lists diagnostics with all that they say.
func said(list diag.List) []string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s %d-%d %s; %s; %v", d.Error(), d.Span.Start, d.Span.End, d.Hint, d.Span.Text(), len(d.Related)))
	}
	return out
}

// TestKept changes a site in random ways and compares what readings with
// something kept give with those without, by one worker and by several.
func TestKept(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 1))
	w := &world{config: &site.Config{}, register: load(t), days: 90, now: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := range 12 {
		w.pages = append(w.pages, page(t, i, texts[i%len(texts)]))
	}
	kept, codes := &proofread.Kept{}, map[diag.Code]bool{}
	for step := range 60 {
		switch random.IntN(6) {
		case 0, 1:
			i := random.IntN(len(w.pages))
			w.pages[i] = page(t, i, strings.Join([]string{texts[random.IntN(len(texts))], texts[random.IntN(len(texts))]}, "\n\n"))
		case 2:
			w.days, w.register = []int{30, 60, 90}[random.IntN(3)], load(t)
		case 3:
			w.now = w.now.AddDate(0, random.IntN(12), 0)
		case 4:
			i := random.IntN(len(w.pages))
			p := *w.pages[i]
			p.ReviewBy = w.now.AddDate(0, random.IntN(3)-1, 0)
			w.pages[i] = &p
		case 5:
			w.config = &site.Config{Spellings: []site.Spelling{{Name: "Trivy", Others: []string{"Datadog", "PCI"}[:random.IntN(3)]}}}
		}
		s := w.site(t)
		list := proofread.Site(t.Context(), s, w.register, w.now, 1, nil)
		want := said(list)
		if got := said(proofread.Site(t.Context(), s, w.register, w.now, 8, nil)); !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d, 8 workers:\n%s\nwant\n%s", step, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if got := said(proofread.Site(t.Context(), s, w.register, w.now, 1+random.IntN(4), kept)); !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d, with what is kept:\n%s\nwant\n%s", step, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		for _, d := range list {
			codes[d.Code] = true
		}
	}
	for _, code := range []diag.Code{diag.FactContradicted, diag.FactUnbound, diag.FactLiteral, diag.NameSpelling, diag.StandardWithdrawn, diag.WordingVague, diag.WordingUndated} {
		if !codes[code] {
			t.Errorf("no step gives %s", code)
		}
	}
}
