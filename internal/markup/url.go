package markup

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// linkSchemes are the schemes that a link may have; it may also have none.
var linkSchemes = set("http https mailto tel sms ftp sftp ssh git irc ircs xmpp matrix")

// imageData are the data: URLs that an image may have.
var imageData = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]*$`)

// scheme returns the scheme of a URL in lower case, or "". Blanks and control
// characters, which browsers skip, do not hide it.
func scheme(dest string) string {
	clean := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, dest)
	i := strings.IndexAny(clean, ":/?#")
	if i <= 0 || clean[i] != ':' {
		return ""
	}
	for k, r := range clean[:i] {
		letter := r|0x20 >= 'a' && r|0x20 <= 'z'
		if !letter && (k == 0 || !(r >= '0' && r <= '9' || r == '+' || r == '-' || r == '.')) {
			return ""
		}
	}
	return strings.ToLower(clean[:i])
}

// safeLink reports whether a link may stand in the output.
func safeLink(dest string) bool {
	s := scheme(dest)
	return s == "" || linkSchemes[s]
}

// safeImage reports whether an image, video or sound may be loaded.
func safeImage(dest string) bool {
	s := scheme(dest)
	return s == "" || s == "http" || s == "https" || imageData.MatchString(dest)
}

// isExternal reports whether a link leaves the site.
func isExternal(dest string) bool {
	s := scheme(dest)
	return s == "http" || s == "https" || strings.HasPrefix(dest, "//")
}

// frameAllowed reports whether an iframe may show a URL.
func frameAllowed(src string, hosts []string) bool {
	u, err := url.Parse(src)
	return err == nil && u.Scheme == "https" && slices.Contains(hosts, u.Host)
}
