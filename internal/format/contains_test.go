package format

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// wrapping are three formats: a report, a wrapper around one, and a wrapper
// around a list of texts. The wrapper says less than the report.
var wrapping = []string{`
id: report
title: Reports
tool: {name: [/by, reporter], version: /v}
variants:
  - name: json
    priority: 10
    detect: [{shape: json}, {at: /report, is: text}]
    read:
      collected: [/made, {at: /day, layout: "2006-01-02"}]
      knowledge: [/db]
      target: /report
      scope: {region: /region, account: /account}
      coverage: {examined: /n, errors: /e}
      params: {high: /high, low: /low}
      verdict: [{at: /is, words: {good: pass, bad: fail}}]
`, `
id: box
title: Boxes
tool: {name: box, version: /box}
variants:
  - name: one
    priority: 20
    detect: [{at: /box}, {at: /in}]
    contains: /in
    read:
      tool: {name: [/packer, box]}
      collected: [/at]
      scope: {region: /where}
      params: {low: /low, boxed: true}
      verdict: [{when: [{param: high, above: 99}], is: fail}, {at: /is, words: {good: pass}}]
  - name: around itself
    priority: 15
    detect: [{at: /box}, {at: /report}]
    contains: ""
`, `
id: parcel
title: Parcels
tool: {name: parcel}
variants:
  - name: parcel
    priority: 30
    detect: [{at: /parcel}]
    contains: [{at: /parcel/*/text, decode: text}, {at: /parcel/*/code, decode: base64}]
`}

func wrappingRegistry(t *testing.T) *Registry {
	t.Helper()
	var files []*source.File
	for i, text := range wrapping {
		files = append(files, source.NewFile(fmt.Sprintf("evidence/formats/%d.yaml", i), []byte(text)))
	}
	r, list := (&Registry{}).With(files)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return r
}

func readIn(t *testing.T, r *Registry, text string) Reading {
	t.Helper()
	doc, err := shape.Read(source.NewFile("file", []byte(text)), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	return r.Read(doc, nil)
}

func TestContains(t *testing.T) {
	const (
		good   = `{"report": "a", "v": "1", "made": "2026-07-31T10:00:00Z", "db": "2026-07-01T00:00:00Z", "n": 3, "is": "good", "high": 0, "low": 1, "region": "eu"}`
		bad    = `{"report": "b", "v": "1", "made": "2026-07-30T10:00:00Z", "n": 2, "e": 1, "is": "bad", "high": 2, "low": 1, "region": "us"}`
		day    = `{"report": "c", "day": "2026-07-31", "n": 1, "is": "good"}`
		silent = `{"report": "d"}`
	)
	registry := wrappingRegistry(t)
	code := base64.StdEncoding.EncodeToString([]byte(good))
	quoted := strings.ReplaceAll(bad, `"`, `\"`)
	for _, c := range []struct {
		name, text, contains, tool, at, from, verdict, coverage, target, scope, params, problems string
	}{
		{"all from inside", `{"box": 7, "in": ` + good + `}`, "report", "reporter 1", "2026-07-31T10:00:00Z", "/in/made",
			"pass", "3/0/0", "a", "map[region:eu]", "map[boxed:true high:0 low:1]", ""},
		{"the wrapper adds and goes before", `{"box": 7, "packer": "p", "where": "ap", "low": 5, "in": ` + good + `}`, "report", "p 7", "2026-07-31T10:00:00Z", "/in/made",
			"pass", "3/0/0", "a", "map[region:ap]", "map[boxed:true high:0 low:5]", ""},
		{"a younger wrapper", `{"box": 7, "at": "2026-07-31T10:30:00Z", "in": ` + good + `}`, "report", "reporter 1", "2026-07-31T10:00:00Z", "/in/made",
			"pass", "3/0/0", "a", "map[region:eu]", "map[boxed:true high:0 low:1]", ""},
		{"an old report in a new wrapper", `{"box": 7, "at": "2026-08-31T10:30:00Z", "in": ` + good + `}`, "report", "reporter 1", "2026-07-31T10:00:00Z", "/in/made",
			"pass", "3/0/0", "a", "map[region:eu]", "map[boxed:true high:0 low:1]", "time-differs"},
		{"an older wrapper", `{"box": 7, "at": "2026-07-31T09:30:00Z", "in": ` + good + `}`, "report", "reporter 1", "2026-07-31T09:30:00Z", "/at",
			"pass", "3/0/0", "a", "map[region:eu]", "map[boxed:true high:0 low:1]", ""},
		{"a day inside, an instant outside", `{"box": 7, "at": "2026-07-31T09:30:00Z", "in": ` + day + `}`, "report", "reporter", "2026-07-31T09:30:00Z", "/at",
			"pass", "1/0/0", "c", "map[]", "map[boxed:true]", ""},
		{"a day alone", `{"box": 7, "in": ` + day + `}`, "report", "reporter", "2026-07-30T10:00:00Z", "/in/day",
			"pass", "1/0/0", "c", "map[]", "map[boxed:true]", "time-zoneless"},
		{"a good word around a bad report", `{"box": 7, "is": "good", "in": ` + bad + `}`, "report", "reporter 1", "2026-07-30T10:00:00Z", "/in/made",
			"fail", "2/0/1", "b", "map[region:us]", "map[boxed:true high:2 low:1]", ""},
		{"the wrapper judges alone", `{"box": 7, "is": "good", "at": "2026-07-31T09:30:00Z", "in": ` + silent + `}`, "report", "reporter", "2026-07-31T09:30:00Z", "/at",
			"pass", "", "d", "map[]", "map[boxed:true]", ""},
		{"a rule over what is inside", `{"box": 7, "in": {"report": "a", "high": 100}}`, "report", "reporter", "", "",
			"fail", "", "a", "map[]", "map[boxed:true high:100]", ""},
		{"nothing known inside", `{"box": 7, "in": {"x": 1}}`, "", "box 7", "", "",
			"none", "", "", "map[]", "map[boxed:true]", "contained-unknown"},
		{"a scalar inside", `{"box": 7, "in": "x"}`, "", "box 7", "", "", "none", "", "", "map[]", "map[boxed:true]", ""},
		{"around itself", `{"box": 7, ` + good[1:], "report", "reporter 1", "2026-07-31T10:00:00Z", "/made",
			"pass", "3/0/0", "a", "map[region:eu]", "map[high:0 low:1]", ""},
		{"text and base64 together", `{"parcel": [{"code": "` + code + `"}, {"text": "` + quoted + `"}]}`, "report", "reporter 1", "2026-07-30T10:00:00Z", "/parcel/1/text/made",
			"fail", "5/0/1", "", "map[]", "map[low:1]", "contained-differs"},
		{"a wrapper in a wrapper", `{"parcel": [{"code": "` + base64.URLEncoding.EncodeToString([]byte(`{"box": 1, "in": `+good+`}`)) + `"}]}`, "box", "reporter 1", "2026-07-31T10:00:00Z", "/parcel/0/code/in/made",
			"pass", "3/0/0", "a", "map[region:eu]", "map[boxed:true high:0 low:1]", ""},
		{"broken base64", `{"parcel": [{"code": "?"}]}`, "", "parcel", "", "", "none", "", "", "map[]", "map[]", "undecoded contained-unknown"},
		{"broken text", `{"parcel": [{"text": "{\"a\":"}]}`, "", "parcel", "", "", "none", "", "", "map[]", "map[]", "undecoded contained-unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readIn(t, registry, c.text)
			check(t, "contains", r.Contains, c.contains)
			check(t, "tool", strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version), c.tool)
			check(t, "collected", collectedText(r), c.at)
			check(t, "from", r.Pointer, c.from)
			check(t, "verdict", string(r.Verdict), c.verdict)
			check(t, "coverage", coverageText(r), c.coverage)
			check(t, "target", r.Target, c.target)
			check(t, "scope", fmt.Sprint(r.Scope), c.scope)
			check(t, "params", fmt.Sprint(r.Params), c.params)
			check(t, "problems", problemCodes(r), c.problems)
		})
	}
}

// TestContainsLimits wraps deeper and more often than is looked at.
func TestContainsLimits(t *testing.T) {
	registry := wrappingRegistry(t)
	many := strings.Repeat(`{"text": "{\"report\": \"a\", \"n\": 1}"},`, 100)
	r := readIn(t, registry, `{"parcel": [`+strings.TrimSuffix(many, ",")+`]}`)
	check(t, "coverage", coverageText(r), "64/0/0")
	check(t, "problems", problemCodes(r), "contained-many")

	deep := strings.Repeat(`{"box": 1, "in": `, 20) + `{"report": "a"}` + strings.Repeat("}", 20)
	r = readIn(t, registry, deep)
	check(t, "contains", r.Contains, "") // a format does not wrap itself
	check(t, "problems", problemCodes(r), "contained-unknown")

	var formats []*source.File
	for i := range 10 {
		formats = append(formats, source.NewFile(fmt.Sprintf("evidence/formats/%d.yaml", i), fmt.Appendf(nil,
			"id: w%d\ntitle: W\ntool: {name: w}\nvariants: [{name: w, priority: 1, detect: [{at: /w%d}], contains: /w%d}]\n", i, i, i)))
	}
	nest, list := (&Registry{}).With(formats)
	if len(list) > 0 {
		t.Fatal(list)
	}
	text := `{}`
	for i := range 10 {
		text = fmt.Sprintf(`{"w%d": %s}`, i, text)
	}
	r = readIn(t, nest, text)
	check(t, "outermost", r.Format+" "+r.Contains, "w9 w8")
	check(t, "problems", problemCodes(r), "contained-deep")
}
