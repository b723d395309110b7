package render

import (
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/matrix"
	"github.com/candor-site/candor/internal/route"
)

// Sheet returns a framework laid out against its controls; a sheet comes back as
// it is.
func (p *Portal) Sheet(of any) *matrix.Sheet {
	switch x := of.(type) {
	case *matrix.Sheet:
		return x
	case *disclose.Framework:
		return matrix.Of(p.View, x)
	}
	return nil
}

// Shares divides a bar of 1000 units in proportion to counts. holding are the
// times until which what is satisfied holds.
func (p *Portal) Shares(counts []disclose.Count, holding []time.Time) []Segment {
	total, at := 0, 0
	for _, c := range counts {
		total += c.N
	}
	var out []Segment
	for _, c := range counts {
		if c.N == 0 {
			continue
		}
		seg := Segment{Name: c.Name, N: c.N, X: thousandths(at, total), W: thousandths(c.N, total)}
		if c.Name == "satisfied" {
			seg.Times = spans(holding)
		}
		out = append(out, seg)
		at += c.N
	}
	return out
}

// RequirementPlace returns the fragment of a requirement on the page of its
// framework, and RequirementURL its URL.
func (p *Portal) RequirementPlace(id string) string { return route.RequirementPlace(id) }

// RequirementURL returns the URL of a requirement on the page of its framework.
func (p *Portal) RequirementURL(framework, id string) string {
	return p.URL(route.OfRequirement(framework, id))
}

// ScopeURL returns the URL of the page of one value of an axis of scope.
func (p *Portal) ScopeURL(axis, value string) string { return p.URL(route.OfScope(axis, value)) }

// HasScope reports whether a value of an axis of scope has a page.
func (p *Portal) HasScope(axis, value string) bool { return p.Lists(route.OfScope(axis, value)) }

// PlacesOf returns the pages of the values of an axis of scope.
func (p *Portal) PlacesOf(axis string) []disclose.Link {
	var out []disclose.Link
	for _, a := range p.View.Scopes {
		for _, value := range a.Values {
			if a.Name == axis {
				out = append(out, disclose.Link{Title: value, URL: route.OfScope(axis, value)})
			}
		}
	}
	return out
}

// TagRoute returns the route of the page of the updates with a tag.
func (p *Portal) TagRoute(tag string) string { return route.OfTag(tag) }

// spans lists times as the bars of pages hold them: TIME*COUNT, separated by
// spaces. Those that never come are left out.
func spans(times []time.Time) string {
	counts := make(map[string]int)
	for _, t := range times {
		if !t.IsZero() {
			counts[t.UTC().Format(time.RFC3339)]++
		}
	}
	return countedTimes(counts)
}
