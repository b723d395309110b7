package leads

import (
	"math/rand/v2"
	"testing"

	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// Whatever is asked for in whatever order, what was found for it is told; and
// nothing for what stands in another file, or nowhere.
func TestTo(t *testing.T) {
	page := source.NewFile("content/a.md", make([]byte, 9))
	said := &outline.Outline{Images: []outline.Link{{Destination: "p.png", Span: page.Span(1, 2)}}}
	for _, d := range []string{"b.md", "c.md", "b.md", "#x"} {
		said.Links = append(said.Links, outline.Link{Destination: d, Span: page.Span(0, 1)}, outline.Link{Destination: d, Span: page.Span(0, 1), From: "content/_part.md"})
	}
	found := 0
	p := Of(said, func(l outline.Link) route.Target {
		found++
		return route.Target{URL: l.Destination, File: l.Home()}
	})
	if p.Said() != said || found != len(said.Links) || p.At(3).File != "content/_part.md" {
		t.Errorf("%d were found, the fourth in %s", found, p.At(3).File)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		l := said.Links[random.IntN(len(said.Links))]
		if to, ok := p.To(l.Home(), l.Destination); !ok || to != (route.Target{URL: l.Destination, File: l.Home()}) {
			t.Errorf("%s in %s leads to %v, %v", l.Destination, l.Home(), to, ok)
		}
		if to, ok := p.To("content/other.md", l.Destination); ok {
			t.Errorf("%s in another file leads to %v", l.Destination, to)
		}
	}
	if _, ok := p.To("content/a.md", "d.md"); ok {
		t.Error("what is not written leads somewhere")
	}
	if !p.Written("c.md") || !p.Written("p.png") || p.Written("d.md") {
		t.Error("it is not told what is written")
	}
	if _, ok := (*Page)(nil).To("content/a.md", "b.md"); ok || (*Page)(nil).Said() != nil {
		t.Error("no page knows of a link")
	}
}
