package render

import (
	"encoding/json"
	"encoding/xml"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/snapshot"
)

// reviewed is the fixture with two snapshots: in the first the logs were kept
// longer, and a control had another name; the loss was approved.
func reviewed(t testing.TB) *disclose.View {
	v := larkspur(t)
	first, second, now := v.Snapshot(), v.Snapshot(), v.Snapshot()
	first.Name, second.Name, now.Name = "2026-08", "2026-10", snapshot.Now
	first.AsOf, second.AsOf = snapshot.At(days(-100)), snapshot.At(days(-40))
	keep := func(s *snapshot.Snapshot, value, text string) {
		for i := range s.Controls {
			if s.Controls[i].ID == "bucket-logging" {
				s.Controls[i].Parameters = []snapshot.Parameter{{Name: "retention", Type: "retention", Sense: "at-least", Text: text, Value: value}}
			}
		}
	}
	keep(first, "P180D", "at least 180 days")
	keep(second, "P90D", "at least 90 days")
	keep(now, "P90D", "at least 90 days")
	first.Controls = append(first.Controls, snapshot.Control{ID: "zz-gone", Title: "A claim that went", Status: "in-effect"})
	approvals := []change.Approval{{Control: "bucket-logging", Parameter: "retention", From: "P180D", To: "P90D", Approved: change.Approved{By: "Head of Security", On: "2026-09-15", Reason: "the archive was given up"}}}
	add := func(a, b *snapshot.Snapshot, step bool) {
		r := &disclose.Review{From: a.Name, To: b.Name, Step: step, Comparison: change.Between(a, b)}
		r.Approve(approvals)
		v.Reviews = append(v.Reviews, r)
	}
	add(first, second, true)
	add(first, now, false)
	add(second, now, true)
	v.Approvals = []*disclose.Approval{{
		Control: "bucket-logging", Title: "Logs are kept", What: "retention", Before: "at least 180 days", After: "at least 90 days",
		By: "Head of Security", Reason: "The archive & its <index> were given up.", On: time.Date(2026, 9, 15, 0, 0, 0, 0, time.UTC), From: "2026-08", To: "2026-10",
	}}
	return v
}

func TestChanges(t *testing.T) {
	files, list := rendered(t, reviewed(t))
	if len(list) > 0 {
		t.Error(list)
	}
	c := check(t, files, "changes/index.html")
	c.has("h1", "Changes")
	c.count(".post", 2)
	c.has(".post:first-child .post-title", "Since 2026-10")
	c.has(".post:first-child", "Nothing changed.")
	c.has(".post:nth-child(2) .post-title", "From 2026-08 to 2026-10")
	c.has(".post:nth-child(2) .change-weaker", "2 weaker")
	c.count(".pairs tbody tr", 2)
	c.count(".pairs thead th", 3)
	c.has(".pairs thead th:nth-child(3)", "to today")
	c.attr(".pairs tbody tr:first-child td:nth-child(2) a", "href", "/changes/2026-08/2026-10/")
	c.attr(".pairs tbody tr:first-child td:nth-child(3) a", "href", "/changes/2026-08/now/")
	c.count(".pairs tbody tr:nth-child(2) a", 1)
	check(t, files, "index.html").attr(`.site-footer a[href="/changes/"]`, "href", "/changes/")

	c = check(t, files, "changes/2026-08/2026-10/index.html")
	c.has("h1", "Changes from 2026-08 to 2026-10")
	c.has("#weaker", "Weaker 2")
	c.count("#stronger", 0)
	c.attr(".change-weaker:nth-child(2) th a", "href", "/controls/bucket-logging/")
	c.has(`.change-weaker:nth-child(2) td[data-label="Before"]`, "at least 180 days")
	c.has(`.change-weaker:nth-child(2) td[data-label="After"]`, "at least 90 days")
	c.has(".approval", "Approved by Head of Security on 2026-09-15: The archive was given up.")
	c.has(".change-weaker:nth-child(1) th", "A claim that went")
	c.count(".change-weaker:nth-child(1) a", 0)
	c.attr(".change-weaker:nth-child(1)", "class", "change-weaker")
	c = check(t, files, "changes/2026-08/now/index.html")
	c.has("h1", "Since your review of 2026-08")
	c.has(".facts", "To today")

	v := larkspur(t)
	files, _ = rendered(t, v)
	if _, ok := files["changes/index.html"]; ok {
		t.Error("a portal without snapshots has a page of changes")
	}
	check(t, files, "index.html").notIn(`.site-footer a[href="/changes/"]`)
}

func TestFeeds(t *testing.T) {
	v := reviewed(t)
	v.Pages = append(v.Pages, write(t, defaultTheme(t), &disclose.Page{Route: "/updates/new/", Title: "New & <news>", Date: days(-3), Source: "content/updates/new.md"}, "Text."),
		write(t, defaultTheme(t), &disclose.Page{Route: "/updates/undated/", Title: "Undated", Source: "content/updates/undated.md"}, "Text."))
	files, _ := rendered(t, v)
	var atom struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Summary string `xml:"summary"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(files["feed.atom"].Data, &atom); err != nil {
		t.Fatal(err)
	}
	base := strings.TrimSuffix(v.Site.BaseURL, "/")
	if atom.ID != base+"/feed.atom" || atom.Links[0].Rel != "self" || atom.Links[0].Href != atom.ID || atom.Author != v.Site.Organization || atom.Updated == "" {
		t.Errorf("%+v", atom)
	}
	type item struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Text      string   `json:"content_text"`
		Published string   `json:"date_published"`
		Tags      []string `json:"tags"`
	}
	feed := decoded[struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Home    string `json:"home_page_url"`
		Lang    string `json:"language"`
		Feed    string `json:"feed_url"`
		Items   []item `json:"items"`
	}](t, files, "feed.json")
	if feed.Version != "https://jsonfeed.org/version/1.1" || feed.Feed != base+"/feed.json" || feed.Home != base+"/" || len(feed.Items) != len(atom.Entries) || len(feed.Items) < 2 {
		t.Fatalf("%+v", feed)
	}
	seen, last := map[string]bool{}, "9"
	weaker := 0
	for i, e := range atom.Entries {
		at, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || at.IsZero() || e.Updated > last || seen[e.ID] || e.Title == "" || !strings.HasPrefix(e.Link.Href, base) {
			t.Errorf("entry %d: %+v", i, e)
		}
		seen[e.ID], last = true, e.Updated
		if j := feed.Items[i]; j.ID != e.ID || j.URL != e.Link.Href || j.Title != e.Title || j.Published != e.Updated || j.Text == "" {
			t.Errorf("the feeds differ: %+v and %+v", e, j)
		}
		if strings.HasPrefix(e.Title, "Weaker: ") {
			weaker++
			want := "retention: at least 180 days -> at least 90 days. Approved by Head of Security: The archive & its <index> were given up."
			if e.Summary != want || e.ID != base+"/changes/#bucket-logging-retention-2026-09-15" || e.Link.Href != base+"/changes/2026-08/2026-10/" {
				t.Errorf("%+v", e)
			}
		}
	}
	if weaker != 1 {
		t.Errorf("%d weakenings in the feed", weaker)
	}
	if atom.Updated != atom.Entries[0].Updated {
		t.Errorf("the feed is of %s and its newest entry of %s", atom.Updated, atom.Entries[0].Updated)
	}
	check(t, files, "index.html").attr(`link[type="application/atom+xml"]`, "href", "/feed.atom")

	v.Approvals, v.Pages = nil, v.Pages[:1]
	if files, _ = rendered(t, v); len(files["feed.atom"].Data)+len(files["feed.json"].Data) > 0 {
		t.Error("a portal without updates has feeds")
	}
}

func TestNothingInAComparisonRuns(t *testing.T) {
	th := defaultTheme(t)
	opt := options(t, th, 4)
	words := map[string]bool{"Grade": true, "How": true, "Aspect": true}
	for _, vector := range vectors {
		v := reviewed(t)
		for _, r := range v.Reviews {
			poison(reflect.ValueOf(r.Comparison), vector, func(field string) bool { return words[field] || field == "AsOf" })
		}
		for _, a := range v.Approvals {
			poison(reflect.ValueOf(a), vector, func(string) bool { return false })
		}
		files, _ := Site(v, th, opt)
		for _, f := range files {
			if strings.HasSuffix(f.Path, ".html") && (strings.HasPrefix(f.Path, "changes/") || strings.HasPrefix(f.Path, "updates/")) {
				inert(t, check(t, byPath(files), f.Path))
			}
		}
		all := byPath(files)
		if err := xml.Unmarshal(all["feed.atom"].Data, &struct{}{}); err != nil {
			t.Error(err)
		}
		if !json.Valid(all["feed.json"].Data) {
			t.Error("the feed is no JSON")
		}
		page, err := Comparison(v.Reviews[0].Comparison, th, "body{}")
		if err != nil {
			t.Fatal(err)
		}
		if text := string(page); strings.Contains(text, "<script>alert") || strings.Contains(text, "<iframe") || strings.Count(text, "<style>") != 1 {
			t.Error("something of a comparison runs")
		}
	}
}
