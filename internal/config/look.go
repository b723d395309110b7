package config

import (
	"net/url"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// colour is a colour of six hexadecimal digits.
var colour = onuse.Regexp(`^#[0-9A-Fa-f]{6}$`)

// colourEntry is a colour for both schemes, or a mapping with one for each.
type colourEntry struct {
	colourFile
	both source.Text
}

type colourFile struct {
	Light source.Text `json:"light,omitzero" jsonschema:"on light grounds, such as '#1f6feb', in quotes"`
	Dark  source.Text `json:"dark,omitzero" jsonschema:"on dark grounds"`
}

func (e *colourEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind == decode.Map {
		return schema.Into(n, "colour", &e.colourFile)
	}
	return schema.Into(n, "colour", &e.both)
}

func (e *colourEntry) Shape() schema.Shape { return schema.TextOr[colourFile]() }

// logoEntry is the route of a picture, or a mapping with one for each scheme.
type logoEntry struct{ logoFile }

type logoFile struct {
	Light    source.Text `json:"light" jsonschema:"route of the picture on light grounds"`
	Dark     source.Text `json:"dark,omitzero" jsonschema:"route of the picture on dark grounds; the same by default"`
	Wordmark bool        `json:"wordmark,omitempty" jsonschema:"the picture holds the name, so that the title is not written beside it"`
}

func (e *logoEntry) DecodeNode(n *decode.Node) diag.List {
	if n.Kind == decode.String {
		return schema.Into(n, "logo", &e.Light)
	}
	return schema.Into(n, "logo", &e.logoFile)
}

func (e *logoEntry) Shape() schema.Shape { return schema.TextOr[logoFile]() }

// readLook reads colours, pictures and where files are edited.
func (r *reader) readLook(s siteSection) {
	look := &r.cfg.Look
	for _, c := range []struct {
		role  string
		entry colourEntry
	}{{"accent", s.Accent}, {"accent2", s.Accent2}, {"heading", s.Heading}} {
		light, dark := c.entry.Light, c.entry.Dark
		if given(c.entry.both) {
			light, dark = c.entry.both, c.entry.both
		}
		got := site.Colour{Role: c.role, Light: r.colour(light, c.role), Dark: dark, Both: given(c.entry.both)}
		if got.Both {
			got.Dark = got.Light
		} else {
			got.Dark = r.colour(dark, c.role)
		}
		if got.Light.Value != "" || got.Dark.Value != "" {
			look.Colours = append(look.Colours, got)
		}
	}
	look.Logo = site.Logo{Light: r.picture(s.Logo.Light, "site.logo"), Dark: r.picture(s.Logo.Dark, "site.logo"), Wordmark: s.Logo.Wordmark}
	look.Favicon = r.picture(s.Favicon, "site.favicon")
	look.Edit = r.editing(s.Edit)
}

// colour returns a colour in small letters, or nothing for what is none.
func (r *reader) colour(t source.Text, role string) source.Text {
	if !given(t) {
		return source.Text{}
	}
	if !colour.MatchString(t.Value) {
		r.invalid(t, "%s is %q, expected a colour such as \"#1f6feb\"", role, t.Value)
		return source.Text{}
	}
	t.Value = strings.ToLower(t.Value)
	return t
}

// picture returns the route of a picture of the site, or "".
func (r *reader) picture(t source.Text, what string) string {
	if !given(t) {
		return ""
	}
	if !isRoute(t.Value) {
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "%s is %q, expected the route of a picture of the site", what, t.Value).
			Hinted("put the picture below content/ and write its route, such as /images/logo.svg"))
		return ""
	}
	return t.Value
}

// editing returns an address with a place for a path, or "".
func (r *reader) editing(t source.Text) string {
	if !given(t) {
		return ""
	}
	u, err := url.Parse(strings.ReplaceAll(t.Value, pathMark, "path"))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Count(t.Value, pathMark) != 1 {
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "site.edit is %q, expected an address with {path} in it", t.Value).
			Hinted("write such as https://github.com/example/trust/edit/main/{path}"))
		return ""
	}
	return t.Value
}

// pathMark stands in the address of an editor where the path of a file goes.
const pathMark = "{path}"
