package hypertext

import (
	"github.com/candor-site/candor/internal/diagram"
)

// The widths, in CSS pixels, above which a diagram may have to be scrolled on
// the narrowest screens, and above which it is never shrunk.
const (
	narrowDiagram = 280
	wideDiagram   = 900
)

// diagram writes a diagram as a picture, what it shows in sentences, and its
// source. One that is not drawn is shown as it is written.
func (r *renderer) diagram(title, code string) {
	p, fault := diagram.Draw(code)
	class := "diagram"
	if fault == nil {
		if p.Width > wideDiagram {
			class += " diagram-wide"
		}
		if title == "" {
			title = p.Title
		}
	}
	if fault != nil && title == "" {
		title = "Diagram as text"
	}
	r.raw("<figure")
	r.attr("class", class)
	r.raw(">\n")
	if title != "" {
		r.raw("<figcaption>" + escape(title) + "</figcaption>\n")
	}
	source := `<pre class="mermaid" tabindex="0"><code>` + escape(code) + "</code></pre>\n"
	if fault != nil {
		r.raw(source + "</figure>\n")
		return
	}
	r.raw(`<div class="diagram-view"`)
	if p.Width > narrowDiagram {
		label := "Diagram"
		if title != "" {
			label += ": " + title
		}
		r.raw(` tabindex="0" role="group"`)
		r.attr("aria-label", label)
	}
	r.raw(">\n" + p.SVG + "\n</div>\n<details>\n<summary>Diagram as text</summary>\n<p>" + escape(p.Words) + "</p>\n" + source + "</details>\n</figure>\n")
}
