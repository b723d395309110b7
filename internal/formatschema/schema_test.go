package formatschema

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/source"
)

// TestSchema holds the committed schema to the types, every embedded format to
// the schema, and schema and loader to each other.
func TestSchema(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	schematest.Golden(t, "format.schema.json", raw)
	names, err := filepath.Glob("../format/formats/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no formats: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := checkSchema(t, raw, source.NewFile(name, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := checkSchema(t, raw, source.NewFile("heartbeat.yaml", []byte(heartbeat))); err != nil {
		t.Error(err)
	}
}

func checkSchema(t *testing.T, raw []byte, f *source.File) error {
	t.Helper()
	n, list := decode.YAML(f, decode.Config)
	if list.HasErrors() {
		t.Fatal(list)
	}
	return schema.Check(raw, n.Plain())
}

// TestSchemaRefuses breaks a good format in ways that both the schema and the
// loader refuse.
func TestSchemaRefuses(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to string }{
		{"id: heartbeat", "id: [a]"},
		{"id: heartbeat\n", ""},
		{"title:", "titel:"},
		{"tool: {name: beat}", "tool: beat"},
		{"tool: {name: beat}", "tool: {nom: beat}"},
		{"priority: 1", "priority: high"},
		{"    detect: [{at: /beat, is: text}]\n", ""},
		{"is: text", "is: txt"},
		{"is: text", "iz: text"},
		{"at: /beat", "at: beat"},
		{"{at: /beat, is: text}", "{shape: [pdf]}"},
		{"{at: /beat, is: text}", "{at: /beat, exists: perhaps}"},
		{"{at: /beat, is: text}", "{any: {at: beat}}"},
		{"{at: /beat, is: text}", "/beat"},
		{"[/beat]", "[beat]"},
		{"[/beat]", "[{layout: iso}]"},
		{"[/beat]", "[{at: /beat, pick: middle}]"},
		{"[/beat]", "[{at: /beat, zone: CEST}]"},
		{"[/beat]", "[{at: /beat, format: iso}]"},
		{"{first: /n,", "{frist: /n,"},
		{"{first: /n,", "{first: n,"},
		{"{first: /n, where", "{where"},
		{"{first: /n,", "{first: /n, count: /n,"},
		{"{first: /n,", "{first: /n, as: text,"},
		{"{above: 3}", "{above: {sum: [/n]}}"},
		{"'doc.n * 2'", "{total: /n}"},
		{"{of: {cel: \"doc.n > 3 ? 'pass' : 'fail'\"}}", "{is: good}"},
		{"{of: {cel: \"doc.n > 3 ? 'pass' : 'fail'\"}}", "{at: /n, words: {ok: good}}"},
		{"{of: {cel: \"doc.n > 3 ? 'pass' : 'fail'\"}}", "pass"},
		{"    read:", "    contains: n\n    read:"},
		{"    read:", "    contains: {at: /n, decode: hex}\n    read:"},
		{"    read:", "    contains: {decode: text}\n    read:"},
		{"      collected:", "      collected_at: [/n]\n      collected:"},
		{"      collected:", "      coverage: {seen: /n}\n      collected:"},
	} {
		text := strings.Replace(heartbeat, c.from, c.to, 1)
		if text == heartbeat {
			t.Fatalf("%q is not in the format", c.from)
		}
		f := source.NewFile("evidence/formats/heartbeat.yaml", []byte(text))
		if _, list := (&format.Registry{}).With([]*source.File{f}); !list.HasErrors() {
			t.Errorf("the loader takes %q", c.to)
		}
		if err := checkSchema(t, raw, f); err == nil {
			t.Errorf("the schema takes %q", c.to)
		}
	}
}

// TestForms holds the forms to the loader: it knows each of their keys.
func TestForms(t *testing.T) {
	for name, c := range map[string]struct {
		form any
		text string // around a key
	}{
		"condition": {conditionForm{}, "{at: /beat, is: text}, {%s: 1}"},
		"operation": {operationForm{}, "{of: {first: /n, %s: 1}}"},
		"operand":   {operationForm{}, "{above: {%s: 1}}"},
	} {
		for f := range reflect.TypeOf(c.form).Fields() {
			key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			text := strings.Replace(heartbeat, "{at: /beat, is: text}", strings.Replace(c.text, "%s", key, 1), 1)
			_, list := (&format.Registry{}).With([]*source.File{source.NewFile("evidence/formats/a.yaml", []byte(text))})
			for _, d := range list {
				if strings.Contains(d.Message, "is not known here") {
					t.Errorf("%s: the loader says: %s", name, d.Message)
				}
			}
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
