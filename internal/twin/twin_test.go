package twin

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
)

// sample is a view of one control below a base path. What its author left out
// is left out.
func sample() *disclose.View {
	return &disclose.View{
		AsOf: time.Date(2026, 11, 21, 13, 0, 0, 0, time.FixedZone("", 3600)),
		Site: disclose.Site{Title: "Acme", BaseURL: "https://acme.org/trust/", BasePath: "/trust/", Contact: disclose.Contact{Policy: "/disclosure/"}},
		Controls: []*disclose.Control{{
			ID: "a/b", Kind: "backup", State: "satisfied", Parameters: []disclose.Parameter{{Name: "frequency", Raw: "P1D"}, {Name: "retention", Unstated: true}},
			Scope: []disclose.Axis{{Name: "cloud"}}, Evidence: []disclose.Observation{{ID: "snapshots"}},
			Mappings: []disclose.Mapping{{Framework: "soc2", Requirement: "A1.2", Degree: "meets"}, {Framework: "soc2", Requirement: "A1.3", Degree: "supports"}},
		}},
		Evidence:   []*disclose.Evidence{{Key: "snapshots", ID: "snapshots", Raw: "/files/raw.json", Coverage: &disclose.Coverage{Examined: 3, Errors: 1}}},
		Kinds:      []*disclose.Kind{{ID: "backup"}},
		Frameworks: []*disclose.Framework{{ID: "soc2", Requirements: []disclose.Requirement{{ID: "A1.2"}}}},
		Answers:    []*disclose.Answer{{ID: "how-often"}},
	}
}

// text encodes a document.
func text(d Document) string {
	var b bytes.Buffer
	d.Write(&b)
	return b.String()
}

// written encodes the documents of the sample, by path.
func written() map[string]string {
	out := make(map[string]string)
	for _, d := range Documents(sample(), []disclose.Link{{Title: "Controls", URL: "/controls/"}, {Title: "Elsewhere", URL: "https://other.example/"}}, dossier.New(sample()), agenda.Of(sample())) {
		out[d.Path] = text(d)
	}
	return out
}

func TestPaths(t *testing.T) {
	var got []string
	for _, d := range Documents(sample(), nil, dossier.New(sample()), agenda.Of(sample())) {
		got = append(got, d.Path)
		if said := text(d); !strings.HasSuffix(said, "}\n") {
			t.Errorf("%s becomes %q", d.Path, said)
		}
	}
	want := []string{"site", "controls", "evidence", "frameworks", "answers", "status", "calendar", "freshness", "snapshot", "openapi", "questionnaires"}
	for i := range want {
		want[i] = "api/v1/" + want[i] + ".json"
	}
	if want = append(want, "api/v1/"+OfControl("a/b")); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Every document names its schema and its instant, in UTC.
func TestHeads(t *testing.T) {
	for path, text := range written() {
		if path == filePath(OpenAPI) {
			continue
		}
		var h head
		if err := json.Unmarshal([]byte(text), &h); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(path, "api/v1/"), ".")
		if strings.HasPrefix(name, "controls/") {
			name = "control"
		}
		if h.Schema != "candor-"+name+"/1" || h.AsOf != "2026-11-21T12:00:00Z" {
			t.Errorf("%s starts with %+v", path, h)
		}
	}
}

// Addresses are absolute, times that are not known and values that are not
// stated are null, lists never are.
func TestContents(t *testing.T) {
	files := written()
	for _, tt := range []struct{ name, want string }{
		{"site", `"policy": "https://acme.org/trust/disclosure/"`},
		{"site", `"url": "https://acme.org/trust/kinds/backup/"`},
		{"site", `"url": "https://acme.org/trust/controls/"`},
		{"site", `"url": "https://other.example/"`},
		{"site", `"documents": []`},
		{"controls", `"url": "https://acme.org/trust/controls/a-b-`},
		{"controls", `"frequency": "P1D"`},
		{"controls", `"retention": null`},
		{"controls", `"cloud": []`},
		{"controls", `"fresh_until": null`},
		{"controls", `"pages": []`},
		{"evidence", `"url": "https://acme.org/trust/evidence/snapshots/"`},
		{"evidence", `"raw": "https://acme.org/trust/files/raw.json"`},
		{"evidence", `"examined": 3`},
		{"evidence", `"problems": []`},
		{"frameworks", `"controls": []`},
		{"answers", `"reviewed": null`},
		{"status", `"reasons": {}`},
		{strings.TrimSuffix(OfControl("a/b"), ".json"), `"unstated": true`},
		{strings.TrimSuffix(OfControl("a/b"), ".json"), `"overrides": []`},
	} {
		if got := files["api/v1/"+tt.name+".json"]; !strings.Contains(got, tt.want) {
			t.Errorf("%s: no %s in\n%s", tt.name, tt.want, got)
		}
	}
	var doc struct {
		Controls []struct {
			Frameworks map[string][]requirementJSON
		}
	}
	if err := json.Unmarshal([]byte(files["api/v1/controls.json"]), &doc); err != nil {
		t.Fatal(err)
	}
	if got := doc.Controls[0].Frameworks["soc2"]; !slices.Equal(got, []requirementJSON{{"A1.2", "meets"}, {"A1.3", "supports"}}) {
		t.Errorf("the control bears on %v", got)
	}
}
