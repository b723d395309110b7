package expr

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
)

// Scope is what the names of a page mean while it is read: its front matter,
// its statements, and the roots that the environment binds later.
type Scope struct {
	Front   map[string]any    // {frontMatter.key}
	Exports map[string]any    // export const, and imported files that stand for their path
	Imports map[string]Import // by local name
	Roots   []string          // the names that the environment binds
	// Args are what the page is given where it is included, or nil.
	Args *Args
	// Load reads the data or text that an import names. Without a value it has
	// reported why.
	Load func(im Import) (any, bool)
	// Meta are the members of an exported metadata or frontmatter object.
	Meta []Meta
	// Markup reads a tag inside an expression, or says why it cannot.
	Markup func(ex excerpt.Excerpt) (root any, why string)

	broken map[string]bool // exported names whose value could not be read
}

// Broken reports whether a page exports a name whose value could not be read.
// The export was reported; what follows from it needs no further report.
func (s *Scope) Broken(name string) bool { return s.broken[name] }

// Import is one name that a page imports.
type Import struct {
	Name, From string // From as written: a module
	Of         string // the name that the module gives it; "" of a default import, "*" of the whole module
	At, End    int    // of the name, in the page
}

// Meta is one member of an exported metadata object.
type Meta struct {
	Key            string
	Value          any
	KeyFrom, KeyTo int // in the page
	From, To       int
}

// Reported is the code of faults that need no further report.
const Reported diag.Code = ""
