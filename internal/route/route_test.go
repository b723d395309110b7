package route

import (
	"fmt"
	"strings"
	"testing"
)

// sample is a portal below a base path.
func sample() *Map {
	m := New("https://acme.org/trust/", 0, 0)
	for file, route := range map[string]string{
		"content/index.md": "/", "content/security/service.mdx": "/security/service/", "content/security/Access Review.md": "/security/access-review/",
		"content/security/größe.md": "/security/größe/", "content/guide/README.md": "/guide/", "content/legal/terms/_index.md": "/legal/terms/",
		"content/legal/privacy.md": "/legal/privacy/", "content/security/zz.md": "/security/zz/", "content/docs/intro.md": "/docs/intro/",
		"content/security/net.svg": "/security/net.svg", "content/files/A b.txt": "/files/A b.txt", "content/img/logo.png": "/img/logo.png",
	} {
		m.Page(file, route)
		m.File(FilePath(route))
	}
	for _, f := range []string{"controls/index.html", "controls/mfa/index.html", "api/v1/site.json", "404.html"} {
		m.File(f)
	}
	m.Withhold("it is a draft", "publish it", "content/draft.md", "")
	m.Withhold("it is for the audience nda", "write for it", "content/nda/report.md", "/nda/report/")
	return m
}

var here = From{Route: "/security/zz/", Source: "content/security/zz.md", File: "content/security/zz.md"}

func TestResolve(t *testing.T) {
	m := sample()
	for written, want := range map[string]string{
		"service.mdx":                            "/security/service/",
		"service":                                "/security/service/",
		"./service.mdx?a=1&b=2#c%20d":            "/security/service/?a=1&b=2#c%20d",
		"../security/service/":                   "/security/service/",
		"Access%20Review.md":                     "/security/access-review/",
		"Access Review":                          "/security/access-review/",
		"gr%C3%B6%C3%9Fe.md#%C3%BC":              "/security/größe/#%C3%BC",
		"gro\u0308ße.md":                         "/security/größe/", // NFD
		"../guide/":                              "/guide/",
		"../guide":                               "/guide/",
		"../guide/README.md":                     "/guide/",
		"../guide/readme":                        "", // case
		"../legal/terms":                         "/legal/terms/",
		"/legal/terms/":                          "/legal/terms/",
		"/legal/terms/index.html":                "/legal/terms/",
		"/security/service.mdx":                  "/security/service/",
		"/content/security/service.mdx":          "/security/service/",
		"@site/content/security/service.mdx#x":   "/security/service/#x",
		"@site/docs/intro.md":                    "/docs/intro/",
		"@site/static/img/logo.png":              "/img/logo.png",
		"/docs/intro":                            "/docs/intro/",
		"/docs/other":                            "",
		"/":                                      "/",
		"../":                                    "/",
		"../files/A%20b.txt":                     "/files/A b.txt",
		"../index.md":                            "/",
		"#here":                                  "#here",
		"?x=1":                                   "?x=1",
		"/controls/mfa":                          "/controls/mfa/",
		"/controls/mfa/":                         "/controls/mfa/",
		"../controls/mfa/":                       "/controls/mfa/",
		"https://elsewhere.org/x":                "https://elsewhere.org/x",
		"//elsewhere.org/x":                      "//elsewhere.org/x",
		"mailto:a@b.org":                         "mailto:a@b.org",
		"tel:+4930":                              "tel:+4930",
		"sms:+4930":                              "sms:+4930",
		"https://acme.org/trust/controls/mfa/#x": "https://acme.org/trust/controls/mfa/#x",
		"https://acme.org/trust":                 "https://acme.org/trust",
		"https://acme.org/blog/":                 "https://acme.org/blog/",
		"/security/net.svg":                      "/security/net.svg",
		"  service.mdx  ":                        "/security/service/",
		"/security/service/#:~:text=the%20words,here": "/security/service/#:~:text=the%20words,here",
	} {
		to := m.Resolve(here, written)
		if want == "" {
			if to.Fault == "" {
				t.Errorf("%q leads to %s", written, to.URL)
			}
		} else if to.Fault != "" || to.URL != want {
			t.Errorf("%q leads to %q (%s), want %q", written, to.URL, to.Fault, want)
		}
	}
}

func TestFaults(t *testing.T) {
	m := sample()
	for written, want := range map[string]string{
		"servce.mdx":                     nothing + ` | did you mean "service.mdx"?`,
		"Service.mdx":                    nothing + `; upper and lower case count | did you mean "service.mdx"?`,
		"../Guide/readme.md":             nothing + `; upper and lower case count | did you mean "../guide/README.md"?`,
		"access%20review":                nothing + `; upper and lower case count | did you mean "Access Review.md"?`,
		"/Security/Service/":             nothing + `; upper and lower case count | did you mean "/security/service"?`,
		"/controls/MFA/":                 nothing + `; upper and lower case count | did you mean "/controls/mfa"?`,
		"/controls/mfaa/":                nothing + ` | did you mean "/controls/mfa"?`,
		"service.html":                   nothing + ` | did you mean "service.mdx"?`,
		"/security/service.html":         nothing + ` | did you mean "/security/service/"?`,
		"../legal/":                      "the folder has no page of its own | add an index.md to it, or link to one of its pages, such as ../legal/privacy.md",
		"/api/":                          "the folder has no page of its own | add an index.md to it, or link to one of its pages, such as /api/v1/site.json",
		"../../README.md":                "it lies outside content/, and only what is in there is published | move the file into content/, or link to where it is published",
		"../../../other/x.md":            "it lies outside content/, and only what is in there is published | move the file into content/, or link to where it is published",
		"@site/src/pages/x.md":           "it lies outside content/, and only what is in there is published | move the file into content/, or link to where it is published",
		"_part.md":                       "what starts with an underscore is a part of pages, and has no address of its own | link to the page that includes it",
		"../draft.md":                    "it is a draft | publish it",
		"/draft":                         "it is a draft | publish it",
		"/nda/report/":                   "it is for the audience nda | write for it",
		"../nda/report":                  "it is for the audience nda | write for it",
		"www.acme.org/x":                 nothing + " | write https://www.acme.org/x",
		`..\security\service.mdx`:        `it holds a backslash | write ../security/service.mdx`,
		"/trust/controls/mfa/":           "the base path of the portal is put before it | write /controls/mfa/",
		"100%.md":                        "it is not a URL | write %25 for the sign %",
		"http://[::1":                    "it is not a URL | ",
		"https:///x":                     "the address names no host | ",
		"mailto:":                        "the address names no mailbox | ",
		"javascript:alert(1)":            "links of the scheme javascript: are not allowed | use https:, mailto: or a path",
		"https://acme.org/trust/nowhere": nothing + " | ",
		"elsewhere/logo.png":             nothing + ` | did you mean "../img/logo.png"?`,
	} {
		to := m.Resolve(here, written)
		if got := to.Fault + " | " + to.Hint; got != want {
			t.Errorf("%q\n got %s\nwant %s", written, got, want)
		}
	}
	if to := m.Image(here, "service.mdx"); to.Fault != "it is a page, not an image" {
		t.Errorf("an image that is a page: %+v", to)
	}
	if to := m.Image(here, "data:image/png;base64,AA=="); to.Fault != "" || to.File != "" {
		t.Errorf("an image in the page: %+v", to)
	}
}

// A link in a part starts from the part.
func TestPart(t *testing.T) {
	m := sample()
	part := From{Route: "/security/zz/", Source: "content/security/zz.md", File: "content/guide/_part.md"}
	for written, want := range map[string]string{"README.md": "/guide/", "../security/service.mdx": "/security/service/", "#x": "#x"} {
		if to := m.Resolve(part, written); to.URL != want || to.Fault != "" {
			t.Errorf("%s: %+v, want %s", written, to, want)
		}
	}
	if to := m.Resolve(part, "#x"); to.File != "security/zz/index.html" {
		t.Errorf("an anchor of a part leads to %s", to.File)
	}
}

func TestBrowse(t *testing.T) {
	m := sample()
	for address, want := range map[string]string{
		"/trust/":                            "index.html ",
		"/trust":                             "index.html ",
		"/trust/controls/mfa/#a%20b":         "controls/mfa/index.html a b",
		"/trust/security/gr%C3%B6%C3%9Fe/":   "security/größe/index.html ",
		"../service/":                        "security/service/index.html ",
		"#x":                                 "security/zz/index.html x",
		"":                                   "security/zz/index.html ",
		"../net.svg?v=1":                     "security/net.svg ",
		"https://acme.org/trust/#x":          "index.html x",
		"https://elsewhere.org/":             " ",
		"mailto:a@b.org":                     " ",
		"/controls/":                         "! the addresses of this portal start with /trust/",
		"/trust/nowhere/":                    "! " + nothing,
		"/trustworthy/":                      "! the addresses of this portal start with /trust/",
		"../../../../controls/mfa/index.htm": "! " + nothing,
	} {
		to := m.Browse("security/zz/index.html", address)
		got := to.File + " " + to.Fragment
		if to.Fault != "" {
			got = "! " + to.Fault
		}
		if got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// BenchmarkResolve resolves a link among a thousand pages.
func BenchmarkResolve(b *testing.B) {
	m := New("https://acme.org/", 0, 0)
	for i := range 1000 {
		m.Page(fmt.Sprintf("content/s%d/p%d.md", i%20, i), fmt.Sprintf("/s%d/p%d/", i%20, i))
		m.File(fmt.Sprintf("s%d/p%d/index.html", i%20, i))
	}
	for b.Loop() {
		if to := m.Resolve(From{"/s1/p1/", "content/s1/p1.md", "content/s1/p1.md"}, "../s7/p7.md#x"); !strings.HasPrefix(to.URL, "/s7/p7/") {
			b.Fatal(to)
		}
	}
}
