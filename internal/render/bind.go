package render

import (
	"maps"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/value"
)

// bind gives meaning to the expressions of a page: {control.ID.parameter},
// {site.title}, {page.title}, {frontMatter.key}, {toc}.
func (r *renderer) bind(p *disclose.Page, path []string) (any, bool) {
	if len(path) == 0 {
		return nil, false
	}
	rest := path[1:]
	switch path[0] {
	case "control":
		return r.bindControl(p, rest)
	case "site":
		return field(rest, siteFields(r.view))
	case "page":
		return field(rest, pageFields(p))
	case "frontMatter":
		return walk(p.Front, rest)
	case "toc":
		return walk(p.Doc.Contents(), rest)
	}
	return nil, false
}

// names returns the fields of the site or of the page as bindings name them.
func (r *renderer) names(p *disclose.Page, root string) []string {
	fields := map[string]map[string]any{"site": siteFields(r.view), "page": pageFields(p)}[root]
	names := slices.Sorted(maps.Keys(fields))
	for i, name := range names {
		names[i] = root + "." + name
	}
	return names
}

// bindControl reads a parameter of a control, or else a field of it; a control
// alone reads as its title.
func (r *renderer) bindControl(p *disclose.Page, path []string) (any, bool) {
	if len(path) == 0 || len(path) > 2 {
		return nil, false
	}
	c := r.portal.control[path[0]]
	if c == nil {
		return nil, false
	}
	if len(path) == 1 {
		return c.Title, true
	}
	if q, ok := parameterOf(c, path[1]); ok {
		return r.portal.said(p, q), true
	}
	return field(path[1:], map[string]any{
		"id": c.ID, "title": c.Title, "kind": c.Kind, "statement": c.Statement, "summary": c.Summary, "owner": c.Owner,
		"status": c.Status, "responsibility": c.Responsibility, "state": c.State, "reason": c.Reason, "detail": c.Detail,
		"grade": c.Grade, "freshUntil": isoDay(c.FreshUntil),
	})
}

// said returns the words for a value on a page, in the language of the page.
func (p *Portal) said(page *disclose.Page, q disclose.Parameter) string {
	if page == nil || p.speaking == nil || !p.abroad(page) || q.Value.IsZero() {
		return q.Text
	}
	return p.speaking(page.Language).Words().Value(q.Value)
}

// Said returns the words for a value in the language of this page.
func (c *Context) Said(q disclose.Parameter) string { return c.said(c.Page.Written, q) }

// parameterOf returns a parameter of a control.
func parameterOf(c *disclose.Control, name string) (disclose.Parameter, bool) {
	for _, p := range c.Parameters {
		if p.Name == name {
			return p, true
		}
	}
	return disclose.Parameter{}, false
}

// siteFields are what {site.…} reads.
func siteFields(v *disclose.View) map[string]any {
	s := v.Site
	return map[string]any{
		"title": s.Title, "organization": s.Organization, "description": s.Description, "url": s.BaseURL,
		"baseUrl": s.BasePath, "language": s.Language, "timezone": s.Timezone, "asOf": isoDay(v.AsOf),
		"securityContact": s.Contact.Security,
	}
}

// pageFields are what {page.…} reads.
func pageFields(p *disclose.Page) map[string]any {
	return map[string]any{
		"title": p.Title, "linkTitle": p.LinkTitle, "description": p.Description, "route": p.Route,
		"date": isoDay(p.Date), "modified": isoDay(p.Modified), "reviewed": isoDay(p.Reviewed), "reviewBy": isoDay(p.ReviewBy),
	}
}

// field reads one field.
func field(path []string, fields map[string]any) (any, bool) {
	if len(path) != 1 {
		return nil, false
	}
	value, ok := fields[path[0]]
	return value, ok
}

// walk reads a path of keys in a plain tree.
func walk(tree any, path []string) (any, bool) {
	for _, key := range path {
		var ok bool
		if tree, ok = value.Member(tree, key); !ok {
			return nil, false
		}
	}
	return tree, true
}

// isoDay formats a time as an ISO 8601 day, "" for an unknown one.
func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
