package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// maxHops is how many redirects are followed.
const maxHops = 10

// HTTP is what addresses answer.
type HTTP struct {
	URLs []Address `json:"urls"`
}

// Address is what one address answers, to a GET without cookies.
type Address struct {
	URL              string     `json:"url"`
	Reachable        bool       `json:"reachable"`
	Status           int        `json:"status"`    // of the last answer
	FinalURL         string     `json:"final_url"` // without its query
	HTTPS            bool       `json:"https"`     // the last answer came over TLS
	RedirectsToHTTPS bool       `json:"redirects_to_https"`
	Hops             []Hop      `json:"hops"`    // redirects, then the last answer
	Missing          []string   `json:"missing"` // of the headers below, the last answer lacks these
	HSTS             *HSTS      `json:"hsts"`    // null without the header
	Cookies          []Attached `json:"cookies"` // names and attributes, never values
	Error            string     `json:"error,omitempty"`
}

// Hop is one answer.
type Hop struct {
	URL     string            `json:"url"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"` // those that say something about security, in small letters
}

// HSTS is Strict-Transport-Security (RFC 6797).
type HSTS struct {
	MaxAge            int64 `json:"max_age_seconds"`
	IncludeSubdomains bool  `json:"include_subdomains"`
	Preload           bool  `json:"preload"`
}

// Attached is a cookie without its value.
type Attached struct {
	Name     string `json:"name"`
	Secure   bool   `json:"secure"`
	HTTPOnly bool   `json:"http_only"`
	SameSite string `json:"same_site"`
}

// expected are the headers that Missing is about.
var expected = []string{"content-security-policy", "permissions-policy", "referrer-policy", "strict-transport-security", "x-content-type-options", "x-frame-options"}

// kept are the headers that are kept beside them.
var kept = []string{"cache-control", "content-type", "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "server", "x-powered-by", "x-xss-protection", "access-control-allow-origin"}

// Headers asks each address, follows its redirects, and keeps what the headers
// say. roots are those of the machine where nil.
func Headers(ctx context.Context, urls []string, roots *x509.CertPool) *HTTP {
	transport := &http.Transport{
		DialContext: (&net.Dialer{Timeout: dialTimeout}).DialContext, TLSHandshakeTimeout: dialTimeout, ResponseHeaderTimeout: 2 * dialTimeout,
		TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS10}, DisableKeepAlives: true, ForceAttemptHTTP2: true,
	}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	out := &HTTP{}
	for _, u := range urls {
		out.URLs = append(out.URLs, address(ctx, client, u))
	}
	return out
}

func address(ctx context.Context, client *http.Client, written string) Address {
	a := Address{URL: plain(written), Hops: []Hop{}, Missing: []string{}, Cookies: []Attached{}}
	at := written
	for range maxHops + 1 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
		if err != nil {
			a.Error = "this is no address"
			return a
		}
		req.Header.Set("User-Agent", "candor")
		resp, err := client.Do(req)
		if err != nil {
			a.Error = briefHTTP(err)
			return a
		}
		_ = resp.Body.Close() // nothing of it is read
		a.Reachable = true
		a.Hops = append(a.Hops, Hop{URL: plain(at), Status: resp.StatusCode, Headers: picked(resp.Header)})
		next, err := resp.Location()
		if err != nil || resp.StatusCode/100 != 3 {
			a.finish(req.URL, resp)
			return a
		}
		a.RedirectsToHTTPS = a.RedirectsToHTTPS || req.URL.Scheme == "http" && next.Scheme == "https" && len(a.Hops) == 1
		at = next.String()
	}
	a.Error = "too many redirects"
	return a
}

// briefHTTP is an error without the address, which may hold a key.
func briefHTTP(err error) string {
	if inner := (*url.Error)(nil); errors.As(err, &inner) {
		err = inner.Err
	}
	return brief(err)
}

func (a *Address) finish(u *url.URL, resp *http.Response) {
	a.Status, a.FinalURL, a.HTTPS = resp.StatusCode, plain(u.String()), u.Scheme == "https"
	for _, name := range expected {
		if resp.Header.Get(name) == "" && (name != "strict-transport-security" || a.HTTPS) {
			a.Missing = append(a.Missing, name)
		}
	}
	a.HSTS = parseHSTS(resp.Header.Get("Strict-Transport-Security"))
	for _, c := range resp.Cookies() {
		same := map[http.SameSite]string{http.SameSiteLaxMode: "lax", http.SameSiteStrictMode: "strict", http.SameSiteNoneMode: "none"}[c.SameSite]
		a.Cookies = append(a.Cookies, Attached{c.Name, c.Secure, c.HttpOnly, same})
	}
}

// nonce is a value that differs from answer to answer.
var nonce = regexp.MustCompile(`'nonce-[^']*'`)

func picked(h http.Header) map[string]string {
	out := map[string]string{}
	for _, name := range slices.Concat(expected, kept) {
		if values := h.Values(name); len(values) > 0 {
			out[name] = nonce.ReplaceAllString(strings.Join(values, ", "), "'nonce-...'")
		}
	}
	return out
}

func parseHSTS(text string) *HSTS {
	if text == "" {
		return nil
	}
	h := &HSTS{}
	for part := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch strings.ToLower(name) {
		case "max-age":
			h.MaxAge, _ = strconv.ParseInt(strings.Trim(value, `"`), 10, 64) // 0 does not protect
		case "includesubdomains":
			h.IncludeSubdomains = true
		case "preload":
			h.Preload = true
		}
	}
	return h
}

// plain is an address without user, query and fragment, which may hold keys.
func plain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.User, u.RawQuery, u.Fragment, u.ForceQuery = nil, "", "", false
	return u.String()
}
