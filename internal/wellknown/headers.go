package wellknown

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
)

// basePolicy is the content security policy of every page, without the hosts
// that a site allows to be shown in frames. No text becomes markup or script
// (Trusted Types): the scripts of the theme make elements, never HTML.
const basePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

// Policy returns the content security policy of a site's pages. A page carries
// it too, for hosts that cannot send headers; frame-ancestors works in a header
// only.
func Policy(s disclose.Site) string {
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
func headers(s disclose.Site) string {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, h := range [][2]string{
		{"Content-Security-Policy", Policy(s) + "; frame-ancestors 'none'"},
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
