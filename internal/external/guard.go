package external

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// refusal is the error of a connection that the guard does not open.
type refusal struct{ why string }

// Error implements error.
func (r *refusal) Error() string { return r.why }

// transport connects to public addresses only, unless private ones are wanted.
// The check is made on the address that is connected to, after names were
// resolved, so that no name and no redirect leads around it.
func transport(opt Options) *http.Transport {
	dialer := &net.Dialer{Timeout: opt.Timeout, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return &refusal{"the address " + address + " is not understood"}
		}
		if why := forbidden(at.Addr(), opt.Private); why != "" {
			return &refusal{why}
		}
		return nil
	}}
	return &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, DisableCompression: true,
		TLSHandshakeTimeout: opt.Timeout, MaxIdleConnsPerHost: perHost, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 256 << 10,
	}
}

// never are the ranges that no check goes to: links of one machine or segment,
// behind which clouds keep their metadata, and addresses that no host has.
var never = prefixes("0.0.0.0/8 169.254.0.0/16 192.0.0.0/24 224.0.0.0/4 240.0.0.0/4 ::/128 fe80::/10 ff00::/8 fd00:ec2::/32")

// private are the ranges of loopback and of inner networks (IANA special-purpose
// address registries).
var private = prefixes("10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.168.0.0/16 198.18.0.0/15 ::1/128 fc00::/7")

// embeds are the ranges whose addresses hold one of IPv4, and the byte at which
// it starts: NAT64 (RFC 6052), 6to4 (RFC 3056).
var embeds = []struct {
	prefix netip.Prefix
	at     int
}{{netip.MustParsePrefix("64:ff9b::/96"), 12}, {netip.MustParsePrefix("2002::/16"), 2}}

func prefixes(list string) []netip.Prefix {
	var out []netip.Prefix
	for _, p := range strings.Fields(list) {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}

// forbidden says why no check goes to an address, or "".
func forbidden(addr netip.Addr, alsoPrivate bool) string {
	addr = addr.Unmap().WithZone("")
	for _, e := range embeds {
		if e.prefix.Contains(addr) {
			b := addr.As16()
			addr = netip.AddrFrom4([4]byte(b[e.at : e.at+4]))
		}
	}
	if within(addr, never) {
		return "the address is link-local or reserved, and no check goes there"
	}
	if !alsoPrivate && within(addr, private) {
		return "the address is private, and checks go there only with --allow-private"
	}
	return ""
}

func within(addr netip.Addr, list []netip.Prefix) bool {
	for _, p := range list {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// literal says why no check goes to a host that is written as an address, or
// as the name of this machine; "" for other names.
func literal(u *url.URL, alsoPrivate bool) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if addr, err := netip.ParseAddr(host); err == nil {
		return forbidden(addr, alsoPrivate)
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return forbidden(netip.AddrFrom4([4]byte{127, 0, 0, 1}), alsoPrivate)
	}
	return ""
}

// reserved says why a name is not asked for: it was set aside so that it never
// exists (RFC 2606, RFC 6761). "" for others.
func reserved(key string) string {
	u, err := url.Parse(key)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, top := range []string{"example", "test", "invalid"} {
		if host == top || strings.HasSuffix(host, "."+top) {
			return "names below ." + top + " are reserved, and never exist"
		}
	}
	return ""
}
