package transcript

import (
	"bytes"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/route"
)

// Written writes a page that an author wrote: its body, which is Markdown, the
// controls that it rests on and its dates. heading is "" where the body brings
// its own.
func (p *Portal) Written(to *bytes.Buffer, w *disclose.Page, heading string, body []byte) {
	data, title, more := "site.json", "", ""
	if heading != "" {
		title = markdown.Heading(1, markdown.Text(heading))
	}
	lead := sentence(w.Description)
	if w.Route == route.Home {
		lead, more = "", p.overview()
	}
	page := markdown.Begin(to)
	page.Add(title, lead)
	page.AddBytes(body)
	page.Add(
		more,
		section("What this page rests on", p.list(p.of(w.Controls))),
		markdown.List([]string{
			fact("Last reviewed", dated(w.Reviewed)), fact("Next review by", dated(w.ReviewBy)), fact("Last changed", dated(w.Modified)),
			fact("Published", dated(w.Date)), fact("Topics", markdown.Text(strings.Join(w.Tags, ", "))),
		}),
		p.foot(w.Route, data),
	)
	page.End()
}
