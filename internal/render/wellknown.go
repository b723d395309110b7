package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/badge"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/twin"
)

// documents are the JSON documents and the files that well-known addresses
// serve.
func (r *renderer) documents() []job {
	var out []job
	for _, d := range twin.Documents(r.view, r.portal.menu) {
		out = append(out, job{d.Path, func() made { return made{file: d.File()} }})
	}
	out = append(out,
		text("sitemap.xml", r.sitemap),
		text("robots.txt", r.robots),
		text("_headers", headers(r.view.Site)),
	)
	for _, f := range badge.Files(r.view) {
		out = append(out, job{f.Path, func() made { return made{file: f} }})
	}
	if r.view.Site.Contact.Security != "" {
		out = append(out, text(".well-known/security.txt", r.security))
	}
	return append(out, r.feeds()...)
}

// text makes a file of text.
func text(path string, content func() string) job {
	return job{path, func() made { return made{file: artifact.New(path, []byte(content()))} }}
}

// sitemap lists the pages for search engines, as sitemaps.org defines it.
// Only written pages have a date: that of their last change or review.
func (r *renderer) sitemap() string {
	type entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
	var list []entry
	add := func(address string, last time.Time) {
		list = append(list, entry{r.portal.Absolute(address), isoDay(last)})
	}
	written := make(map[string]bool)
	for _, p := range r.view.Pages {
		written[p.Route] = true
		if !p.NoIndex {
			add(p.Route, later(p.Modified, p.Reviewed))
		}
	}
	for _, address := range r.routes() {
		if !written[address] {
			add(address, time.Time{})
		}
	}
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.Loc, b.Loc) })
	var buf bytes.Buffer
	buf.WriteString(xml.Header)
	enc := xml.NewEncoder(&buf)
	enc.Indent("", "  ")
	doc := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []entry  `xml:"url"`
	}{URLs: list}
	if err := enc.Encode(doc); err != nil {
		panic("render: sitemap: " + err.Error()) // plain text always encodes
	}
	buf.WriteByte('\n')
	return buf.String()
}

// later returns the later of two times.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// routes returns the routes of the generated pages.
func (r *renderer) routes() []string {
	out := []string{route.Home, route.Controls, route.Evidence, route.Frameworks, route.Kinds, route.Exceptions, route.Subprocessors}
	for _, c := range r.view.Controls {
		out = append(out, route.OfControl(c.ID))
	}
	for _, e := range r.view.Evidence {
		out = append(out, route.OfEvidence(e.Key))
	}
	for _, f := range r.view.Frameworks {
		out = append(out, route.OfFramework(f.ID))
	}
	for _, k := range r.view.Kinds {
		out = append(out, route.OfKind(k.ID))
	}
	if len(r.view.Reviews) > 0 {
		out = append(out, route.Changes)
	}
	for _, w := range r.view.Reviews {
		out = append(out, route.OfChange(w.From, w.To))
	}
	return out
}

// robots tells crawlers what they may fetch (RFC 9309): everything of a public
// portal, nothing of any other.
func (r *renderer) robots() string {
	if !r.portal.Public {
		return "User-agent: *\nDisallow: /\n"
	}
	return "User-agent: *\nAllow: /\n\nSitemap: " + r.portal.Absolute("/sitemap.xml") + "\n"
}

// securityLife is how long security.txt holds when the site does not say.
const securityLife = 180 * 24 * time.Hour

// security is security.txt (RFC 9116). Its expiry must lie less than a year
// ahead.
func (r *renderer) security() string {
	c := r.view.Site.Contact
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, oneLine(value))
		}
	}
	line("Contact", r.portal.Absolute(c.Security))
	line("Expires", securityExpiry(r.view).UTC().Format(time.RFC3339))
	line("Canonical", r.portal.Absolute("/.well-known/security.txt"))
	line("Policy", r.portal.Absolute(c.Policy))
	line("Encryption", r.portal.Absolute(c.Encryption))
	line("Acknowledgments", r.portal.Absolute(c.Acknowledgments))
	line("Preferred-Languages", strings.Join(c.Languages, ", "))
	return b.String()
}

// securityExpiry returns when security.txt expires: as the site says, at most
// 364 days ahead.
func securityExpiry(v *disclose.View) time.Time {
	latest := v.AsOf.Add(364 * 24 * time.Hour)
	switch at := v.Site.Contact.Expires; {
	case at.IsZero():
		return v.AsOf.Add(securityLife)
	case at.After(latest):
		return latest
	default:
		return at
	}
}

// checkContact reports a security.txt that has expired or soon will.
func checkContact(v *disclose.View) diag.List {
	at := v.Site.Contact.Expires
	if v.Site.Contact.Security == "" || at.IsZero() {
		return nil
	}
	left := at.Sub(v.AsOf)
	d := diag.Warningf(diag.ValueInvalid, source.Span{}, "security.txt expires on %s", isoDay(at)).Hinted("move contact.expires in candor.yaml, at most a year ahead")
	switch {
	case left <= 0:
		d.Severity, d.Message = diag.Error, "security.txt expired on "+isoDay(at)
	case left < 30*24*time.Hour:
		d.Severity = diag.Error
	case left >= 60*24*time.Hour:
		return nil
	}
	return diag.List{d}
}

// oneLine keeps a value from starting another line.
func oneLine(text string) string {
	return strings.Join(strings.Fields(text), " ")
}

// basePolicy is the content security policy of every page, without the hosts
// that a site allows to be shown in frames.
const basePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"

// policy returns the content security policy of a site's pages. A page carries
// it too, for hosts that cannot send headers; frame-ancestors works in a header
// only.
func policy(s disclose.Site) string {
	out := basePolicy
	if len(s.FrameHosts) > 0 {
		out += "; frame-src"
		for _, host := range s.FrameHosts {
			out += " https://" + host
		}
	}
	return out
}

// headers is the file _headers, which several static hosts read.
func headers(s disclose.Site) func() string {
	return func() string {
		var b strings.Builder
		b.WriteString("/*\n")
		for _, h := range [][2]string{
			{"Content-Security-Policy", policy(s) + "; frame-ancestors 'none'"},
			{"X-Content-Type-Options", "nosniff"},
			{"X-Frame-Options", "DENY"},
			{"Referrer-Policy", "no-referrer"},
			{"Permissions-Policy", "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"},
			{"Cross-Origin-Opener-Policy", "same-origin"},
			{"Cross-Origin-Resource-Policy", "same-origin"},
			{"Strict-Transport-Security", "max-age=63072000"},
		} {
			fmt.Fprintf(&b, "  %s: %s\n", h[0], h[1])
		}
		roots := []string{"/"}
		if s.BasePath != "/" && s.BasePath != "" {
			roots = append(roots, s.BasePath)
		}
		for _, root := range roots {
			fmt.Fprintf(&b, "%sassets/*\n  Cache-Control: public, max-age=31536000, immutable\n", root)
			fmt.Fprintf(&b, "%sbadge.svg\n  Cross-Origin-Resource-Policy: cross-origin\n", root)
			fmt.Fprintf(&b, "%sbadges/*\n  Cross-Origin-Resource-Policy: cross-origin\n", root)
		}
		return b.String()
	}
}

// mediaOf returns the media type of a file by its name.
func mediaOf(name string) string { return artifact.MediaType(name) }

// isText reports whether a media type is text.
func isText(media string) bool { return artifact.IsText(media) }

// Policy returns the content security policy that a page carries in itself.
func (p *Portal) Policy() string { return policy(p.Site) }
