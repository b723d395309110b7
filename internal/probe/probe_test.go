package probe

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	now   = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	until = now.AddDate(0, 2, 0)
)

// certificate makes a certificate of its own authority for names.
func certificate(t *testing.T, names ...string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(0x1f), Subject: pkix.Name{CommonName: "test"}, NotBefore: now.AddDate(0, -1, 0), NotAfter: until, DNSNames: names,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, pool
}

// serve speaks TLS of some versions on loopback until the test ends.
func serve(t *testing.T, cert tls.Certificate, lowest, highest uint16) string {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: lowest, MaxVersion: highest, NextProtos: []string{"http/1.1"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				_ = conn.(*tls.Conn).Handshake()
				_ = conn.Close()
			}()
		}
	}()
	return l.Addr().String()
}

func TestEndpoints(t *testing.T) {
	cert, pool := certificate(t, "localhost", "www.example.com")
	for _, tt := range []struct {
		lowest, highest uint16
		want            string
	}{
		{tls.VersionTLS10, tls.VersionTLS13, "1.0 1.1 1.2 1.3"},
		{tls.VersionTLS10, tls.VersionTLS10, "1.0"},
		{tls.VersionTLS11, tls.VersionTLS12, "1.1 1.2"},
		{tls.VersionTLS12, tls.VersionTLS12, "1.2"},
		{tls.VersionTLS12, tls.VersionTLS13, "1.2 1.3"},
		{tls.VersionTLS13, tls.VersionTLS13, "1.3"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			e := Endpoints(t.Context(), []string{serve(t, cert, tt.lowest, tt.highest)}, pool, now).Endpoints[0]
			if got := strings.Join(e.Offered, " "); got != tt.want || !e.Reachable || e.Error != "" {
				t.Errorf("%+v", e)
			}
			for version, word := range e.Versions {
				if offered := slices.Contains(e.Offered, version); offered != (word == "offered") || !offered && word != "refused" {
					t.Errorf("%s is %s", version, word)
				}
			}
			if !e.Trusted || !e.HostnameMatches || e.NotAfter != "2027-01-20T12:00:00Z" || strings.Join(e.Names, " ") != "localhost www.example.com 127.0.0.1" || e.ALPN != "http/1.1" ||
				len(e.Chain) != 1 || e.Chain[0].Serial != "1f" || e.Chain[0].Key != "ECDSA P-256" || len(e.Chain[0].SHA256) != 64 {
				t.Errorf("%+v", e)
			}
		})
	}
}

func TestEndpointsThatAreNotGood(t *testing.T) {
	cert, pool := certificate(t, "elsewhere.example")
	address := serve(t, cert, tls.VersionTLS12, tls.VersionTLS13)
	_, port, _ := net.SplitHostPort(address)

	if e := Endpoints(t.Context(), []string{address}, x509.NewCertPool(), now).Endpoints[0]; e.Trusted || !e.HostnameMatches {
		t.Errorf("nobody vouches for it: %+v", e)
	}
	if e := Endpoints(t.Context(), []string{address}, pool, until.AddDate(1, 0, 0)).Endpoints[0]; e.Trusted {
		t.Errorf("it has expired: %+v", e)
	}
	if e := Endpoints(t.Context(), []string{"localhost:" + port}, pool, now).Endpoints[0]; !e.Trusted || e.HostnameMatches {
		t.Errorf("it is of another name: %+v", e)
	}

	// One that hangs up on old versions, one that speaks no TLS at all, and none.
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	e := Endpoints(t.Context(), []string{plain.Listener.Addr().String()}, pool, now).Endpoints[0]
	if e.Reachable || len(e.Offered) > 0 || e.Versions["1.0"] != "unknown" || e.Error == "" {
		t.Errorf("it speaks no TLS: %+v", e)
	}
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = gone.Close()
	e = Endpoints(t.Context(), []string{gone.Addr().String()}, pool, now).Endpoints[0]
	if e.Reachable || e.Error != "no connection" || e.Versions["1.3"] != "unknown" {
		t.Errorf("it is not there: %+v", e)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if e := Endpoints(ctx, []string{address}, pool, now).Endpoints[0]; e.Reachable {
		t.Errorf("%+v", e)
	}
}

func TestHeaders(t *testing.T) {
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Strict-Transport-Security", `max-age=63072000; includeSubDomains; preload`)
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-abc123'")
		h.Set("X-Content-Type-Options", "nosniff")
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "do-not-keep", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		http.SetCookie(w, &http.Cookie{Name: "theme", Value: "x"})
		w.WriteHeader(http.StatusTeapot)
	}))
	defer secure.Close()
	redirecting := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/plain":
		default:
			http.Redirect(w, r, secure.URL+"/in?token=do-not-keep", http.StatusMovedPermanently)
		}
	}))
	defer redirecting.Close()
	pool := x509.NewCertPool()
	pool.AddCert(secure.Certificate())

	all := Headers(t.Context(), []string{redirecting.URL + "/?key=do-not-keep", redirecting.URL + "/plain", redirecting.URL + "/loop", "http://127.0.0.1:1/", "::"}, pool)
	a := all.URLs[0]
	if a.URL != redirecting.URL+"/" || a.FinalURL != secure.URL+"/in" || a.Status != http.StatusTeapot || !a.HTTPS || !a.RedirectsToHTTPS || len(a.Hops) != 2 || a.Hops[0].Status != 301 {
		t.Errorf("%+v", a)
	}
	if *a.HSTS != (HSTS{63072000, true, true}) || strings.Join(a.Missing, " ") != "permissions-policy referrer-policy x-frame-options" {
		t.Errorf("%+v, missing %v", a.HSTS, a.Missing)
	}
	if a.Hops[1].Headers["content-security-policy"] != "default-src 'none'; script-src 'nonce-...'" {
		t.Error(a.Hops[1].Headers)
	}
	if !slices.Equal(a.Cookies, []Attached{{"session", true, true, "lax"}, {"theme", false, false, ""}}) {
		t.Error(a.Cookies)
	}
	if b := all.URLs[1]; b.HTTPS || b.RedirectsToHTTPS || b.HSTS != nil || slices.Contains(b.Missing, "strict-transport-security") || b.Status != 200 {
		t.Errorf("%+v", b)
	}
	if c := all.URLs[2]; c.Error != "too many redirects" || c.Status != 0 {
		t.Errorf("%+v", c)
	}
	if d := all.URLs[3]; d.Reachable || d.Error != "no connection" {
		t.Errorf("%+v", d)
	}
	if e := all.URLs[4]; e.Reachable || e.Error != "this is no address" {
		t.Errorf("%+v", e)
	}
	if e := Headers(t.Context(), []string{secure.URL}, x509.NewCertPool()).URLs[0]; e.Reachable || !strings.Contains(e.Error, "certificate") {
		t.Errorf("%+v", e)
	}
}
