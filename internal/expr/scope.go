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
	At, End    int    // of the name, in the page
}

// Reported is the code of faults that need no further report.
const Reported diag.Code = ""
