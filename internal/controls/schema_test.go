package controls

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/schematest"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// TestSchema holds the committed schema to the types, and the schema to the
// catalog files of this package and of the repository.
func TestSchema(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	schematest.Golden(t, "catalog.schema.json", raw)
	check := func(name string, data []byte, good bool) {
		node, list := decode.YAML(source.NewFile(name, data), decode.Config)
		if list.HasErrors() {
			t.Fatalf("%s: %v", name, list)
		}
		if err := schema.Check(raw, node.Plain()); (err == nil) != good {
			t.Errorf("%s: the schema gives %v", name, err)
		}
	}
	check("full", []byte(full), true)
	check("status", []byte("controls: [{id: a, title: A, kind: other, status: y}]"), false)
	check("no kind", []byte("controls: [{id: a, title: A}]"), false)
	check("schedule", []byte("controls: [{id: a, title: A, kind: other, evidence: [{id: e, schedule: {evry: P1D}}]}]"), false)
	check("site's kind", []byte("controls: [{id: a, title: A, kind: our-own, parameters: {our_own: 1}}]"), true)
	checked := 0
	tree, err := source.OpenTree(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	entries, _, err := tree.Walk(Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if filepath.Ext(e.Path) != ".yaml" {
			continue
		}
		f, err := tree.Read(e.Path, decode.Config.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		check(e.Path, f.Data, true)
		checked++
	}
	if checked < 5 {
		t.Errorf("checked %d catalog files of the repository, want at least its frameworks", checked)
	}
}

// TestOneofTags holds the words in tags to the vocabularies of package trust.
func TestOneofTags(t *testing.T) {
	for _, c := range []struct {
		typ   reflect.Type
		field string
		want  string
	}{
		{reflect.TypeFor[controlFile](), "Status", join(trust.Statuses)},
		{reflect.TypeFor[controlFile](), "Responsibility", join(trust.Responsibilities)},
		{reflect.TypeFor[controlFile](), "Method", join(trust.Methods)},
		{reflect.TypeFor[controlFile](), "Flags", join(trust.Flags)},
		{reflect.TypeFor[freshnessFile](), "Basis", join(trust.Bases)},
		{reflect.TypeFor[relatesFile](), "How", join(trust.Relations)},
		{reflect.TypeFor[answerFile](), "Truth", join(trust.Quantifiers)},
		{reflect.TypeFor[mappingFile](), "Degree", join(trust.Degrees)},
	} {
		f, ok := c.typ.FieldByName(c.field)
		if !ok || f.Tag.Get("oneof") != c.want {
			t.Errorf("%s.%s: the tag has %q, the vocabulary %q", c.typ.Name(), c.field, f.Tag.Get("oneof"), c.want)
		}
	}
}

func join[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, " ")
}

// TestTopicsSchema holds the committed schema of topics to its type.
func TestTopicsSchema(t *testing.T) {
	raw, err := TopicsSchema()
	if err != nil {
		t.Fatal(err)
	}
	schematest.Golden(t, "topics.schema.json", raw)
	for text, good := range map[string]bool{
		"topics: [{id: own, about: Ours, strong: [a phrase]}]": true,
		"topics: [{about: Ours}]":                              false,
	} {
		node, _ := decode.YAML(source.NewFile("t.yaml", []byte(text)), decode.Config)
		if err := schema.Check(raw, node.Plain()); (err == nil) != good {
			t.Errorf("%s: the schema gives %v", text, err)
		}
	}
}
