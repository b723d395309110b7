package config

import (
	"regexp"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// embeddedTheme is the theme that needs no folder.
const embeddedTheme = "default"

// host is a host name with at least one dot.
var host = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)

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
	if t := r.file.Theme; given(t) && t.Value != embeddedTheme {
		if fault := source.NameFault(t.Value); fault != "" {
			r.invalid(t, "the theme %q %s, expected the name of a folder below themes", t.Value, fault)
		} else {
			r.cfg.ThemeDir = "themes/" + t.Value
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
