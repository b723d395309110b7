package config

import (
	"net/url"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/source"
)

// readContact reads whom to write to (RFC 9116).
func (r *reader) readContact() {
	c := r.file.Contact
	if c == nil {
		return
	}
	to := &r.cfg.Contact
	if given(c.Security) && strings.Contains(c.Security.Value, "@") && !strings.Contains(c.Security.Value, ":") {
		r.list.Add(diag.Errorf(diag.ValueInvalid, c.Security.Span, "contact.security is a bare mail address, expected a URI").
			Hinted("write mailto:%s", c.Security.Value))
	} else {
		to.Security = r.address(c.Security, "contact.security", false, "https", "mailto", "tel")
	}
	to.Policy = r.address(c.Policy, "contact.policy", true, "https", "http")
	to.Encryption = r.address(c.Encryption, "contact.encryption", true, "https", "dns", "openpgp4fpr")
	to.Acknowledgments = r.address(c.Acknowledgments, "contact.acknowledgments", true, "https", "http")
	for _, l := range c.Languages {
		if tag := r.language(l, ""); tag != "" {
			to.Languages = append(to.Languages, tag)
		}
	}
	if c.Expires.IsSet() {
		end, err := period.ParseDate(c.Expires.Value, r.cfg.Location)
		if err != nil {
			if end, err = period.ParseInstant(c.Expires.Value); err != nil {
				r.invalid(c.Expires.Text, "contact.expires is %q, expected a date such as 2026-07-31", c.Expires.Value)
			}
		}
		to.Expires = end
	}
}

// address checks an address of one of the schemes, or a route of the site where
// routes are allowed. It returns "" for anything else.
func (r *reader) address(t source.Text, what string, routes bool, schemes ...string) string {
	if !given(t) {
		return ""
	}
	if routes && isRoute(t.Value) {
		return t.Value
	}
	u, err := url.Parse(t.Value)
	rest := ""
	if err == nil {
		rest = u.Host + u.Opaque
	}
	if err == nil && slices.Contains(schemes, u.Scheme) && rest != "" {
		return t.Value
	}
	want := []string{}
	if routes {
		want = append(want, "a route such as /security/")
	}
	for _, s := range schemes {
		want = append(want, s+":")
	}
	r.invalid(t, "%s is %q, expected %s", what, t.Value, parameter.Enumerate(want, "or"))
	return ""
}

// isRoute reports whether text is a path of the site, not of another host.
func isRoute(text string) bool {
	return strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//") && !strings.ContainsAny(text, " \t\n\\")
}
