package reference

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/format"
)

// two are a component with one of everything, and one that declares nothing.
func two() map[string]*component.Component {
	return map[string]*component.Component{
		"Bare": {Name: "Bare", Like: "Bare"},
		"Card": {
			Name: "Card", Like: "Card", Doc: "A box | of {words}.", Children: true, Ignored: []string{"icon"},
			Props: []component.Prop{
				{Name: "title", Aliases: []string{"label"}, Type: component.PropString, Required: true, Doc: "its title"},
				{Name: "tone", Type: component.PropEnum, Allowed: []string{"calm", "loud"}, Default: "calm", Doc: "how loud"},
				{Name: "open", Type: component.PropBool, Doc: "open or not"},
				{Name: "id", Type: component.PropControl, Required: true, Doc: "a control"},
			},
			Slots: []component.Slot{{Name: "footer", Doc: "a last line"}},
		},
	}
}

func TestComponentsAsMarkdown(t *testing.T) {
	got, err := Components(two(), Samples{"control": `"mfa"`}, "md")
	if err != nil {
		t.Fatal(err)
	}
	want := "# Components\n\n## Bare\n\n\n\nContent: none.\n\n```mdx\n<Bare />\n```\n" + `
## Card

A box \| of \{words}.

Content: Markdown.

| Prop | Type | Required | Default | Allowed | What it is |
|---|---|---|---|---|---|
| ` + "`title`, also `label`" + ` | string | yes |  |  | its title |
| ` + "`tone` | enum |  | `calm` | `calm`, `loud`" + ` | how loud |
| ` + "`open`" + ` | bool |  |  |  | open or not |
| ` + "`id`" + ` | control | yes |  |  | a control |

| Slot | What belongs there |
|---|---|
| ` + "`footer`" + ` | a last line |

Accepted and not used: ` + "`icon`" + `.

` + "```mdx\n<Card title=\"…\" id=\"mfa\">\n\nText.\n\n</Card>\n```\n"
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestComponentsForPrograms(t *testing.T) {
	for _, format := range []string{"json", "vscode", "snippets"} {
		got, err := Components(two(), nil, format)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(got) || strings.Contains(string(got), "null,\n      \"aliases\"") {
			t.Errorf("%s is not JSON:\n%s", format, got)
		}
	}
	got, _ := Components(two(), nil, "vscode")
	var data customJSON
	if err := json.Unmarshal(got, &data); err != nil {
		t.Fatal(err)
	}
	if data.Version != 1.1 || len(data.Tags) != 2 || data.Tags[1].Name != "Card" {
		t.Fatalf("custom data is %+v", data)
	}
	for i, want := range []attributeJSON{
		{Name: "title", Description: "its title (text, required)"},
		{Name: "tone", Description: "how loud (one of its listed values, calm by default)", Values: []valueJSON{{"calm"}, {"loud"}}},
		{Name: "open", Description: "open or not (true or false)", ValueSet: "v"},
	} {
		a := data.Tags[1].Attributes[i]
		if a.Name != want.Name || a.Description != want.Description || a.ValueSet != want.ValueSet || len(a.Values) != len(want.Values) {
			t.Errorf("attribute %d is %+v, want %+v", i, a, want)
		}
	}
	got, _ = Components(map[string]*component.Component{"If": {Name: "If", Example: "<If condition={a.b}>$x</If>\n"}}, nil, "snippets")
	if !strings.Contains(string(got), `<If condition={a.b\\}>\\$x</If>`) {
		t.Errorf("a snippet keeps what means something in it:\n%s", got)
	}
}

func TestLists(t *testing.T) {
	codes, err := Codes(diag.Codes(), "md")
	if err != nil || !strings.Contains(string(codes), "| `prop-missing` | a required prop is missing | Add the prop. |") {
		t.Errorf("%v\n%s", err, codes)
	}
	keys, err := FrontMatter(content.Keys(), "md")
	if err != nil || !strings.Contains(string(keys), "| `weight` | `sidebar_position`") {
		t.Errorf("%v\n%s", err, keys)
	}
	for name, write := range map[string]func() ([]byte, error){
		"codes": func() ([]byte, error) { return Codes(diag.Codes(), "json") }, "keys": func() ([]byte, error) { return FrontMatter(content.Keys(), "json") },
	} {
		raw, err := write()
		var list []map[string]any
		if err != nil || json.Unmarshal(raw, &list) != nil || len(list) < 20 {
			t.Errorf("%s: %v, %d entries", name, err, len(list))
		}
	}
}

func TestEvidenceFormats(t *testing.T) {
	list := []format.About{
		{ID: "box", Title: "Boxes", Tool: "box", Files: []string{"json"}, Time: "none", Wraps: true},
		{ID: "scan", Title: "Scans | of <hosts>", Tool: "scan", Files: []string{"csv", "json"}, Time: "zoned", Verdict: true, Coverage: true, Params: []string{"high", "low"}},
	}
	got, err := EvidenceFormats(list, "md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"2 formats.", "| `box`: Boxes | box | json | none | of what it holds | no |  |\n",
		"| `scan`: Scans \\| of \\<hosts> | scan | csv, json | zoned | yes | yes | `high`, `low` |\n",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	got, err = EvidenceFormats(format.Builtin().About(), "json")
	var read []format.About
	if err != nil || json.Unmarshal(got, &read) != nil || len(read) != len(format.Builtin().IDs()) {
		t.Fatalf("%v, %d formats", err, len(read))
	}
	for _, f := range read {
		if f.Title == "" || f.Doc == "" || f.Time == "" || len(f.Files) == 0 {
			t.Errorf("%s says too little of itself: %+v", f.ID, f)
		}
	}
}
