package render

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/disclose"
)

func TestLinks(t *testing.T) {
	tests := []struct{ written, href, fault string }{
		{"service.mdx", "/security/service/", ""},
		{"./service.mdx#backups", "/security/service/#backups", ""},
		{"service", "/security/service/", ""},
		{"../security/service.mdx?x=1#backups", "/security/service/?x=1#backups", ""},
		{"../service/", "/security/service/", ""},
		{"/security/service.mdx", "/security/service/", ""},
		{"/security/service", "/security/service/", ""},
		{"/security/service/", "/security/service/", ""},
		{"/", "/", ""},
		{"/controls/mfa/", "/controls/mfa/", ""},
		{"/controls/mfa/index.html", "/controls/mfa/", ""},
		{"/files/policy.txt", "/files/policy.txt", ""},
		{"images/network.svg", "/security/images/network.svg", ""},
		{"/api/v1/controls.json", "/api/v1/controls.json", ""},
		{"/sitemap.xml", "/sitemap.xml", ""},
		{"/old/service", "/old/service/", ""},
		{"#here", "#here", ""},
		{"https://elsewhere.example/x", "https://elsewhere.example/x", ""},
		{"mailto:a@b.example", "mailto:a@b.example", ""},
		{"servce.mdx", "", `4:1: error: the link "servce.mdx" leads nowhere: no page and no file of this portal has that address [link-broken] did you mean "service.mdx"?`},
		{"/nowhere/", "", `leads nowhere`},
		{"/security/servce/", "", `did you mean "/security/service"?`},
		{"elsewhere/policy.txt", "", `did you mean "../files/policy.txt"?`},
		{"#nope", "", `the link "#nope" leads to a page without the anchor #nope [anchor-broken]`},
		{"service.mdx#back-ups", "", `[anchor-broken] did you mean "backups"?`},
		{"/controls/#nope", "", `[anchor-broken]`},
		{"/controls/#kind-backup", "/controls/#kind-backup", ""},
	}
	for _, tt := range tests {
		t.Run(tt.written, func(t *testing.T) {
			v := larkspur(t)
			th := defaultTheme(t)
			v.Pages = append(v.Pages, write(t, th, &disclose.Page{Route: "/security/zz/", Title: "ZZ", Source: "content/security/zz.md"}, "## Here\n\n\n[a link]("+tt.written+")\n"))
			opt := options(t, th, 2)
			files, list := Site(v, th, opt)
			var got []string
			for _, d := range list {
				got = append(got, d.Error()+" "+d.Hint)
			}
			if tt.fault == "" {
				if len(list) > 0 {
					t.Fatal(got)
				}
				check(t, byPath(files), "security/zz/index.html").attr(".prose a", "href", tt.href)
				return
			}
			if len(got) != 1 || !strings.Contains(got[0], strings.TrimPrefix(tt.fault, "4:1: ")) || !strings.HasPrefix(got[0], "content/security/zz.md:4:") {
				t.Errorf("got %q, want %q", got, tt.fault)
			}
		})
	}
}

func TestImages(t *testing.T) {
	for written, want := range map[string]string{
		"![x](images/network.svg)":                    "",
		"![x](/security/images/network.svg)":          "",
		"![x](images/netwrk.svg)":                     `error: the image "images/netwrk.svg" leads nowhere: no page and no file of this portal has that address [link-broken]`,
		"![x](service.mdx)":                           "it is a page, not an image",
		"![x](https://elsewhere.example/x.png)":       "warning: the image https://elsewhere.example/x.png comes from another host",
		"<Figure src=\"images/gone.svg\" alt=\"x\"/>": `the src of Figure "images/gone.svg" leads nowhere`,
		"<Download href=\"images/gone.svg\"/>":        `the href of Download "images/gone.svg" leads nowhere`,
		"<Include file=\"images/network.svg\"/>":      "is not a published text file",
	} {
		v := larkspur(t)
		v.Pages = append(v.Pages, write(t, defaultTheme(t), &disclose.Page{Route: "/security/zz/", Title: "ZZ", Source: "content/security/zz.mdx"}, "# Z\n\n"+written+"\n"))
		_, list := rendered(t, v)
		if want == "" {
			if len(list) > 0 {
				t.Errorf("%s: %v", written, list)
			}
			continue
		}
		if len(list) != 1 || !strings.Contains(list[0].Error(), want) || list[0].Span.Position().Line != 3 {
			t.Errorf("%s: got %v, want %s", written, list, want)
		}
	}
}

// What a component cannot find is an error at its tag.
func TestComponentMistakes(t *testing.T) {
	for written, want := range map[string]string{
		`<Control id="registry-bakup" />`:                      `there is no control "registry-bakup" in this portal [control-unknown]`,
		`<Status control="nope" />`:                            "[control-unknown]",
		`<Value control="registry-backup" param="frequncy" />`: `control registry-backup has no parameter "frequncy" [parameter-unknown]`,
		`<Evidence id="nope" />`:                               "[evidence-unknown]",
		`<Framework id="soc" />`:                               "[framework-unknown]",
		`<Controls ids={["mfa", "nope"]} />`:                   "[control-unknown]",
	} {
		v := larkspur(t)
		v.Pages = append(v.Pages, write(t, defaultTheme(t), &disclose.Page{Route: "/security/zz/", Title: "ZZ", Source: "content/security/zz.mdx"}, "# Z\n\n"+written+"\n"))
		_, list := rendered(t, v)
		if len(list) != 1 || !strings.Contains(list[0].Error(), want) || !strings.HasPrefix(list[0].Error(), "content/security/zz.mdx:3:1: error") {
			t.Errorf("%s: got %v, want %s", written, list, want)
		}
	}
}

func TestBindings(t *testing.T) {
	for written, want := range map[string]string{
		"{control.registry-backup.frequency}": "every day",
		"{control.registry-backup}":           "Registry volumes are snapshotted daily",
		"{control.registry-backup.title}":     "Registry volumes are snapshotted daily",
		"{control.image-scan.state}":          "undetermined",
		"{control.mfa.statement}":             "Every member of staff signs in",
		"{site.title}":                        "Larkspur Trust Center",
		"{page.title}":                        "ZZ",
		"{frontMatter.nested.key}":            "deep",
		"{toc[0].value} {toc.length}":         "A heading 1",
	} {
		v := larkspur(t)
		v.Pages = append(v.Pages, write(t, defaultTheme(t), &disclose.Page{Route: "/security/zz/", Title: "ZZ", Source: "content/security/zz.mdx", Front: map[string]any{"nested": map[string]any{"key": "deep"}}}, "Reads "+written+".\n\n## A heading\n"))
		files, list := rendered(t, v)
		if len(list) > 0 {
			t.Errorf("%s: %v", written, list)
		}
		check(t, files, "security/zz/index.html").has(".prose p", "Reads "+want)
	}
}
