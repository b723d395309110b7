package markup

import (
	"io"
	"strings"

	"github.com/candor-site/candor/internal/diag"
)

// Text returns the visible words of the document in reading order, without
// what components add. Bindings stand as written.
func (d *Document) Text() string {
	lines := strings.Split(d.tree.plainText(d.tree.root), "\n")
	var out []string
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// Render writes the document as HTML. Errors of components come back as
// diagnostics at their tags.
func (d *Document) Render(w io.Writer, env Env) diag.List { return render(w, d.tree, env) }
