package render

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/transcript"
)

// Every page has its Markdown beside it and says where, but those that have
// none: addresses that do not exist, old addresses, comparisons, and the tools:
// the search, and what fills in questionnaires.
func TestEveryPageHasItsMarkdown(t *testing.T) {
	files, list := rendered(t, larkspur(t))
	if len(list) > 0 {
		t.Error(list)
	}
	n := 0
	for _, path := range pages(files) {
		page := check(t, files, path)
		if path == "404.html" || path == "search/index.html" || path == "questionnaires/fill/index.html" || strings.Contains(string(files[path].Data), "http-equiv=\"refresh\"") {
			continue
		}
		n++
		md, ok := files[strings.TrimPrefix(transcript.Route("/"+strings.TrimSuffix(path, "index.html")), "/")]
		if !ok {
			t.Errorf("%s has no Markdown", path)
			continue
		}
		page.attr("link[type='text/markdown']", "href", "/"+md.Path)
		text := string(md.Data)
		if md.Media != "text/markdown; charset=utf-8" || !strings.HasSuffix(text, "\n") || strings.Count("\n"+text, "\n# ") != 1 {
			t.Errorf("%s: %s\n%s", md.Path, md.Media, text)
		}
		for _, want := range []string{"State as of 2026-11-21 12:00 UTC.", "This page: <https://trust.larkspur.example/" + strings.TrimSuffix(path, "index.html") + ">"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", md.Path, want)
			}
		}
		if strings.Contains(text, "](/") || strings.Contains(text, "](#") || strings.Contains(text, "<div") {
			t.Errorf("%s holds a relative link, or HTML:\n%s", md.Path, text)
		}
	}
	if n < 20 {
		t.Errorf("only %d pages were looked at", n)
	}
}

func TestMarkdownOfAControl(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	text := string(files["controls/registry-backup/index.md"].Data)
	for _, want := range []string{
		"# Registry volumes are snapshotted daily",
		"> Every volume of the public pack registry is snapshotted every day.",
		"**Satisfied**: The check passes.",
		"- Holds until: 2026-11-22 12:00 UTC",
		"| a snapshot at most 1 day old | oldest is 7 hours old | `/Snapshots/12/StartTime` | yes |",
		"](https://trust.larkspur.example/evidence/aws-ebs-snapshots/)",
		"not stated",
		"Restore test",
		"https://trust.larkspur.example/api/v1/controls/registry-backup.json",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestMarkdownOfAPageWithValues(t *testing.T) {
	v := larkspur(t)
	th := defaultTheme(t)
	p := write(t, th, v.Pages[len(v.Pages)-1], "Snapshots are made {control.registry-backup.frequency}.\n\n"+
		"<Control id=\"registry-backup\" />\n\nIn words <Status control=\"bucket-logging\" />.\n\n<Callout type=\"warning\" title=\"Mind *this*\">\n\nWords.\n\n</Callout>\n\n<Note>Short.</Note>\n\n[top](#there)\n\n## There {#there}\n")
	v.Pages[len(v.Pages)-1] = p
	files, _ := rendered(t, v)
	text := string(files[strings.TrimPrefix(transcript.Route(p.Route), "/")].Data)
	for _, want := range []string{
		"Snapshots are made every day.",
		"> **Satisfied** as of 2026-11-21, until 2026-11-22. The check passes.",
		"In words **Not satisfied** as of 2026-11-21",
		"> **Mind",
		"> **Note**\n>\n> Short.",
		"[top](https://trust.larkspur.example" + p.Route,
		"## There",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestMarkdownBelowABasePath(t *testing.T) {
	v := larkspur(t)
	v.Site.BaseURL, v.Site.BasePath = "https://acme.example/trust/", "/trust/"
	files, _ := rendered(t, v)
	llms := string(files["llms.txt"].Data)
	for _, want := range []string{
		"# Larkspur Trust Center\n\n> ", "\n## Pages\n\n- [", "](https://acme.example/trust/controls/index.md): ", "](https://acme.example/trust/api/v1/status.json): ",
		"## Optional",
	} {
		if !strings.Contains(llms, want) {
			t.Errorf("no %q in\n%s", want, llms)
		}
	}
	check(t, files, "controls/index.html").attr("link[type='text/markdown']", "href", "/trust/controls/index.md")
	for _, line := range strings.Split(llms, "\n") {
		_, address, found := strings.Cut(line, "](https://acme.example/trust/")
		if !found {
			continue
		}
		address, _, _ = strings.Cut(address, ")")
		if _, there := files[address]; !there && !strings.Contains(address, "/ID.json") {
			t.Errorf("llms.txt leads to %s, which is not there", address)
		}
	}
}
