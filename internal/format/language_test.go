package format

import (
	"testing"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// readWith reads text with one format of a site.
func readWith(t *testing.T, format, text string) Reading {
	t.Helper()
	r, list := (&Registry{}).With([]*source.File{source.NewFile("evidence/formats/own.yaml", []byte(format))})
	if len(list) > 0 {
		t.Fatal(list)
	}
	doc, err := shape.Read(source.NewFile("f", []byte(text)), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	return r.Read(doc, nil)
}

// TestColumns recognises a table by its header, be there rows or not.
func TestColumns(t *testing.T) {
	const hosts = `id: hosts
title: Hosts
tool: {name: hosts}
variants:
  - {name: table, priority: 1, detect: [{shape: csv}, {columns: [Host, Risk]}]}
`
	check(t, "with rows", readWith(t, hosts, "Risk,Port,Host\nlow,1,a\n").Format, "hosts")
	check(t, "without rows", readWith(t, hosts, "Risk,Port,Host\n").Format, "hosts")
	check(t, "another table", readWith(t, hosts, "Risk,Port,Name\n").Format, "")
}

// TestGroups reads a time around the letters of a zone, which say nothing.
func TestGroups(t *testing.T) {
	const export = `id: export
title: Exports
tool: {name: export}
read:
  collected: [{at: /end, match: '^(\w+ \w+ \d+ [\d:]+) [A-Z]+ (\d{4})$', layout: 'Mon Jan 2 15:04:05 2006'}]
variants:
  - {name: json, priority: 1, detect: [{at: /end}]}
`
	r := readWith(t, export, `{"end": "Sat Sep 13 22:39:44 CEST 2014"}`)
	check(t, "collected", collectedText(r), "2014-09-13T08:39:44Z")
	check(t, "zoned", asJSON(t, r.Zoned), "false")
	check(t, "none", collectedText(readWith(t, export, `{"end": "22:39 CEST"}`)), "")
}

// TestLengths reads lengths of time in one unit, however they are written.
func TestLengths(t *testing.T) {
	const lengths = `id: lengths
title: Lengths
tool: {name: lengths}
read:
  params:
    days: {first: /x, as: days}
    hours: {first: /x, as: hours}
    seconds: {first: /x, as: seconds}
variants:
  - {name: json, priority: 1, detect: [{at: /x}]}
`
	for _, c := range []struct{ text, want string }{
		{`"7776000s"`, `{"days":90,"hours":2160,"seconds":7776000}`},
		{`"720h0m0s"`, `{"days":30,"hours":720,"seconds":2592000}`},
		{`"P90D"`, `{"days":90,"hours":2160,"seconds":7776000}`},
		{`"P1M"`, `{"days":30,"hours":720,"seconds":2592000}`},
		{`"PT90M"`, `{"days":0.0625,"hours":1.5,"seconds":5400}`},
		{`86400`, `{"days":1,"hours":24,"seconds":86400}`},
		{`"86400"`, `{"days":1,"hours":24,"seconds":86400}`},
		{`-1`, `null`},
		{`1e300`, `null`},
		{`"monthly"`, `null`},
		{`"-5s"`, `null`},
	} {
		check(t, c.text, asJSON(t, readWith(t, lengths, `{"x": `+c.text+`}`).Params), c.want)
	}
}

// TestBoundOfItem compares an item with a bound that names no place in it.
func TestBoundOfItem(t *testing.T) {
	const scores = `id: scores
title: Scores
tool: {name: scores}
read:
  params:
    lowest: {min: /scores/*, where: [{above: -1}]}
    low: {count: /scores/*, where: [{below: 3}]}
variants:
  - {name: json, priority: 1, detect: [{at: /scores}]}
`
	check(t, "params", asJSON(t, readWith(t, scores, `{"scores": [5, -1, 2, 9]}`).Params), `{"low":2,"lowest":2}`)
}

// TestAmong compares items with values that stand elsewhere in the document.
func TestAmong(t *testing.T) {
	const results = `id: results
title: Results
tool: {name: results}
read:
  params:
    failed: {count: /results/*, where: [{at: /rule, in: {list: /rules/*, where: [{at: /level, equals: error}], get: /id}}]}
    other: {count: /results/*, where: [{not: [{at: /rule, in: /rules/*/id}]}]}
variants:
  - {name: json, priority: 1, detect: [{at: /results}]}
`
	text := `{"rules": [{"id": "a", "level": "error"}, {"id": 7}], "results": [{"rule": "a"}, {"rule": "7"}, {"rule": "b"}, {}, {"rule": "a"}]}`
	check(t, "params", asJSON(t, readWith(t, results, text).Params), `{"failed":2,"other":2}`)
}
