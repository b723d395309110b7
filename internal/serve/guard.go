package serve

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// guard returns the status and the reason with which a request is refused, or
// 0. It stands between the site and two attacks on servers on loopback: DNS
// rebinding, in which a foreign name resolves to 127.0.0.1, and requests that
// foreign pages send. Only what the toolbar posts may change something, and only
// where the browser says that a page of this server sent it.
func guard(r *http.Request, posts bool) (status int, reason string) {
	if !local(r.Host) {
		return http.StatusForbidden, "this development server answers to localhost only, not to " + r.Host
	}
	if origin := r.Header.Values("Origin"); len(origin) > 1 || len(origin) == 1 && !sameOrigin(origin[0], r.Host) {
		return http.StatusForbidden, "requests of other sites are refused"
	}
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate" {
		return http.StatusForbidden, "requests of other sites are refused"
	}
	if posts && r.Method == http.MethodPost {
		if len(r.Header.Values("Origin")) != 1 {
			return http.StatusForbidden, "requests of other sites are refused"
		}
		return 0, ""
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return http.StatusMethodNotAllowed, "only GET and HEAD are answered"
	}
	if !plain(r.URL) {
		return http.StatusBadRequest, "the path is not plain"
	}
	return 0, ""
}

// local reports whether a Host header names loopback, with any port: a tunnel
// may have changed it.
func local(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	} else if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// sameOrigin reports whether an Origin header names the host of the request.
func sameOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, host)
}

// plain reports whether a path can name a file: no "..", no empty element, no
// encoded dot or separator.
func plain(u *url.URL) bool {
	raw := strings.ToLower(u.EscapedPath())
	for _, code := range []string{"%2e", "%2f", "%5c", "%00"} {
		if strings.Contains(raw, code) {
			return false
		}
	}
	if !strings.HasPrefix(u.Path, "/") || strings.ContainsAny(u.Path, "\\\x00\r\n") || strings.Contains(u.Path, "//") {
		return false
	}
	for name := range strings.SplitSeq(u.Path, "/") {
		if name == "." || name == ".." {
			return false
		}
	}
	return true
}
