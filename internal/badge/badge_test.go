package badge

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

func TestFiles(t *testing.T) {
	asOf := time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC)
	v := &disclose.View{
		AsOf: asOf, Site: disclose.Site{Title: "Acme & Sons"},
		Summary: disclose.Summary{Total: 3, States: []disclose.Count{{Name: "satisfied", N: 1}}},
		Controls: []*disclose.Control{
			{ID: "good", Title: "Volumes are encrypted", State: "satisfied", FreshUntil: asOf.AddDate(0, 0, 8)},
			{ID: "a/b", Title: strings.Repeat(`<script>"long" `, 9), State: "not-satisfied"},
			{ID: "new", Title: "x\x00y", State: "some-other-state"},
		},
	}
	badges := Of(v)
	for i, want := range []struct{ path, words, colour string }{
		{"badge.svg", "Acme & Sons: 1 of 3 claims hold as of 2026-11-20", neutral},
		{"badges/good.svg", "Volumes are encrypted: Satisfied as of 2026-11-20, until 2026-11-28", colours["satisfied"]},
		{OfControl("a/b"), "Not satisfied as of 2026-11-20", colours["not-satisfied"]},
		{"badges/new.svg", "Some other state as of 2026-11-20", neutral},
	} {
		f := badges[i].File()
		var doc struct {
			Label string `xml:"aria-label,attr"`
			Role  string `xml:"role,attr"`
			Width int    `xml:"width,attr"`
			Title string `xml:"title"`
			Rects []struct {
				X    int    `xml:"x,attr"`
				W    int    `xml:"width,attr"`
				Fill string `xml:"fill,attr"`
			} `xml:"rect"`
			Texts []struct {
				X    int    `xml:"x,attr"`
				W    int    `xml:"textLength,attr"`
				Text string `xml:",chardata"`
			} `xml:"g>text"`
		}
		if err := xml.Unmarshal(f.Data, &doc); err != nil {
			t.Fatalf("%s: %v\n%s", f.Path, err, f.Data)
		}
		if f.Path != want.path || f.Media != "image/svg+xml" || doc.Role != "img" || doc.Title != doc.Label || !strings.Contains(doc.Title, want.words) {
			t.Errorf("%s: %s, %+v", f.Path, f.Media, doc)
		}
		if len(doc.Rects) != 2 || len(doc.Texts) != 2 || doc.Rects[1].Fill != want.colour || doc.Rects[1].X+doc.Rects[1].W != doc.Width {
			t.Fatalf("%s: %+v", f.Path, doc)
		}
		for k, text := range doc.Texts {
			if r := doc.Rects[k]; text.X < r.X+margin || text.X+text.W > r.X+r.W-margin || len([]rune(text.Text)) > 64 {
				t.Errorf("%s: %q leaves its half", f.Path, text.Text)
			}
		}
		if strings.Contains(string(f.Data), "<script") || strings.Contains(string(f.Data), "style") {
			t.Errorf("%s: %s", f.Path, f.Data)
		}
	}
}
