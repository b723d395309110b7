package reproduce

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// The formats and tools that ask what everybody may ask.
var (
	asksTLS     = []string{"candor-tls", "sslyze", "sslscan", "ssllabs", "testssl", "testssl.sh"}
	asksHeaders = []string{"candor-http-headers", "mozilla-observatory", "observatory"}
	asksDNS     = []string{"candor-dns", "dig"}
)

// hostname is a name of the public DNS (RFC 1123, section 2.1): at least two
// labels, the last of which is no number.
var hostname = onuse.Regexp(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`)

// probes adds what a reader may ask what was examined, where a tool asked the
// same from outside, and the evidence names one target.
func (w *writer) probes() {
	e := w.piece
	asks := func(tools []string) bool { return slices.Contains(tools, e.Format) || slices.Contains(tools, e.Tool) }
	switch host, port := endpoint(e.Target); {
	case asks(asksHeaders):
		if address := webAddress(e.Target); address != "" {
			w.add(Headers, Command("curl", "-sSI", address), "", address)
		}
	case host == "":
	case asks(asksTLS):
		at := net.JoinHostPort(host, port)
		w.add(TLS, Command("openssl", "s_client", "-connect", at, "-servername", host)+" </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates", "", at)
		w.add(Protocol, Command("sslyze", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3", at), "", at)
	case asks(asksDNS) && !strings.Contains(e.Target, ":"):
		var lines []string
		for _, kind := range []string{"A", "AAAA", "MX", "TXT", "CAA"} {
			lines = append(lines, Command("dig", "+short", host, kind))
		}
		lines = append(lines, Command("dig", "+short", "_dmarc."+host, "TXT"))
		w.add(DNS, strings.Join(lines, "\n"), "", host)
	}
}

// endpoint reads a target as a host with an optional port, 443 without one. An
// address, a name of a private network or anything else is none.
func endpoint(target string) (host, port string) {
	host, port = target, "443"
	if u, err := url.Parse(target); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil {
		host = u.Host
	}
	if h, p, err := net.SplitHostPort(host); err == nil {
		host, port = h, p
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 || strconv.Itoa(n) != port {
		return "", ""
	}
	host = strings.ToLower(host)
	if len(host) > 253 || !hostname.MatchString(host) || private(host) {
		return "", ""
	}
	return host, port
}

// private reports whether a name is not of the public DNS (RFC 6761, RFC 6762,
// RFC 8375, RFC 9476, and what ICANN set aside).
func private(host string) bool {
	return slices.ContainsFunc([]string{".local", ".localhost", ".internal", ".intranet", ".corp", ".home", ".lan", ".home.arpa", ".invalid", ".test", ".onion", ".alt"}, func(end string) bool {
		return strings.HasSuffix(host, end)
	})
}

// webAddress reads a target as the address of a page that everybody can ask
// for, or of the first page of a host; "" for anything else.
func webAddress(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.User != nil || u.Opaque != "" {
		return ""
	}
	host, _ := endpoint(target)
	switch {
	case host == "":
		return ""
	case u.Scheme == "":
		return "https://" + strings.ToLower(target) + "/"
	case u.Scheme != "https" && u.Scheme != "http":
		return ""
	}
	u.Fragment, u.RawQuery = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
