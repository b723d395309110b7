package external

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
)

// failure is why a request had no response.
type failure struct {
	why     string
	whole   bool // it is about the host, whatever the path
	late    bool // the response did not come in time
	unnamed bool // the name of the host does not exist
}

// explain names the cause of an error of a request.
func explain(err error, u *url.URL) failure {
	var refused *refusal
	var dns *net.DNSError
	switch {
	case errors.As(err, &refused):
		return failure{why: refused.Error(), whole: true}
	case errors.As(err, &dns) && dns.IsNotFound:
		return failure{why: "the host " + u.Hostname() + " does not exist", whole: true, unnamed: true}
	case errors.As(err, &dns) && dns.IsTimeout:
		return failure{why: "the name of the host is not resolved in time", whole: true}
	case errors.As(err, &dns):
		return failure{why: "the name of the host cannot be resolved", whole: true}
	}
	if why := certificate(err); why != "" {
		return failure{why: why, whole: true}
	}
	var op *net.OpError
	dialing := errors.As(err, &op) && op.Op == "dial"
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return failure{why: "the host refuses the connection", whole: true}
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return failure{why: "there is no way to the host", whole: true}
	case dialing && timedOut(err):
		return failure{why: "the host does not take the connection in time", whole: true}
	case timedOut(err):
		return failure{why: "the host does not answer in time", late: true}
	case dialing:
		return failure{why: "the connection fails: " + innermost(err), whole: true}
	}
	return failure{why: "the connection breaks: " + innermost(err)}
}

// certificate says what is wrong with the TLS of a host, or "".
func certificate(err error) string {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var alert tls.AlertError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		return "TLS: the certificate of the host comes from an unknown authority"
	case errors.As(err, &name):
		return "TLS: the certificate of the host is for another name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "TLS: the certificate of the host has expired, or is not valid yet"
	case errors.As(err, &invalid):
		return "TLS: the certificate of the host is not valid"
	case errors.As(err, &alert):
		return "TLS: the host breaks off: " + strings.TrimPrefix(alert.Error(), "tls: ")
	case errors.As(err, &record):
		return "TLS: the host does not speak it"
	}
	var verification *tls.CertificateVerificationError
	if errors.As(err, &verification) || strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client") {
		return "TLS: " + strings.TrimPrefix(innermost(err), "tls: ")
	}
	return ""
}

// timedOut reports whether an error is that of a time limit.
func timedOut(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

// innermost returns the text of the cause at the bottom, which holds no
// addresses or ports that differ from run to run.
func innermost(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
