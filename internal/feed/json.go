package feed

import (
	"bytes"
	"cmp"
	"encoding/json"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// jsonItem is one update.
type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Tags      []string `json:"tags,omitempty"`
}

// json is the feed as JSON Feed.
func (w *writer) json(list []disclose.News) []byte {
	s := w.view.Site
	items := make([]jsonItem, 0, len(list))
	for _, n := range list {
		items = append(items, jsonItem{w.mark(n), w.absolute(n.Route), n.Title, cmp.Or(n.Description, n.Title), instant(n.Date), n.Tags})
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Version  string     `json:"version"`
		Title    string     `json:"title"`
		Home     string     `json:"home_page_url"`
		Feed     string     `json:"feed_url"`
		Language string     `json:"language,omitempty"`
		Items    []jsonItem `json:"items"`
	}{"https://jsonfeed.org/version/1.1", feedTitle(s), w.absolute(route.Home), w.absolute(JSON), s.Language, items})
	if err != nil {
		panic("feed: " + err.Error()) // plain text always encodes
	}
	return buf.Bytes()
}
