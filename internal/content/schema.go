package content

import (
	"reflect"
	"strings"

	"github.com/candor-site/candor/internal/schema"
)

// Schema returns the JSON Schema of front matter. Keys that it does not name
// are legal: they become parameters of the page.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[frontMatter](), schema.Options{
		ID:          "https://github.com/candor-site/candor/schema/page.schema.json",
		Title:       "Candor page",
		Description: "front matter: what stands between the two lines of hyphens at the start of a page",
		Open:        true,
	})
}

// Key is one key of front matter.
type Key struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"` // words of other generators for the same; a dot leads into a mapping
	Type    string   `json:"type"`    // text, number, true or false, date, list
	Doc     string   `json:"doc"`
}

// Keys returns the keys of front matter in the order in which they are
// declared.
func Keys() []Key {
	var keys []Key
	for f := range reflect.TypeFor[frontMatter]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		keys = append(keys, Key{Name: name, Aliases: strings.Fields(f.Tag.Get("alias")), Type: keyType(f), Doc: f.Tag.Get("jsonschema")})
	}
	return keys
}

// dateKeys are the keys that hold dates, or times with or without an offset.
const dateKeys = " date modified reviewed review_by expires valid_until "

// keyType says what a key holds.
func keyType(f reflect.StructField) string {
	t := f.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch {
	case strings.Contains(dateKeys, " "+name+" "):
		return "date"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int:
		return "number"
	case t.Kind() == reflect.Slice && f.Tag.Get("single") == "ok":
		return "text or list"
	case t.Kind() == reflect.Slice:
		return "list"
	}
	return "text"
}
