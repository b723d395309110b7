// Package wellknown writes the files that machines look for at fixed addresses:
// security.txt, robots.txt, the sitemap, and _headers with the policy that browsers hold the
// pages to.
//
// It sees nothing but the View. What a host does with _headers is the host's
// affair; a page carries the policy too.
package wellknown

import (
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// Security is the path of security.txt.
const Security = ".well-known/security.txt"

// Files makes the files of a view. One without a contact for security has no
// security.txt.
func Files(v *disclose.View) []artifact.File {
	out := []artifact.File{artifact.New("robots.txt", []byte(robots(v))), artifact.New("_headers", []byte(headers(v.Site)))}
	if v.Site.Contact.Security != "" {
		out = append(out, artifact.New(Security, []byte(security(v))))
	}
	return out
}

// robots tells crawlers what they may fetch (RFC 9309): everything of a public
// portal, nothing of any other.
func robots(v *disclose.View) string {
	if v.Audience != "public" {
		return "User-agent: *\nDisallow: /\n"
	}
	return "User-agent: *\nAllow: /\n\nSitemap: " + route.Below(v.Site.BaseURL, "/sitemap.xml") + "\n"
}
