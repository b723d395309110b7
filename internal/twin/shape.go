package twin

import (
	"reflect"
	"strings"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/snapshot"
)

// Shape is a kind of document: where documents of it lie, and what they hold.
type Shape struct {
	Name    string // of the operation that reads one, as OpenAPI names it
	Path    string // below route.API; a part in braces stands for a name
	Summary string
	Type    reflect.Type
}

// Shapes are the kinds of documents of a portal.
func Shapes() []Shape {
	return []Shape{
		{"getSite", "site.json", "The portal: pages, kinds of control, exceptions, subprocessors, documents, counts.", reflect.TypeFor[siteDocument]()},
		{"getStatus", "status.json", "The counts, and the state of each control.", reflect.TypeFor[statusDocument]()},
		{"getControls", "controls.json", "Every control: what is claimed, in which state it is, what proves it.", reflect.TypeFor[controlsDocument]()},
		{"getControl", "controls/{control}.json", "One control in full.", reflect.TypeFor[controlDocument]()},
		{"getVersion", "c/{control}@{digest}.json", "One version of what a control claims or claimed, at an address that stays.", reflect.TypeFor[versionDocument]()},
		{"getEvidence", "evidence.json", "Every piece of evidence: when it was collected, by which tool, what it says, when it expires.", reflect.TypeFor[evidenceDocument]()},
		{"getFrameworks", "frameworks.json", "Frameworks, their requirements, and the controls that bear on each.", reflect.TypeFor[frameworksDocument]()},
		{"getAnswers", "answers.json", "Answers to common questions: what each says, how far that is true, what proves it and until when it holds.", reflect.TypeFor[answersDocument]()},
		{"getQuestionnaires", questionnairesName, "How far standard questionnaires are answered, question by question and by their ids. Absent where there is no answer.", reflect.TypeFor[questionnairesDocument]()},
		{"getCalendar", calendarName, "What comes when: evidence that is due or ends, reviews, exceptions that run out, changes of subprocessors.", reflect.TypeFor[calendarDocument]()},
		{"getFreshness", freshnessName, "How the states would age over the 90 days to come if nothing were collected.", reflect.TypeFor[freshnessDocument]()},
		{"getSnapshot", snapshotName, "What the portal claims now, small enough to keep and to compare with later.", reflect.TypeFor[snapshot.Snapshot]()},
		{"getScopes", scopesName, "What holds where: controls by product, cloud, environment or plan. Absent where nothing is scoped.", reflect.TypeFor[scopesDocument]()},
		{"getResponsibility", responsibilityName, "What others than the provider must do. Absent where they need do nothing.", reflect.TypeFor[responsibilityDocument]()},
		{"getScans", scansName, "The schedule of scans with their runs. Absent where there is no scan.", reflect.TypeFor[scansDocument]()},
		{"getRecovery", recoveryName, "Recovery objectives with what was measured. Absent where there is none.", reflect.TypeFor[recoveryDocument]()},
		{"getUpdates", updatesName, "Updates, the newest first. Absent where there is none.", reflect.TypeFor[updatesDocument]()},
		{"getChanges", Changes, "The comparisons between snapshots of the portal. Absent where there is no snapshot.", reflect.TypeFor[changesDocument]()},
		{"getChange", "changes/{from}/{to}.json", "What became weaker or stronger from one snapshot to a later one, or until now.", reflect.TypeFor[change.Document]()},
	}
}

// components says how the types of documents are named and written.
func components() schema.Components {
	return schema.Components{
		Base: "#/components/schemas/", Name: shapeName,
		Formats: map[reflect.Type]schema.Format{
			reflect.TypeFor[instant]():          {Name: "date-time"},
			reflect.TypeFor[snapshot.Instant](): {Name: "date-time", Null: true},
		},
	}
}

// shapeName names a type in the description: controlJSON is Control, and types
// of other packages start with what they are a part of.
func shapeName(t reflect.Type) string {
	name := strings.TrimSuffix(t.Name(), "JSON")
	name = strings.ToUpper(name[:1]) + name[1:]
	pkg := t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:]
	if pkg == "twin" || strings.EqualFold(pkg, name) {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}
