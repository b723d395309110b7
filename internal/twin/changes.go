package twin

import (
	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/route"
)

// Changes is the name of the document that lists the comparisons, below
// route.API.
const Changes = "changes.json"

// OfChange returns the name of the document of one comparison, below route.API.
func OfChange(from, to string) string {
	return "changes/" + route.Segment(from) + "/" + route.Segment(to) + ".json"
}

// reviewJSON is one comparison of changes.json.
type reviewJSON struct {
	From     string         `json:"from" jsonschema:"older snapshot"`
	To       string         `json:"to" jsonschema:"later snapshot, or now"`
	FromAsOf *instant       `json:"from_as_of" jsonschema:"instant"`
	ToAsOf   *instant       `json:"to_as_of" jsonschema:"instant"`
	Step     bool           `json:"step" jsonschema:"no other snapshot lies between the two"`
	Summary  change.Summary `json:"summary" jsonschema:"counts"`
	URL      string         `json:"url" jsonschema:"absolute address of the page"`
	JSON     string         `json:"json" jsonschema:"address of the comparison"`
}

// changesDocument is changes.json.
type changesDocument struct {
	head
	Older   int          `json:"older" jsonschema:"snapshots that are not compared"`
	Reviews []reviewJSON `json:"reviews" jsonschema:"comparisons"`
}

// changes is changes.json.
func (w *writer) changes() any {
	list := make([]reviewJSON, 0, len(w.view.Reviews))
	for _, r := range w.view.Reviews {
		list = append(list, reviewJSON{
			r.From, r.To, when(r.Old.AsOf.Time), when(r.New.AsOf.Time), r.Step, r.Summary,
			w.absolute(route.OfChange(r.From, r.To)), w.absolute(route.API + OfChange(r.From, r.To)),
		})
	}
	return changesDocument{w.head(schemaChanges), w.view.Unreviewed, list}
}
