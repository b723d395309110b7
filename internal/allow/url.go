package allow

import (
	"net/url"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// linkSchemes are the schemes that a link may have; it may also have none.
var linkSchemes = set("http https mailto tel sms ftp sftp ssh git irc ircs xmpp matrix")

// imageData are the data: URLs that an image may have.
var imageData = onuse.Regexp(`^data:image/(png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]*$`)

// Scheme returns the scheme of a URL in lower case, or "". Blanks and control
// characters, which browsers skip, do not hide it.
func Scheme(dest string) string {
	if !mayHaveScheme(dest) {
		return ""
	}
	clean := dest
	if strings.ContainsFunc(dest, skipped) {
		clean = strings.Map(func(r rune) rune {
			if skipped(r) {
				return -1
			}
			return r
		}, dest)
	}
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

// mayHaveScheme reports whether a colon stands in a URL before what ends a scheme,
// or something does that browsers skip.
func mayHaveScheme(dest string) bool {
	for i := range len(dest) {
		switch c := dest[i]; {
		case c == '/', c == '?', c == '#':
			return false
		case c == ':', skipped(rune(c)):
			return true
		}
	}
	return false
}

// skipped reports whether browsers skip a character of a URL.
func skipped(r rune) bool { return r <= ' ' || r == 0x7f }

// Link reports whether a link may stand in the output.
func Link(dest string) bool {
	s := Scheme(dest)
	return s == "" || linkSchemes[s]
}

// Image reports whether an image, video or sound may be loaded.
func Image(dest string) bool {
	s := Scheme(dest)
	return s == "" || s == "http" || s == "https" || imageData.MatchString(dest)
}

// IsExternal reports whether a link leaves the site.
func IsExternal(dest string) bool {
	s := Scheme(dest)
	return s == "http" || s == "https" || strings.HasPrefix(dest, "//")
}

// Frame reports whether an iframe may show a URL.
func Frame(src string, hosts []string) bool {
	u, err := url.Parse(src)
	return err == nil && u.Scheme == "https" && slices.Contains(hosts, u.Host)
}
