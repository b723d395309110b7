package build

import (
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/palette"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// colours returns the stylesheet that sets the colours of the site file. One
// that does not read on the theme's grounds is reported, and a shade of it
// takes its place; where one colour is written for both schemes, only the light
// scheme is held to it, and the dark one has a shade without a word.
func (p *Project) colours() (string, diag.List) {
	if len(p.Config.Look.Colours) == 0 {
		return "", nil
	}
	grounds := palette.Of(stylesheets(p.theme.Assets()))
	var list diag.List
	shade := func(c source.Text, role string, scheme string, on []string, quiet bool) string {
		got := palette.Readable(c.Value, on)
		if got != c.Value && !quiet {
			list.Add(diag.Warningf(diag.ColourFaint, c.Span, "the colour %s of %s has a contrast of %.1f to 1 on %s pages, expected at least %.1f", c.Value, role, palette.Worst(c.Value, on), scheme, palette.Least).
				Hinted("write %q, the nearest shade that reads", got))
		}
		return got
	}
	out := make([]palette.Colour, 0, len(p.Config.Look.Colours))
	for _, c := range p.Config.Look.Colours {
		out = append(out, shaded(c, grounds, shade))
	}
	return palette.Style(out), list
}

// shaded returns a colour of the site as the theme gets it. A scheme for which the
// site gives none keeps the theme's.
func shaded(c site.Colour, g palette.Grounds, shade func(c source.Text, role, scheme string, on []string, quiet bool) string) palette.Colour {
	out := palette.Colour{Name: c.Role}
	if c.Light.Value != "" {
		out.Light = shade(c.Light, c.Role, "light", g.Light, false)
	}
	if c.Dark.Value != "" {
		out.Dark = shade(c.Dark, c.Role, "dark", g.Dark, c.Both)
	}
	return out
}

// stylesheets returns the CSS of a theme, the files in the order of their names.
func stylesheets(files map[string]*source.File) string {
	var names []string
	for name := range files {
		if path.Ext(name) == ".css" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		b.Write(files[name].Data)
	}
	return b.String()
}
