package diagram

import (
	"html"
	"strings"
)

// The widths, in CSS pixels, above which a diagram may have to be scrolled on
// the narrowest screens, and above which it is never shrunk.
const (
	narrow = 280
	wide   = 900
)

// Figure writes a diagram as HTML: the picture below its title, what it shows in
// sentences, and its source. One that is not drawn is shown as it is written.
func Figure(title, source string) string {
	p, fault := Draw(source)
	class := "diagram"
	switch {
	case fault != nil:
		title = orElse(title, "Diagram as text")
	case p.Width > wide:
		class += " diagram-wide"
	}
	if fault == nil {
		title = orElse(title, p.Title)
	}
	var out strings.Builder
	out.WriteString(`<figure class="` + class + "\">\n")
	if title != "" {
		out.WriteString("<figcaption>" + escaped(title) + "</figcaption>\n")
	}
	text := `<pre class="mermaid" tabindex="0"><code>` + escaped(source) + "</code></pre>\n"
	if fault != nil {
		return out.String() + text + "</figure>\n"
	}
	out.WriteString(`<div class="diagram-view"`)
	if p.Width > narrow {
		label := "Diagram"
		if title != "" {
			label += ": " + title
		}
		out.WriteString(` tabindex="0" role="group" aria-label="` + escaped(label) + `"`)
	}
	out.WriteString(">\n" + p.SVG + "\n</div>\n<details>\n<summary>Diagram as text</summary>\n<p>" + escaped(p.Words) + "</p>\n" + text + "</details>\n</figure>\n")
	return out.String()
}

// escaped makes text safe in HTML, which has no way to write NUL.
func escaped(s string) string {
	return html.EscapeString(strings.ReplaceAll(s, "\x00", "\ufffd"))
}
