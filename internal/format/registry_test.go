package format

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// TestEmbedded loads the embedded formats and reports every mistake in them.
func TestEmbedded(t *testing.T) {
	files, err := embeddedFiles()
	for i, f := range files { // with a site's path, so that every expression is compiled
		files[i] = source.NewFile("evidence/"+f.Path, f.Data)
	}
	_, bad := parseAll(files, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range bad {
		t.Error(d.Error())
	}
	want := []string{
		"aws-cli-kms-rotation", "aws-cli-log-groups", "aws-cli-rds", "aws-cli-s3-encryption", "fossa", "github-releases", "junit",
		"kube-bench", "nessus", "sonarqube", "sonobuoy", "testssl", "trivy", "upptime", "vuls",
	}
	for _, id := range want {
		if !slices.Contains(Builtin().IDs(), id) {
			t.Errorf("there is no format %s", id)
		}
	}
}

const heartbeat = `id: heartbeat
title: Heartbeats
tool: {name: beat}
variants:
  - name: json
    priority: 1
    detect: [{at: /beat, is: text}]
    read:
      collected: [/beat]
      params: {double: 'doc.n * 2', broken: doc.missing, half: {first: /n, where: [{above: 3}]}}
      verdict: {of: {cel: "doc.n > 3 ? 'pass' : 'fail'"}}
`

func TestWith(t *testing.T) {
	r, list := Builtin().With([]*source.File{source.NewFile("evidence/formats/heartbeat.yaml", []byte(heartbeat))})
	if len(list) > 0 {
		t.Fatal(list)
	}
	if len(r.IDs()) != len(Builtin().IDs())+1 || slices.Contains(Builtin().IDs(), "heartbeat") {
		t.Fatalf("ids %q", r.IDs())
	}
	got := r.Read(&shape.Document{Shape: "json", Body: map[string]any{"beat": "2026-07-31T10:00:00Z", "n": int64(4)}}, nil)
	if got.Format != "heartbeat" || got.Verdict != "pass" || got.Params["double"] != int64(8) || got.Params["half"] != int64(4) {
		t.Errorf("%+v", got)
	}
	check(t, "problems", problemCodes(got), "read-error")
}

// TestReplace gives a known id to another format; the embedded one is gone.
func TestReplace(t *testing.T) {
	text := strings.ReplaceAll(heartbeat, "id: heartbeat", "id: trivy")
	r, list := Builtin().With([]*source.File{source.NewFile("evidence/formats/trivy.yaml", []byte(text))})
	if len(list) > 0 {
		t.Fatal(list)
	}
	got := r.Explained().Read(&shape.Document{Shape: "json", Body: map[string]any{"SchemaVersion": int64(2), "ArtifactName": "a"}}, nil)
	if got.Format != "" || got.Tried[0].Format != "trivy" {
		t.Errorf("format %q, tried %+v", got.Format, got.Tried[0])
	}
}

// TestMistakes checks that each mistake in a format file is found at its place,
// and that the file is left out.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"id: heartbeat", "id: Heart_beat", `1:5: error: id "Heart_beat" is not made of lower-case words joined by hyphens`},
		{"{at: /beat, is: text}", "", `5:5: error: variant "json" has no conditions, so it would take any file`},
		{"is: text", "is: txt", `7:30: error: kind "txt" is not one of map, list, text, number, bool, scalar`},
		{"is: text", "iz: text", `7:26: error: key "iz" is not known here`},
		{"[/beat]", "[beat]", `9:19: error: "beat" is not a pointer: a pointer starts with a slash`},
		{"[/beat]", "[{at: /beat, layout: '15:04'}]", `9:39: error: layout "15:04" does not hold year, month and day (write it as Go does: 2006-01-02 15:04:05, or by a name: iso, epoch-s, epoch-ms, epoch-ns, http, unix, javascript)`},
		{"[/beat]", "[{at: /beat, layout: '2006-01-02 15:04 MST'}]", `9:39: error: layout "2006-01-02 15:04 MST" names a zone by its letters, which mean nothing without a place`},
		{"{first: /n,", "{frist: /n,", `10:65: error: key "frist" is not known here`},
		{"{of: {cel: \"doc.n > 3 ? 'pass' : 'fail'\"}}", "{when: [], is: good}", `11:31: error: "good" is not a verdict; expected one of pass, fail, warn, error, inconclusive, not_applicable, none`},
		{"/n, where: [{above: 3}]", "/n, match: '[0-9]+'", `10:83: error: the expression "[0-9]+" needs a group that holds what is read`},
		{"doc.n * 2", "doc.n *", `10:`},
		{"    read:", "    contains: n\n    read:", `8:15: error: "n" is not a pointer: a pointer starts with a slash`},
		{"    read:", "    contains: {at: /n, decode: hex}\n    read:", `8:32: error: decode is one of text, base64, not "hex"`},
		{"    read:", "    contains: {decode: text}\n    read:", `8:15: error: contains needs at, the pointer to where the other document stands`},
		{"      collected:", "      tool: {name: n, versoin: /v}\n      collected:", `9:23: error: key "versoin" is not known here`},
		{"title: Heartbeats", "titel: Heartbeats", `2:1: error: the document has no key "titel"`},
	} {
		text := strings.Replace(heartbeat, c.from, c.to, 1)
		if text == heartbeat {
			t.Fatalf("%q is not in the format", c.from)
		}
		r, list := (&Registry{}).With([]*source.File{source.NewFile("evidence/formats/heartbeat.yaml", []byte(text))})
		found := false
		for _, d := range list {
			found = found || strings.HasPrefix(d.Error(), "evidence/formats/heartbeat.yaml:"+c.want)
		}
		if !found || len(r.IDs()) > 0 {
			t.Errorf("%s: want %s\ngot %v, formats %q", c.to, c.want, list, r.IDs())
		}
	}
}

func TestTwice(t *testing.T) {
	a := source.NewFile("evidence/formats/a.yaml", []byte(heartbeat))
	b := source.NewFile("evidence/formats/b.yaml", []byte(heartbeat))
	_, list := Builtin().With([]*source.File{a, b})
	if len(list) != 1 || list[0].Span.Path() != b.Path || len(list[0].Related) != 1 || list[0].Related[0].Span.Path() != a.Path {
		t.Errorf("%v", list)
	}
}
