package schema

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

type stamp string

type part struct {
	Name string `json:"name" jsonschema:"of the part"`
	Next *part2 `json:"next"`
}

type part2 struct {
	N int `json:"n"`
}

type start struct {
	At stamp `json:"at"`
}

type document struct {
	start
	*part2
	Parts  []part              `json:"parts"`
	Told   []*part             `json:"told"`
	ByName map[string][]string `json:"by_name"`
	Until  *stamp              `json:"until"`
	Any    any                 `json:"any" jsonschema:"what it likes"`
}

func TestComponents(t *testing.T) {
	c := Components{Base: "#/$defs/", Name: reflect.Type.Name, Formats: map[reflect.Type]Format{reflect.TypeFor[stamp](): {Name: "date-time"}}}
	got, err := c.Of(reflect.TypeFor[document]())
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(map[string]any{"$defs": got, "$ref": "#/$defs/document"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got["start"] != nil || got["part"] == nil || got["part2"] == nil {
		t.Errorf("schemas: %s", raw)
	}
	for text, good := range map[string]bool{
		`{"at": "2026-11-20T12:00:00Z", "n": 1, "told": [{"name": "t", "next": null}], "parts": [{"name": "a", "next": {"n": 1}}, {"name": "b", "next": null}], "by_name": {"x": []}, "until": null, "any": 3}`: true,
		`{"at": "2026-11-20T12:00:00Z", "n": 1, "told": [{"name": "t", "next": null}], "parts": [], "by_name": {}, "until": "2026-11-20T12:00:00Z", "any": null, "more": 1}`:                                    true,  // documents may grow
		`{"at": "2026-11-20T12:00:00Z", "n": 1, "told": [{"name": "t", "next": null}], "parts": null, "by_name": {}, "until": null, "any": null}`:                                                               false, // no list is null
		`{"at": "2026-11-20T12:00:00Z", "n": 1, "told": [{"name": "t", "next": null}], "parts": [], "by_name": {"x": null}, "until": null, "any": null}`:                                                        false,
		`{"at": null, "n": 1, "told": [{"name": "t", "next": null}], "parts": [], "by_name": {}, "until": null, "any": null}`:                                                                                   false,
		`{"at": "2026-11-20T12:00:00Z", "n": 1, "told": [null], "parts": [], "by_name": {}, "until": null, "any": null}`:                                                                                        false,
		`{"n": 1, "told": [{"name": "t", "next": null}], "parts": [], "by_name": {}, "until": null, "any": null}`:                                                                                               false, // every field is there
		`{"at": "2026-11-20T12:00:00Z", "n": 1, "told": [{"name": "t", "next": null}], "parts": [{"name": "a"}], "by_name": {}, "until": null, "any": null}`:                                                    false,
	} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if err := Check(raw, value); (err == nil) != good {
			t.Errorf("%s: %v, want it accepted: %t", text, err, good)
		}
	}
	c.Name = func(reflect.Type) string { return "One" }
	if _, err := c.Of(reflect.TypeFor[document]()); err == nil || !strings.Contains(err.Error(), "both be named One") {
		t.Errorf("two types of one name: %v", err)
	}
}
