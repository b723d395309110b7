// Package probe asks hosts over the network what they offer: versions of TLS and
// certificates, headers of HTTP, records of DNS.
//
// Only a collection calls it; no build, check or server does. It sends nothing
// but the questions, judges nothing, and keeps no cookie or body. A host that
// does not answer is said to be unreachable; nothing is guessed about it.
package probe

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"
)

// dialTimeout is how long one connection may take to open and to agree on TLS.
const dialTimeout = 10 * time.Second

// TLS is what endpoints offer.
type TLS struct {
	Endpoints []Endpoint `json:"endpoints"`
	NotProbed []string   `json:"not_probed"` // versions that this program cannot speak
}

// Endpoint is what one endpoint offers. Words of Versions: offered, refused,
// unknown.
type Endpoint struct {
	Host            string            `json:"host"`
	Port            string            `json:"port"`
	Reachable       bool              `json:"reachable"`
	Versions        map[string]string `json:"versions"`    // 1.0, 1.1, 1.2, 1.3
	Offered         []string          `json:"tls_offered"` // in their order
	ALPN            string            `json:"alpn"`        // what was agreed on out of h2 and http/1.1
	Cipher          string            `json:"cipher_suite"`
	Trusted         bool              `json:"trusted"` // by the roots of the machine that asked
	HostnameMatches bool              `json:"hostname_matches"`
	NotAfter        string            `json:"not_after,omitempty"` // of the host's own certificate
	Names           []string          `json:"names"`               // subject alternative names
	Chain           []Certificate     `json:"chain"`
	Error           string            `json:"error,omitempty"`
}

// Certificate is one certificate that was sent.
type Certificate struct {
	Subject   string `json:"subject"`
	Issuer    string `json:"issuer"`
	Serial    string `json:"serial"`
	NotBefore string `json:"not_before"`
	NotAfter  string `json:"not_after"`
	SHA256    string `json:"sha256"`
	Key       string `json:"key"` // such as ECDSA P-256, RSA 2048
	Signature string `json:"signature"`
}

// versions of TLS that are tried, each by itself.
var versions = []struct {
	name string
	id   uint16
}{{"1.0", tls.VersionTLS10}, {"1.1", tls.VersionTLS11}, {"1.2", tls.VersionTLS12}, {"1.3", tls.VersionTLS13}}

// Endpoints asks each HOST or HOST:PORT (443) which versions of TLS it offers,
// and which certificates it sends. roots are those of the machine where nil;
// now is when certificates must be valid.
func Endpoints(ctx context.Context, endpoints []string, roots *x509.CertPool, now time.Time) *TLS {
	out := &TLS{NotProbed: []string{"SSL 2.0", "SSL 3.0"}}
	for _, e := range endpoints {
		host, port, err := net.SplitHostPort(e)
		if err != nil {
			host, port = strings.Trim(e, "[]"), "443"
		}
		out.Endpoints = append(out.Endpoints, endpoint(ctx, host, port, roots, now))
	}
	return out
}

func endpoint(ctx context.Context, host, port string, roots *x509.CertPool, now time.Time) Endpoint {
	e := Endpoint{Host: host, Port: port, Versions: map[string]string{}, Offered: []string{}, Names: []string{}, Chain: []Certificate{}}
	var best *tls.ConnectionState
	closed := map[string]bool{}
	for _, v := range versions {
		state, err := handshake(ctx, host, port, v.id)
		switch {
		case err == nil:
			e.Versions[v.name], e.Reachable, best = "offered", true, state
			e.Offered = append(e.Offered, v.name)
		case refuses(err):
			e.Versions[v.name], e.Reachable = "refused", true
		default:
			e.Versions[v.name], e.Error = "unknown", brief(err)
			closed[v.name] = hangsUp(err)
		}
	}
	if best == nil {
		return e
	}
	// Some servers hang up in place of saying that they refuse. Where another
	// version is offered, that is what it means.
	for name, hung := range closed {
		if hung {
			e.Versions[name] = "refused"
		}
	}
	if len(closed) > 0 && allKnown(e.Versions) {
		e.Error = ""
	}
	e.describe(best, roots, now)
	return e
}

func allKnown(words map[string]string) bool {
	for _, w := range words {
		if w == "unknown" {
			return false
		}
	}
	return true
}

// handshake agrees on one version of TLS, with whatever suites there are.
func handshake(ctx context.Context, host, port string, version uint16) (*tls.ConnectionState, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	raw, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, err
	}
	defer func() { _ = raw.Close() }() // the handshake is over
	var suites []uint16
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		suites = append(suites, s.ID)
	}
	conn := tls.Client(raw, &tls.Config{
		ServerName: host, MinVersion: version, MaxVersion: version, CipherSuites: suites, NextProtos: []string{"h2", "http/1.1"},
		InsecureSkipVerify: true, // what is sent is described, and verified below
	})
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	state := conn.ConnectionState()
	return &state, nil
}

// refuses reports whether the other side said that it does not speak a version
// or any of its suites (RFC 8446, section 6.2).
func refuses(err error) bool {
	var alert tls.AlertError
	if errors.As(err, &alert) {
		return alert == 70 || alert == 40 || alert == 71 || alert == 86 // protocol_version, handshake_failure, insufficient_security, inappropriate_fallback
	}
	text := err.Error()
	return strings.Contains(text, "protocol version not supported") || strings.Contains(text, "handshake failure") ||
		strings.Contains(text, "server selected unsupported protocol version") || strings.Contains(text, "insufficient security level")
}

// hangsUp reports whether the other side closed the connection.
func hangsUp(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// brief is an error without addresses of the machine that asked.
func brief(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "time-out"
	case errors.As(err, &dns) && dns.IsNotFound:
		return "no such host"
	case errors.As(err, &dns):
		return "the name could not be resolved"
	case errors.As(err, &op) && (op.Op == "dial" || errors.Is(err, syscall.ECONNREFUSED)):
		return "no connection"
	case hangsUp(err):
		return "the connection was closed"
	case op != nil && op.Timeout():
		return "time-out"
	case op != nil && op.Op != "remote error":
		return "the connection failed"
	}
	return err.Error()
}

func (e *Endpoint) describe(s *tls.ConnectionState, roots *x509.CertPool, now time.Time) {
	e.ALPN, e.Cipher = s.NegotiatedProtocol, tls.CipherSuiteName(s.CipherSuite)
	for _, c := range s.PeerCertificates {
		sum := sha256.Sum256(c.Raw)
		e.Chain = append(e.Chain, Certificate{
			Subject: c.Subject.String(), Issuer: c.Issuer.String(), Serial: c.SerialNumber.Text(16), NotBefore: stamp(c.NotBefore), NotAfter: stamp(c.NotAfter),
			SHA256: hex.EncodeToString(sum[:]), Key: keyOf(c.PublicKey), Signature: c.SignatureAlgorithm.String(),
		})
	}
	if len(s.PeerCertificates) == 0 {
		return
	}
	leaf := s.PeerCertificates[0]
	e.NotAfter, e.Names = stamp(leaf.NotAfter), append(e.Names, leaf.DNSNames...)
	for _, ip := range leaf.IPAddresses {
		e.Names = append(e.Names, ip.String())
	}
	between := x509.NewCertPool()
	for _, c := range s.PeerCertificates[1:] {
		between.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: now})
	e.Trusted = err == nil
	e.HostnameMatches = leaf.VerifyHostname(e.Host) == nil
}

func keyOf(key any) string {
	switch k := key.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", k.N.BitLen())
	case *ecdsa.PublicKey:
		return "ECDSA " + k.Curve.Params().Name
	case ed25519.PublicKey:
		return "Ed25519"
	}
	return "unknown"
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
