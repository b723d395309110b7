package config

import (
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// host is a host name with at least one dot.
var host = onuse.Regexp(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)

// readMenu reads the main menu.
func (r *reader) readMenu() {
	for _, e := range r.file.Menu {
		link := r.address(e.Link, "the link of a menu entry", true, "https", "http", "mailto")
		if link == "" {
			continue
		}
		r.cfg.Menu = append(r.cfg.Menu, site.MenuItem{Title: e.Title.Value, Link: link, Span: e.Link.Span})
	}
}

// readTheme reads how pages look, what they may embed, and where their dates
// come from.
func (r *reader) readTheme() {
	if from := r.file.LastModified; from != "" {
		r.cfg.LastModified = site.LastModified(from)
	}
	if t := r.file.Theme; given(t) {
		if fault := source.NameFault(strings.TrimPrefix(t.Value, theme.Root+"/")); fault != "" {
			r.invalid(t, "the theme %q %s, expected %s, or a folder below %s", t.Value, fault, parameter.Enumerate(theme.Builtin(), "or"), theme.Root)
		} else {
			r.cfg.Theme = t
		}
	}
	for _, h := range r.file.HTML.FrameHosts {
		if !host.MatchString(h.Value) {
			r.list.Add(diag.Errorf(diag.ValueInvalid, h.Span, "the frame host %q is not a host such as www.example.com", h.Value).
				Hinted("write the host alone, without scheme and path"))
			continue
		}
		r.cfg.FrameHosts = append(r.cfg.FrameHosts, h.Value)
	}
}
