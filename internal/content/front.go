package content

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// frontMatter is what the front matter of a page may say. The aliases are the
// words of other generators for the same.
type frontMatter struct {
	Title           source.Text   `json:"title,omitzero" jsonschema:"title of the page and of its window"`
	MetaTitle       source.Text   `json:"metaTitle,omitzero" alias:"meta_title" jsonschema:"title where none is given"`
	LinkTitle       string        `json:"link_title,omitempty" alias:"linkTitle linktitle sidebar_label sidebarTitle sidebar.label" jsonschema:"shorter title for menus and lists"`
	Description     string        `json:"description,omitempty" jsonschema:"one sentence for lists and search engines"`
	MetaDescription string        `json:"metaDescription,omitempty" alias:"meta_description" jsonschema:"description where none is given"`
	Weight          int           `json:"weight,omitempty" alias:"sidebar_position nav_order sidebar.order" jsonschema:"place among the pages of its folder, lowest first"`
	Slug            schema.Scalar `json:"slug,omitzero" alias:"permalink path url" jsonschema:"last part of the address, or a whole route that starts with /"`
	ID              schema.Scalar `json:"id,omitzero" jsonschema:"last part of the address, unless slug says more"`
	Tags            []string      `json:"tags,omitempty" single:"ok" jsonschema:"words that the page is filed under"`
	Aliases         []source.Text `json:"aliases,omitempty" alias:"redirect_from" single:"ok" jsonschema:"old addresses that lead here"`
	Draft           bool          `json:"draft,omitempty" jsonschema:"left out of a build, unless drafts are asked for"`
	Date            schema.Scalar `json:"date,omitzero" alias:"publishDate" jsonschema:"when the page is published; one to come is left out"`
	Modified        schema.Scalar `json:"modified,omitzero" alias:"lastmod modified_at last_modified_at last_updated lastUpdated last_update.date" jsonschema:"when it was last changed"`
	Reviewed        schema.Scalar `json:"reviewed,omitzero" jsonschema:"when somebody last reviewed it"`
	ReviewBy        schema.Scalar `json:"review_by,omitzero" jsonschema:"when the next review is due"`
	Expires         schema.Scalar `json:"expires,omitzero" alias:"expiryDate" jsonschema:"when it is left out"`
	TOC             *bool         `json:"toc,omitempty" alias:"tableOfContents" jsonschema:"whether it lists its headings"`
	HideTOC         bool          `json:"hide_toc,omitempty" alias:"hide_table_of_contents toc_hide hideToC" jsonschema:"whether it leaves out the list of its headings"`
	HideTitle       bool          `json:"hide_title,omitempty" jsonschema:"whether only screen readers see the title"`
	NoIndex         bool          `json:"noindex,omitempty" alias:"excludeSearch unlisted" jsonschema:"whether search engines and lists leave it out"`
	Layout          string        `json:"layout,omitempty" alias:"template" jsonschema:"name of a layout of the theme"`
	Audience        source.Text   `json:"audience,omitzero" jsonschema:"an audience more closed than that of its folder"`
}

// readFront reads the front matter into the page. node is nil without any.
func (r *reader) readFront(p *site.Page, node *decode.Node) {
	r.front = frontMatter{}
	p.Params = map[string]any{}
	p.Front = map[string]any{}
	if node != nil {
		p.Front, _ = node.Plain().(map[string]any)
		known := *node
		own, rest := sortKeys(node)
		known.Fields = own
		for _, f := range rest {
			p.Params[f.Key] = f.Value.Plain()
			r.foreign(f)
		}
		r.list.Add(decode.Into(&known, &r.front)...)
	}
	f := r.front
	p.LinkTitle, p.Description, p.Weight, p.Layout = f.LinkTitle, f.Description, f.Weight, f.Layout
	if p.Description == "" {
		p.Description = f.MetaDescription
	}
	p.Tags, p.Draft, p.HideTitle, p.NoIndex = f.Tags, f.Draft, f.HideTitle, f.NoIndex
	p.HideTOC = f.HideTOC || f.TOC != nil && !*f.TOC
	p.Date = r.date(f.Date, "date")
	p.Modified = r.date(f.Modified, "modified")
	p.Reviewed = r.date(f.Reviewed, "reviewed")
	p.ReviewBy = r.date(f.ReviewBy, "review_by")
	p.Expires = r.date(f.Expires, "expires")
	p.Audience = r.audience(p.File.Path, f.Audience)
}

// foreign notes a key that Candor does not know. A key that is near a known
// one is likely a slip, and warned of.
func (r *reader) foreign(f decode.Field) {
	if isPassed(f.Key) {
		return
	}
	if near := diag.Slip(f.Key, ownKeys()); near != "" {
		r.list.Add(diag.Warningf(diag.KeyUnknown, f.KeySpan, "the front matter has the unknown key %q", f.Key).
			Hinted("did you mean %q?", near))
		return
	}
	r.list.Add(diag.Diagnostic{
		Severity: diag.Note, Code: diag.KeyUnknown, Span: f.KeySpan,
		Message: "the front matter has the unknown key \"" + f.Key + "\", kept as a parameter of the page",
	})
}

// layouts are the forms of times beside dates and RFC 3339; they carry no zone.
var layouts = []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"}

// date reads a date, or a time with or without an offset; without one it is in
// the site's zone. Zero where none is given.
func (r *reader) date(s schema.Scalar, key string) time.Time {
	if !s.IsSet() {
		return time.Time{}
	}
	if t, err := period.ParseInstant(s.Value); err == nil {
		return t.In(r.cfg.Location)
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s.Value, r.cfg.Location); err == nil {
			return t
		}
	}
	t, err := period.ParseDate(s.Value, r.cfg.Location)
	if err != nil {
		r.list.Add(diag.Errorf(diag.ValueInvalid, s.Span, "%s: %s", key, err))
	}
	return t
}

// audience returns the effective audience of a page: that of its folder, or a
// more closed one that it names. A misspelt one closes the page to all but the
// most closed audience.
func (r *reader) audience(name string, t source.Text) string {
	folder := r.cfg.AudienceOf(name)
	switch {
	case t.Span.IsZero():
		return folder
	case !slices.Contains(r.cfg.Ladder, t.Value):
		r.list.Add(diag.Errorf(diag.AudienceUnknown, t.Span, "the audience %q does not exist, expected one of %s", t.Value, strings.Join(r.cfg.Ladder, ", ")).
			Hinted("%s", diag.DidYouMean(t.Value, r.cfg.Ladder)))
		return r.cfg.Ladder[len(r.cfg.Ladder)-1]
	case r.cfg.Closed(t.Value) < r.cfg.Closed(folder):
		r.list.Add(diag.Errorf(diag.AudienceLoosens, t.Span, "the audience %s is more open than %s, that of the folder", t.Value, folder).
			Hinted("move the page to a folder that is open to %s", t.Value))
		return folder
	}
	return t.Value
}
