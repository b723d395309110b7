package render

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/industry"
	"github.com/candor-site/candor/internal/message"
)

// A portal in German says no words of the theme in English: no text of a page,
// and no attribute that is read out, is an English message that German says
// otherwise.
func TestGermanPortal(t *testing.T) {
	v, th := larkspur(t), defaultTheme(t)
	v.Site.Language = "de"
	files, list := rendered(t, v)
	if list.HasErrors() {
		t.Fatal(list)
	}
	english, german := th.Words(), th.In("de").Words()
	foreign := make(map[string]string)
	for _, key := range th.Messages().Keys(message.Fallback) {
		said, ok := english.Fixed(key)
		if other, _ := german.Fixed(key); ok && other != said && !strings.HasPrefix(key, "number.") {
			foreign[said] = key
		}
	}
	for _, key := range th.Messages().Keys("de") {
		if said, ok := german.Fixed(key); ok {
			delete(foreign, said)
		}
	}
	for _, k := range v.Kinds { // the catalog of the fixture is in English
		delete(foreign, k.Title)
		delete(foreign, k.Doc)
	}
	for _, c := range v.Controls {
		for _, q := range c.Parameters { // names of parameters are those of the catalog, and values were said when it was read
			for _, own := range []string{message.Readable(q.Label), message.Readable(q.Name), q.Text} {
				delete(foreign, own)
			}
		}
	}
	for _, c := range v.Controls {
		for _, o := range c.Evidence { // package assess says schedules, and details, in English
			delete(foreign, o.Schedule)
		}
	}
	for _, c := range industry.Controls() { // the text of a questionnaire is as its publisher wrote it
		delete(foreign, c.Title)
	}
	for _, f := range v.Frameworks {
		for _, q := range f.Requirements {
			delete(foreign, q.Group)
		}
	}
	pages := 0
	for path := range files {
		if !strings.HasSuffix(path, ".html") {
			continue
		}
		pages++
		c := check(t, files, path)
		c.attr("html", "lang", "de")
		c.elements(func(n *html.Node) {
			var said []string
			for child := n.FirstChild; child != nil; child = child.NextSibling {
				if child.Type == html.TextNode && n.Data != "script" && n.Data != "style" {
					said = append(said, strings.TrimSpace(child.Data))
				}
			}
			for _, name := range []string{"aria-label", "title", "alt", "placeholder", "data-label"} {
				if value, ok := attribute(n, name); ok {
					said = append(said, value)
				}
			}
			for _, text := range said {
				if key := foreign[text]; key != "" {
					t.Errorf("%s: <%s> says %q (%s)", path, n.Data, text, key)
				}
			}
		})
	}
	if pages < 20 {
		t.Errorf("only %d pages were looked at", pages)
	}
}
