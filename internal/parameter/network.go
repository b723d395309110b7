package parameter

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// readPorts reads a list of port numbers, each once, or the word all.
func readPorts(raw any) (Value, error) {
	const form = "a list of port numbers such as [443], or all"
	if text, ok := raw.(string); ok {
		if text == All {
			return Value{Raw: All, Word: All}, nil
		}
		return Value{}, &WordError{Got: text, Allowed: Words(Ports), Cause: unexpected(form, raw)}
	}
	list, ok := raw.([]any)
	if !ok {
		return Value{}, unexpected(form, raw)
	}
	out := make([]any, 0, len(list))
	for i, item := range list {
		n, ok := whole(item)
		if !ok || n < 0 || n > 65535 {
			return Value{}, fmt.Errorf("has an item, number %d, which %w", i+1, unexpected("a port number from 0 to 65535", item))
		}
		if slices.Contains(out, any(n)) {
			return Value{}, fmt.Errorf("lists port %d twice", n)
		}
		out = append(out, n)
	}
	return Value{Raw: out}, nil
}

// address is what people mean as an IP address or a range, whether or not it
// is one.
var address = onuse.Regexp(`^[0-9]+(\.[0-9]+)+(/[0-9]*)?$|^[0-9a-fA-F]*:[0-9a-fA-F:.]*(/[0-9]*)?$`)

// readPeer reads a range of addresses in CIDR notation or a name.
func readPeer(raw any) (Value, error) {
	const form = "a range of addresses such as 10.0.0.0/8, or the name of a group"
	text, ok := raw.(string)
	if !ok {
		return Value{}, unexpected(form, raw)
	}
	if !address.MatchString(text) {
		if _, err := name(raw); err != nil {
			return Value{}, unexpected(form, raw)
		}
		return Value{Raw: text}, nil
	}
	if a, err := netip.ParseAddr(text); err == nil {
		return Value{}, fmt.Errorf("must be a range of addresses: write %s/%d for this one", a, a.BitLen())
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return Value{}, unexpected(form, raw)
	}
	if masked := prefix.Masked(); masked != prefix {
		return Value{}, fmt.Errorf("must be the first address of its range: write %s, not %s", masked, text)
	}
	return Value{Raw: text}, nil
}

// readURL reads an absolute address on the web, without a user's name or
// password.
func readURL(raw any) (Value, error) {
	const form = "an address that begins with https:// or http://"
	text, ok := raw.(string)
	if !ok {
		return Value{}, unexpected(form, raw)
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || strings.ContainsAny(text, " \\") {
		return Value{}, unexpected(form, raw)
	}
	if u.User != nil {
		return Value{}, fmt.Errorf("must be an address without a user name or a password")
	}
	return Value{Raw: text}, nil
}

// mailbox is a mail address as forms accept it (HTML, section 4.10.5.1.5),
// with a dot in the domain.
var mailbox = onuse.Regexp("^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+$")

func readEmail(raw any) (Value, error) {
	const longest = 254 // RFC 5321, section 4.5.3.1.3
	text, ok := raw.(string)
	if !ok || len(text) > longest || !mailbox.MatchString(text) {
		return Value{}, unexpected("a mail address such as security@example.com", raw)
	}
	return Value{Raw: text}, nil
}
