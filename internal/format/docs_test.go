package format

import (
	"os"
	"regexp"
	"testing"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// TestDocumented reads the worked example of the documentation as it stands
// there.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/evidence-formats.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(language string) []byte {
		m := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(page)
		if m == nil {
			t.Fatalf("the page has no %s", language)
		}
		return m[1]
	}
	r, list := Builtin().With([]*source.File{source.NewFile("evidence/formats/acme-ports.yaml", block("yaml"))})
	if len(list) > 0 {
		t.Fatal(list)
	}
	doc, err := shape.Read(source.NewFile("scan.json", block("json")), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "without it", Builtin().Read(doc, nil).Format, "")
	got := r.Read(doc, nil)
	check(t, "format", got.Format+" "+got.Tool.Name+" "+got.Tool.Version, "acme-ports acme 1.2.0")
	check(t, "collected", collectedText(got)+" "+got.Pointer, "2026-07-31T10:00:00Z /acme/finished")
	check(t, "verdict", string(got.Verdict)+" "+coverageText(got), "pass 1024/0/0")
	check(t, "params", asJSON(t, got.Params), `{"open_ports":2,"ports":[80,443]}`)
	check(t, "target", got.Target, "www.acme.example")
}
