package config

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// languageTag is the usual shape of a BCP 47 tag: en, pt-BR, zh-Hant-TW.
var languageTag = onuse.Regexp(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// zones are names for suggestions; any zone of the database is legal.
var zones = []string{
	"UTC", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Bogota", "America/Chicago",
	"America/Denver", "America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "America/Toronto",
	"Asia/Bangkok", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Kolkata", "Asia/Manila",
	"Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Melbourne", "Australia/Sydney",
	"Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Brussels", "Europe/Copenhagen", "Europe/Dublin",
	"Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Oslo",
	"Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw", "Europe/Zurich",
	"Pacific/Auckland",
}

// readSite reads what the portal is and where it is published.
func (r *reader) readSite() {
	s := r.file.Site
	r.cfg.Title = r.filled(s.Title, "the title")
	r.cfg.Organization = s.Organization.Value
	if r.cfg.Organization == "" {
		r.cfg.Organization = r.cfg.Title
	}
	r.cfg.Description = s.Description.Value
	if given(s.BaseURL) {
		r.readBaseURL(s.BaseURL)
	}
	if given(s.Language) {
		r.cfg.Language = r.language(s.Language, r.cfg.Language)
	}
	r.readLanguages(s.Languages)
	if given(s.Timezone) {
		r.readTimezone(s.Timezone)
	}
	r.readLook(s)
	r.cfg.Lenient = r.file.Lenient
}

// filled returns text that must not be blank.
func (r *reader) filled(t source.Text, what string) string {
	if given(t) && strings.TrimSpace(t.Value) == "" {
		r.invalid(t, "%s is blank", what)
	}
	return t.Value
}

// readBaseURL normalises the address to a final slash.
func (r *reader) readBaseURL(t source.Text) {
	u, err := url.Parse(t.Value)
	switch {
	case err != nil || u.Scheme == "" || u.Host == "" || u.Opaque != "":
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "base_url is %q, expected an address such as https://trust.example.com/", t.Value).
			Hinted("write the whole address, with https:// and the host"))
		return
	case u.Scheme != "https" && u.Scheme != "http":
		r.invalid(t, "base_url has the scheme %q, expected https or http", u.Scheme)
		return
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(t.Value, "#"):
		r.invalid(t, "base_url has a user, a query or a fragment, expected only a host and a path")
		return
	case path.Clean("/"+u.Path) != "/"+strings.Trim(u.Path, "/"):
		r.invalid(t, "base_url has the path %q, expected one without empty or dotted segments", u.Path)
		return
	}
	u.Host = strings.ToLower(u.Host)
	u = u.JoinPath("/")
	r.cfg.BaseURL = u.String()
	r.cfg.BasePath = u.EscapedPath()
}

// language checks a language tag; fallback stands for a malformed one.
func (r *reader) language(t source.Text, fallback string) string {
	if !languageTag.MatchString(t.Value) {
		r.invalid(t, "the language is %q, expected a BCP 47 tag such as en or pt-BR", t.Value)
		return fallback
	}
	return t.Value
}

// readLanguages reads the languages that pages are translated into. A file name
// and an address bear each, so that one stands for one language only.
func (r *reader) readLanguages(list []source.Text) {
	for _, t := range list {
		tag := r.language(t, "")
		switch {
		case tag == "":
		case strings.EqualFold(tag, r.cfg.Language):
			r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "languages names %s, the language of the site", tag).
				Hinted("list the other languages only; a page without a language in its name is in %s", r.cfg.Language))
		case slices.ContainsFunc(r.cfg.Languages, func(l string) bool { return strings.EqualFold(l, tag) }):
			r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "languages names %s twice", tag).Hinted("take one of the two out"))
		default:
			r.cfg.Languages = append(r.cfg.Languages, tag)
		}
	}
}

// readTimezone looks a zone up. "Local" is refused: it would make the output
// depend on the machine.
func (r *reader) readTimezone(t source.Text) {
	loc, err := time.LoadLocation(t.Value)
	if err != nil || t.Value == "" || t.Value == "Local" {
		r.list.Add(diag.Errorf(diag.ValueUnknown, t.Span, "the time zone %q does not exist, expected an IANA name such as Europe/Berlin or UTC", t.Value).
			Hinted("%s", diag.DidYouMean(t.Value, zones)))
		return
	}
	r.cfg.Location = loc
}

// given reports whether text stands in the file.
func given(t source.Text) bool { return !t.Span.IsZero() }

// invalid reports a value of the right type and the wrong form.
func (r *reader) invalid(t source.Text, format string, args ...any) {
	r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, format, args...))
}
