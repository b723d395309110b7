package render

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/citation"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/snapshot"
)

// TestVersions wants what a control claimed before at an address that stays: a
// page, its Markdown and its JSON, that say what is claimed now instead.
func TestVersions(t *testing.T) {
	v := larkspur(t)
	now := v.Snapshot()
	now.Name = snapshot.Now
	past := v.Snapshot()
	past.Name, past.AsOf = "2026-01", snapshot.At(time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC))
	gone := past.Controls[0]
	gone.ID, gone.Title, gone.Origin, gone.Statement, gone.Parameters, gone.Assert = "gone", "A claim that is gone", "gone", "It was so.", nil, ""
	gone.Evidence = nil
	c := past.Control("registry-backup")
	c.Status, c.Statement = "planned", "We will back it up."
	before := citation.Digest(citation.Canonical(c))[:citation.Digits]
	past.Controls = append(past.Controls, gone)
	past.Sort()
	v.Lines = []disclose.Line{{Audience: v.Audience, Snapshots: []*snapshot.Snapshot{past, now}}}
	is := citation.Digest(citation.Canonical(now.Control("registry-backup")))[:citation.Digits]

	files, list := rendered(t, v)
	if len(list) > 0 {
		t.Error(list)
	}
	page := check(t, files, "controls/registry-backup/index.html")
	page.has("pre.cite", "https://trust.larkspur.example/c/registry-backup@"+is+"/")
	page.attr(".facts-side a[href^='/c/']", "href", "/c/registry-backup@"+is+"/")
	page.has("section[aria-labelledby=history] tr", "planned 2026-01 31 January 2026")
	page.has("section[aria-labelledby=history] .change-stronger", "stronger")
	page = check(t, files, "controls/bucket-logging/index.html")
	page.has("section[aria-labelledby=history]", "Unchanged since the oldest snapshot that holds it, 2026-01 of 31 January 2026")

	old := check(t, files, "c/registry-backup@"+before+"/index.html")
	old.has(".version-over", "from 31 January 2026 to 31 January 2026")
	old.has(".version-over", "It has been replaced")
	old.has(".statement", "We will back it up.")
	old.has("section[aria-labelledby=changes] tr", "Status planned in-effect stronger")
	old.attr(".version-over a[href^='/c/']", "href", "/c/registry-backup@"+is+"/")
	old.attr("meta[name=robots]", "content", "noindex")
	current := check(t, files, "c/registry-backup@"+is+"/index.html")
	current.has(".version-standing", "This is claimed now")
	current.notIn("meta[name=robots]")
	current.notIn("section[aria-labelledby=changes]")

	lost := "gone@" + citation.Digest(citation.Canonical(&gone))[:citation.Digits]
	check(t, files, "c/"+lost+"/index.html").has(".version-over", "The claim was withdrawn")
	for _, path := range []string{"c/" + lost + "/index.md", "api/v1/c/" + lost + ".json", "c/registry-backup@" + before + "/index.md", "api/v1/c/registry-backup@" + before + ".json"} {
		if files[path].Data == nil {
			t.Errorf("there is no %s", path)
		}
	}
	if strings.Contains(string(files["sitemap.xml"].Data), "/c/") {
		t.Error("versions stand in the sitemap")
	}
	for path, f := range files {
		if strings.HasPrefix(path, "search/") && strings.Contains(string(f.Data), "/c/"+lost) {
			t.Errorf("%s finds a version", path)
		}
	}
}
