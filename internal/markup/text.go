package markup

import "strings"

// Text returns the visible words of the document in reading order, without
// what components add. Bindings stand as written.
func (d *Document) Text() string {
	lines := strings.Split(d.tree.PlainText(d.tree.Root), "\n")
	var out []string
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
