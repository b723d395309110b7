package theme

import (
	"reflect"

	"github.com/candor-site/candor/internal/schema"
)

// schemaHome is where the schemas of the files that people write are published.
const schemaHome = "https://github.com/candor-site/candor/schema/"

// Schema returns the JSON Schema of theme.yaml.
func Schema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[manifestFile](), schema.Options{
		ID: schemaHome + "theme.schema.json", Title: "Candor theme", Description: "theme.yaml: the components of a theme and what each takes",
	})
}

// ComponentSchema returns the JSON Schema of components/NAME.yaml.
func ComponentSchema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[componentDecl](), schema.Options{
		ID: schemaHome + "component.schema.json", Title: "Candor component", Description: "components/NAME.yaml: what the component beside it takes",
	})
}
