package export

import (
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// between stands between the items of a list in one cell.
const between = "; "

// instant formats a time as RFC 3339 in UTC, and an unknown one as "".
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// listOf joins the texts of items.
func listOf[T any](items []T, text func(T) string) string {
	parts := make([]string, len(items))
	for i, it := range items {
		parts[i] = text(it)
	}
	return strings.Join(parts, between)
}

// scopeText formats a scope as "cloud=aws,gcp; environment=production".
func scopeText(axes []disclose.Axis) string {
	return listOf(axes, func(a disclose.Axis) string { return a.Name + "=" + strings.Join(a.Values, ",") })
}

// parameterText formats a parameter as "retention=90 days".
func parameterText(p disclose.Parameter) string { return p.Name + "=" + p.Text }

// mappingText formats a requirement as "soc2 CC6.1 (supports)".
func mappingText(m disclose.Mapping) string {
	text := m.Framework + " " + m.Requirement
	if m.Degree != "" {
		text += " (" + m.Degree + ")"
	}
	return text
}

// observationText formats evidence as "okta-mfa fresh collected 2026-11-20".
func observationText(o disclose.Observation) string {
	text := o.ID + " " + o.Freshness
	if !o.Collected.IsZero() {
		text += " " + collected(o.Collected)
	}
	return text
}

func collected(t time.Time) string { return "collected " + t.UTC().Format(time.DateOnly) }

// age says when the oldest evidence behind some controls was collected, "" if
// there is none with a time. One old file makes an answer old.
func age(controls []*disclose.Control) string {
	var oldest time.Time
	for _, c := range controls {
		for _, o := range c.Evidence {
			if !o.Collected.IsZero() && (oldest.IsZero() || o.Collected.Before(oldest)) {
				oldest = o.Collected
			}
		}
	}
	if oldest.IsZero() {
		return ""
	}
	return collected(oldest)
}

// absolute makes the address of a route; a URL stays as it is.
func absolute(v *disclose.View, url string) string {
	if rest, ok := strings.CutPrefix(url, "/"); ok && v.Site.BaseURL != "" {
		return strings.TrimSuffix(v.Site.BaseURL, "/") + "/" + rest
	}
	return url
}

// addresses lists links with a space between, as anything else could be taken
// for a part of an address.
func addresses(v *disclose.View, links []disclose.Link) string {
	parts := make([]string, len(links))
	for i, l := range links {
		parts[i] = absolute(v, l.URL)
	}
	return strings.Join(parts, " ")
}
