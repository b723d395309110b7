package twin

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the schemas of the documents that the program holds")

// TestSchemas holds the schemas in the program to those that are made of the
// types of the documents.
func TestSchemas(t *testing.T) {
	var roots []reflect.Type
	for _, s := range Shapes() {
		roots = append(roots, s.Type)
	}
	made, err := components().Of(roots...)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	text.WriteString("{")
	for i, name := range slices.Sorted(maps.Keys(made)) {
		if i > 0 {
			text.WriteString(",")
		}
		text.WriteString("\n\"" + name + "\": ")
		text.Write(made[name])
	}
	text.WriteString("\n}\n")
	if *update {
		if err := os.WriteFile("schemas.json", text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Skip("the schemas are written; run the test again")
	}
	if len(made) == 0 || !json.Valid(schemas) || !bytes.Equal(schemas, text.Bytes()) {
		t.Error("the schemas of the documents changed: run this test with -update")
	}
}
