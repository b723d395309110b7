package surface

import (
	"reflect"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/coverage"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
	"github.com/candor-site/candor/internal/exhibit"
	"github.com/candor-site/candor/internal/extent"
	"github.com/candor-site/candor/internal/matrix"
	"github.com/candor-site/candor/internal/outlook"
	"github.com/candor-site/candor/internal/register"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/reply"
)

// layout is a layout that a theme needs, with the type of what its pages are
// about.
type layout struct {
	name string
	item reflect.Type // nil: the portal as a whole
	doc  string
}

// layouts are those that a portal asks for, by name.
var layouts = []layout{
	{"404", nil, "what stands at addresses that do not exist"},
	{"answers", reflect.TypeFor[*reply.Library](), "all answers, by topic"},
	{"calendar", reflect.TypeFor[*agenda.Sheet](), "what comes when: reviews, expiries, notices"},
	{"change", reflect.TypeFor[*disclose.Review](), "what changed between two snapshots"},
	{"changes", nil, "what can be compared"},
	{"control", reflect.TypeFor[*dossier.Dossier](), "one control: its claim, its state, what shows it"},
	{"controls", nil, "all controls, by kind"},
	{"documents", reflect.TypeFor[*register.Library](), "the library of documents"},
	{"evidence", reflect.TypeFor[*exhibit.Index](), "all evidence, by tool"},
	{"evidence-item", reflect.TypeFor[render.Piece](), "one piece of evidence: when it was collected, what it says, how to check it"},
	{"exceptions", reflect.TypeFor[[]register.Gap](), "the register of known gaps"},
	{"fill", nil, "where a visitor has a questionnaire of their own answered in the browser"},
	{"framework", reflect.TypeFor[*matrix.Sheet](), "the requirements of one framework with the controls that bear on them"},
	{"frameworks", reflect.TypeFor[*matrix.Across](), "all frameworks, side by side"},
	{"freshness", reflect.TypeFor[*outlook.Outlook](), "all controls by when they may change by age alone"},
	{"home", nil, "the first page; .Page.Body is what the author wrote for it, .Front what is drawn together for it"},
	{"kind", reflect.TypeFor[*register.Brief](), "the controls of one kind, with their values"},
	{"kinds", nil, "all kinds of control"},
	{"page", nil, "a page that somebody wrote; .Page.Body is its text, .Page.Written what is known of it"},
	{"questionnaire", reflect.TypeFor[*coverage.Set](), "what is answered of one standard questionnaire, by its ids"},
	{"questionnaires", reflect.TypeFor[[]*coverage.Set](), "how far standard questionnaires are answered"},
	{"recovery", reflect.TypeFor[[]register.Objective](), "recovery objectives, claimed and measured"},
	{"redirect", nil, "what stands at an old address of a page"},
	{"responsibility", reflect.TypeFor[*register.Duties](), "who must do what"},
	{"scans", reflect.TypeFor[[]register.Scan](), "the schedule of scans"},
	{"scope", reflect.TypeFor[*extent.Place](), "what holds in one part of the scope"},
	{"scopes", reflect.TypeFor[[]*extent.Axis](), "what holds where"},
	{"search", nil, "the search, and lists of all that it finds"},
	{"since", reflect.TypeFor[*disclose.Review](), "a comparison as a file of its own: candor diff --format html"},
	{"subprocessors", reflect.TypeFor[*register.Parties](), "third parties that run systems or hold data"},
	{"topic", reflect.TypeFor[*reply.Topic](), "the answers about one topic, with what proves them"},
	{"updates", reflect.TypeFor[*register.Journal](), "updates by year, or those with one tag"},
	{"version", reflect.TypeFor[*dossier.Edition](), "one version of a claim, at an address that stays"},
}
