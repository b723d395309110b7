package wellknown

import (
	"fmt"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// life is how long security.txt holds when the site does not say.
const life = 180 * 24 * time.Hour

// security is security.txt (RFC 9116). Its expiry must lie less than a year
// ahead.
func security(v *disclose.View) string {
	c := v.Site.Contact
	absolute := func(address string) string { return route.Below(v.Site.BaseURL, address) }
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, oneLine(value))
		}
	}
	line("Contact", absolute(c.Security))
	line("Expires", expiry(v).UTC().Format(time.RFC3339))
	line("Canonical", absolute("/.well-known/security.txt"))
	line("Policy", absolute(c.Policy))
	line("Encryption", absolute(c.Encryption))
	line("Acknowledgments", absolute(c.Acknowledgments))
	line("Preferred-Languages", strings.Join(c.Languages, ", "))
	return b.String()
}

// expiry returns when security.txt expires: as the site says, at most
// 364 days ahead.
func expiry(v *disclose.View) time.Time {
	latest := v.AsOf.Add(364 * 24 * time.Hour)
	switch at := v.Site.Contact.Expires; {
	case at.IsZero():
		return v.AsOf.Add(life)
	case at.After(latest):
		return latest
	default:
		return at
	}
}

// Check reports a security.txt that has expired or soon will.
func Check(v *disclose.View) diag.List {
	at := v.Site.Contact.Expires
	if v.Site.Contact.Security == "" || at.IsZero() {
		return nil
	}
	left := at.Sub(v.AsOf)
	d := diag.Warningf(diag.ValueInvalid, source.Span{}, "security.txt expires on %s", at.UTC().Format(time.DateOnly)).Hinted("move contact.expires in candor.yaml, at most a year ahead")
	switch {
	case left <= 0:
		d.Severity, d.Message = diag.Error, "security.txt expired on "+at.UTC().Format(time.DateOnly)
	case left < 30*24*time.Hour:
		d.Severity = diag.Error
	case left >= 60*24*time.Hour:
		return nil
	}
	return diag.List{d}
}

// oneLine keeps a value from starting another line.
func oneLine(text string) string {
	return strings.Join(strings.Fields(text), " ")
}
