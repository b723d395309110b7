package surface

import (
	"reflect"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/matrix"
	"github.com/candor-site/candor/internal/register"
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
	{"change", reflect.TypeFor[*disclose.Review](), "what changed between two snapshots"},
	{"changes", nil, "what can be compared"},
	{"control", reflect.TypeFor[*disclose.Control](), "one control: its claim, its state, what shows it"},
	{"controls", nil, "all controls, by kind"},
	{"evidence", nil, "all evidence"},
	{"evidence-item", reflect.TypeFor[*disclose.Evidence](), "one piece of evidence: when it was collected, what it says"},
	{"exceptions", reflect.TypeFor[[]register.Gap](), "the register of known gaps"},
	{"framework", reflect.TypeFor[*matrix.Sheet](), "the requirements of one framework with the controls that bear on them"},
	{"frameworks", reflect.TypeFor[*matrix.Across](), "all frameworks, side by side"},
	{"home", nil, "the first page; .Page.Body is what the author wrote for it"},
	{"kind", reflect.TypeFor[*register.Brief](), "the controls of one kind"},
	{"kinds", nil, "all kinds of control"},
	{"page", nil, "a page that somebody wrote; .Page.Body is its text, .Page.Written what is known of it"},
	{"redirect", nil, "what stands at an old address of a page"},
	{"search", nil, "the search, and lists of all that it finds"},
	{"since", reflect.TypeFor[*disclose.Review](), "a comparison as a file of its own: candor diff --format html"},
	{"subprocessors", reflect.TypeFor[*register.Parties](), "third parties that run systems or hold data"},
}
