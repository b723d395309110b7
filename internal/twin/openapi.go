package twin

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/route"
)

// OpenAPI is the name of the description of all documents, below route.API.
const OpenAPI = "openapi.json"

// apiVersion is the version of the description: the addresses and the fields
// that are promised. It grows with what is added; what breaks a reader takes a
// new folder in place of v1.
const apiVersion = "1.2.0"

// schemas are those of the documents, which depend on no site: making them of the
// types takes longer than the rest of a small portal. A test makes them anew.
//
//go:embed schemas.json
var schemas []byte

// description is an OpenAPI document (OpenAPI Specification 3.1.1).
type description struct {
	OpenAPI    string              `json:"openapi"`
	Info       info                `json:"info"`
	Servers    []server            `json:"servers"`
	Paths      map[string]pathItem `json:"paths"`
	Components struct {
		Schemas json.RawMessage `json:"schemas"`
	} `json:"components"`
}

type info struct {
	Title       string `json:"title"`
	Version     string `json:"version"`
	Description string `json:"description"`
}

type server struct {
	URL string `json:"url"`
}

type pathItem struct {
	Get operation `json:"get"`
}

type operation struct {
	ID         string              `json:"operationId"`
	Summary    string              `json:"summary"`
	Parameters []inPath            `json:"parameters,omitempty"`
	Responses  map[string]response `json:"responses"`
}

type inPath struct {
	Name        string            `json:"name"`
	In          string            `json:"in"`
	Required    bool              `json:"required"`
	Description string            `json:"description"`
	Schema      map[string]string `json:"schema"`
}

type response struct {
	Description string             `json:"description"`
	Content     map[string]content `json:"content,omitempty"`
}

type content struct {
	Schema map[string]string `json:"schema"`
}

// names say what stands in a part of a path.
var names = map[string]string{
	"control": "id of a control, as controls.json lists it",
	"from":    "name of the older snapshot, as changes.json lists it",
	"to":      "name of the later snapshot, or now",
}

// openapi describes every document of the portal. It tells programs how to read
// them; they are files, and nothing can be asked that is not one.
func (w *writer) openapi() any {
	out := description{OpenAPI: "3.1.1", Paths: make(map[string]pathItem)}
	site := w.view.Site
	title := site.Title
	if title == "" {
		title = site.Organization
	}
	out.Info = info{title, apiVersion, "What the portal claims, in which state each claim is, and what proves it. " +
		"The documents are files, written when the portal was built: as_of says when the states were judged, and fresh_until how long each may be relied on. " +
		"Fields may be added; readers skip what they do not know."}
	out.Servers = []server{{strings.TrimSuffix(route.Below(site.BaseURL, route.API), "/")}}
	for _, s := range Shapes() {
		out.Paths["/"+s.Path] = pathItem{s.operation()}
	}
	out.Components.Schemas = schemas
	return out
}

// operation describes how a document of the shape is read.
func (s Shape) operation() operation {
	op := operation{ID: s.Name, Summary: s.Summary, Responses: map[string]response{
		"200": {"The document.", map[string]content{"application/json": {map[string]string{"$ref": components().Base + shapeName(s.Type)}}}},
	}}
	for _, name := range placeholders(s.Path) {
		op.Parameters = append(op.Parameters, inPath{name, "path", true, names[name], map[string]string{"type": "string"}})
	}
	if len(op.Parameters) > 0 || slices.Contains(mayLack, s.Path) {
		op.Responses["404"] = response{Description: "There is no such document."}
	}
	return op
}

// mayLack are the documents that a portal with nothing to show in them lacks.
var mayLack = []string{Changes, scopesName, responsibilityName, scansName, recoveryName, updatesName}

// placeholders returns the names in braces of a path.
func placeholders(path string) []string {
	var out []string
	for _, part := range strings.Split(path, "{")[1:] {
		name, _, _ := strings.Cut(part, "}")
		out = append(out, name)
	}
	return out
}
