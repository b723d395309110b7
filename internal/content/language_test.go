package content

import (
	"strings"
	"testing"
)

// A language in the name of a page puts it below that language, and ties it to
// the page without one.
func TestLanguages(t *testing.T) {
	cfg := testConfig()
	cfg.Language, cfg.Languages = "en", []string{"de", "pt-BR"}
	set, list, err := Load(openTree(t, map[string]string{
		"content/index.md":                   "# Home",
		"content/index.de.md":                "# Start",
		"content/security/overview.md":       "# Overview",
		"content/security/overview.de.mdx":   "# Überblick",
		"content/security/overview.pt-BR.md": "text",
		"content/security/slug.de.md":        "---\nslug: /datenschutz/\n---\n",
		"content/release.v2.md":              "# Release",
		"content/only.fr.md":                 "# Seul",
	}), cfg, Options{})
	if err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	var got []string
	for _, p := range set.Pages {
		got = append(got, p.Language+" "+p.Route+" "+p.Original+" "+p.Title)
	}
	want := []string{
		"en / content/index Home", "de /de/ content/index Start", "de /de/datenschutz/ content/security/slug Slug",
		"de /de/security/overview/ content/security/overview Überblick", "en /only-fr/ content/only.fr Seul",
		"pt-BR /pt-br/security/overview/ content/security/overview Overview", "en /release-v2/ content/release.v2 Release",
		"en /security/overview/ content/security/overview Overview",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestMistakesOfLanguages(t *testing.T) {
	for _, tt := range []struct{ file, message, hint string }{
		{"content/data.fr.md", `content/data.fr.md:1:1 page-language: data.fr.md is named as a translation of data into "fr", which the site does not list`, "add fr to site.languages in candor.yaml, or rename the page"},
		{"content/data.en.md", `content/data.en.md:1:1 page-language: data.en.md is named as a translation of data into "en", the language of the site`, "keep one of the two files, without a language in its name"},
		{"content/data.DE.mdx", `content/data.DE.mdx:1:1 page-language: data.DE.mdx is named as a translation of data into "DE", which the site does not list`, "name it data.de.mdx"},
		{"content/de/data.md", `content/de/data.md:1:1 route-conflict: the address /de/data/ is taken`, ""},
	} {
		cfg := testConfig()
		cfg.Language, cfg.Languages = "en", []string{"de"}
		files := map[string]string{"content/data.md": "# Data", tt.file: "# Other"}
		if strings.HasPrefix(tt.file, "content/de/") {
			files["content/data.de.md"] = "# Daten"
		}
		_, list, err := Load(openTree(t, files), cfg, Options{})
		if err != nil || len(list) != 1 {
			t.Errorf("%s: %v, %v", tt.file, list, err)
			continue
		}
		d := list[0]
		if got := d.Span.Position().String() + " " + string(d.Code) + ": " + d.Message; got != tt.message || tt.hint != "" && d.Hint != tt.hint {
			t.Errorf("%s: got %s (%s)", tt.file, got, d.Hint)
		}
	}
}
