// Package binding says what the expressions of a page read of a portal:
// {control.ID.parameter}, {site.title}, {page.title}, {frontMatter.key}, {toc}.
//
// It sees nothing but the View, and computes nothing.
package binding

import (
	"maps"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/value"
)

// Scope is what the expressions of one page can reach.
type Scope struct {
	View    *disclose.View
	Page    *disclose.Page
	Control func(id string) *disclose.Control         // nil: there is none
	Say     func(parameter disclose.Parameter) string // in the language of the page
}

// Value returns what a path of names reads.
func (s Scope) Value(path []string) (any, bool) {
	if len(path) == 0 {
		return nil, false
	}
	rest := path[1:]
	switch path[0] {
	case "control":
		return s.control(rest)
	case "site":
		return field(rest, siteFields(s.View))
	case "page":
		return field(rest, pageFields(s.Page))
	case "frontMatter":
		return walk(s.Page.Front, rest)
	case "toc":
		return walk(s.Page.Doc.Contents(), rest)
	}
	return nil, false
}

// Names returns the fields of the site or of the page as bindings name them.
func (s Scope) Names(root string) []string {
	fields := map[string]map[string]any{"site": siteFields(s.View), "page": pageFields(s.Page)}[root]
	names := slices.Sorted(maps.Keys(fields))
	for i, name := range names {
		names[i] = root + "." + name
	}
	return names
}

// control reads a parameter of a control, or else a field of it; a control alone
// reads as its title.
func (s Scope) control(path []string) (any, bool) {
	if len(path) == 0 || len(path) > 2 {
		return nil, false
	}
	c := s.Control(path[0])
	if c == nil {
		return nil, false
	}
	if len(path) == 1 {
		return c.Title, true
	}
	if q, ok := Parameter(c, path[1]); ok {
		return s.Say(q), true
	}
	return field(path[1:], map[string]any{
		"id": c.ID, "title": c.Title, "kind": c.Kind, "statement": c.Statement, "summary": c.Summary, "owner": c.Owner,
		"status": c.Status, "responsibility": c.Responsibility, "state": c.State, "reason": c.Reason, "detail": c.Detail,
		"grade": c.Grade, "freshUntil": isoDay(c.FreshUntil),
	})
}

// Parameter returns a parameter of a control by its name.
func Parameter(c *disclose.Control, name string) (disclose.Parameter, bool) {
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
