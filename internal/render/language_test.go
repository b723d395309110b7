package render

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/disclose"
)

// inGerman adds German versions of two pages to the fixture, and a page that is
// not translated.
func inGerman(t *testing.T) *disclose.View {
	t.Helper()
	v, th := larkspur(t), defaultTheme(t)
	both := func(english, german, title, titel, text, german_text string) {
		versions := []disclose.Version{{Language: "en", Route: english}, {Language: "de", Route: german}}
		name := strings.Trim(english, "/")
		v.Pages = append(v.Pages,
			write(t, th, &disclose.Page{Route: english, Language: "en", Title: title, Source: "content/" + name + ".mdx", Versions: versions}, text),
			write(t, th, &disclose.Page{Route: german, Language: "de", Title: titel, Source: "content/" + name + ".de.mdx", Versions: versions}, german_text))
	}
	both("/trips/sea/", "/de/trips/sea/", "Sea", "Meer", "[land](land.mdx)\n", "[Land](land.mdx#woods) [hier](#unten) [Wüste](desert.mdx) [über](../trips/land/)\n\n## Unten {#unten}\n\n<Control id=\""+v.Controls[0].ID+"\"/>\n")
	both("/trips/land/", "/de/trips/land/", "Land", "Festland", "## Woods {#woods}\n", "## Wälder {#woods}\n")
	v.Pages = append(v.Pages, write(t, th, &disclose.Page{Route: "/trips/desert/", Language: "en", Title: "Desert", Source: "content/trips/desert.mdx"}, "# Desert\n"))
	for _, p := range v.Pages {
		if p.Language == "" {
			p.Language = "en"
		}
	}
	v.Site.Language = "en"
	return v
}

func TestPagesInTwoLanguages(t *testing.T) {
	v := inGerman(t)
	files, list := rendered(t, v)
	if list.HasErrors() {
		t.Fatal(list)
	}
	de := check(t, files, "de/trips/sea/index.html")
	de.attr("html", "lang", "de")
	de.attr("html", "dir", "ltr")
	de.attr(`link[hreflang="de"]`, "href", v.Site.BaseURL+"de/trips/sea/")
	de.attr(`link[hreflang="en"]`, "href", v.Site.BaseURL+"trips/sea/")
	de.attr(`link[hreflang="x-default"]`, "href", v.Site.BaseURL+"trips/sea/")
	de.attr(".languages a[aria-current]", "lang", "de")
	de.has(`.languages a[lang="en"]`, "English")
	de.has(".crumbs a", "Startseite")
	de.in(`.prose a[href="/de/trips/land/#woods"]`) // stays in the language
	de.in(`.prose a[href="#unten"]`)
	de.in(`.prose a[href="/trips/desert/"]`) // is not translated
	de.in(`.prose a[href="/de/trips/land/"]`)
	de.in(`.control-card a[href="/controls/` + v.Controls[0].ID + `/"]`)
	en := check(t, files, "trips/sea/index.html")
	en.attr("html", "lang", "en")
	en.in(`.prose a[href="/trips/land/"]`)
	en.attr(`link[hreflang="de"]`, "href", v.Site.BaseURL+"de/trips/sea/")
	plain := check(t, files, "trips/desert/index.html")
	plain.notIn("link[hreflang]")
	plain.notIn(".languages")

	sitemap := string(files["sitemap.xml"].Data)
	for _, want := range []string{
		`xmlns:xhtml="http://www.w3.org/1999/xhtml"`, `<loc>` + v.Site.BaseURL + `de/trips/sea/</loc>`,
		`<xhtml:link rel="alternate" hreflang="de" href="` + v.Site.BaseURL + `de/trips/land/">`, `hreflang="x-default" href="` + v.Site.BaseURL + `trips/land/"`,
	} {
		if !strings.Contains(sitemap, want) {
			t.Errorf("the sitemap lacks %s", want)
		}
	}
	var index strings.Builder
	for name, f := range files {
		if strings.HasPrefix(name, "search/") && strings.HasSuffix(name, ".json") {
			index.Write(f.Data)
		}
	}
	if !strings.Contains(index.String(), `"Festland","Deutsch"`) {
		t.Error("the search does not say that a page is German")
	}
	if md := string(files["de/trips/sea/index.md"].Data); !strings.Contains(md, "("+v.Site.BaseURL+"de/trips/land/#woods)") {
		t.Errorf("the Markdown of a German page leaves the language:\n%s", md)
	}
}

// A link to a place that only one language of a page has is a mistake of the
// page in the other.
func TestPlacesOfTranslations(t *testing.T) {
	v := inGerman(t)
	v.Pages = append(v.Pages, write(t, defaultTheme(t), &disclose.Page{Route: "/de/air/", Language: "de", Title: "Luft", Source: "content/air.de.mdx"}, "[hin](trips/sea.mdx#unten) [fort](trips/land.mdx#fields)\n"))
	_, list := rendered(t, v)
	if len(list) != 1 || !strings.Contains(list[0].Message, "fields") {
		t.Errorf("got %v", list)
	}
}
