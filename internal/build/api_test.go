package build

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/schema"
)

// TestOpenAPI holds every JSON document of the portal to what openapi.json says
// of it: each is of one path, has all fields that are described and no other, and
// no field is without a description.
func TestOpenAPI(t *testing.T) {
	m := build(t, repository, "public", 4)
	var api struct {
		OpenAPI string `json:"openapi"`
		Servers []struct{ URL string }
		Paths   map[string]struct {
			Get struct {
				ID         string `json:"operationId"`
				Parameters []struct{ Name, In string }
				Responses  map[string]struct {
					Content map[string]struct {
						Schema map[string]string
					}
				}
			}
		}
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(m.file(t, "api/v1/openapi.json"), &api); err != nil {
		t.Fatal(err)
	}
	if api.OpenAPI != "3.1.1" || len(api.Servers) != 1 || api.Servers[0].URL != strings.TrimSuffix(m.view.Site.BaseURL, "/")+"/api/v1" {
		t.Errorf("%s %v", api.OpenAPI, api.Servers)
	}
	for _, name := range slices.Sorted(maps.Keys(api.Components.Schemas)) {
		strict(t, name, api.Components.Schemas[name])
	}
	placeholder := regexp.MustCompile(`\\\{[a-z]+\\\}`)
	seen, ids := map[string]int{}, map[string]bool{}
	for _, f := range m.files {
		name, ok := strings.CutPrefix(f.Path, "api/v1/")
		if !ok || name == "openapi.json" {
			continue
		}
		for _, path := range slices.Sorted(maps.Keys(api.Paths)) {
			whole := regexp.MustCompile("^" + placeholder.ReplaceAllString(regexp.QuoteMeta(path[1:]), "[^/]+") + "$")
			if !whole.MatchString(name) {
				continue
			}
			seen[path]++
			seen[name]++
			ref := api.Paths[path].Get.Responses["200"].Content["application/json"].Schema["$ref"]
			raw, _ := json.Marshal(map[string]any{"$defs": api.Components.Schemas, "$ref": "#/$defs/" + ref[strings.LastIndexByte(ref, '/')+1:]})
			var document any
			if err := json.Unmarshal(f.Data, &document); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := schema.Check(raw, document); err != nil {
				t.Errorf("%s is not as %s describes it: %v", name, path, err)
			}
		}
		if seen[name] != 1 {
			t.Errorf("%s is of %d paths of openapi.json, want 1: list it in twin.Shapes", name, seen[name])
		}
	}
	for path, item := range api.Paths {
		if seen[path] == 0 {
			t.Errorf("no document is of %s", path)
		}
		if item.Get.ID == "" || ids[item.Get.ID] {
			t.Errorf("%s: the operation %q has no name of its own", path, item.Get.ID)
		}
		ids[item.Get.ID] = true
		for _, p := range item.Get.Parameters {
			if p.In != "path" || !strings.Contains(path, "{"+p.Name+"}") {
				t.Errorf("%s has no parameter %v", path, p)
			}
		}
	}
}

// strict makes a schema refuse what it does not name, and turns its references
// to where the test puts them.
func strict(t *testing.T, at string, v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			strict(t, at, item)
		}
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			v["$ref"] = strings.Replace(ref, "#/components/schemas/", "#/$defs/", 1)
		}
		properties, ok := v["properties"].(map[string]any)
		if ok {
			v["additionalProperties"] = false
			if len(properties) != len(v["required"].([]any)) {
				t.Errorf("%s: not every field is required", at)
			}
			for name, p := range properties {
				if said, ok := p.(map[string]any); !ok || said["description"] == nil {
					t.Errorf("%s.%s has no description", at, name)
				}
			}
		}
		for key, item := range v {
			strict(t, at+"."+key, item)
		}
	}
}
