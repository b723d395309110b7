package content

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/picture"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// readAsset takes a file that is published as it is. Files that a browser
// would run something from are refused: they would stand on the host of the
// portal, outside of every allow-list.
func (r *reader) readAsset(f *source.File) {
	switch ext := strings.ToLower(path.Ext(f.Path)); ext {
	case ".html", ".htm", ".xhtml", ".xht", ".shtml", ".js", ".mjs", ".wasm", ".swf":
		r.list.Add(diag.Errorf(diag.HTMLForbidden, f.Whole(), "a %s file would be published as active content", ext).
			Hinted("write a page in Markdown, or put the file into the theme"))
		return
	case ".svg":
		if offset, what := activeSVG(f.Data); what != "" {
			r.list.Add(diag.Errorf(diag.HTMLForbidden, f.Span(offset, offset), "the picture holds %s", what).
				Hinted("export it again as plain SVG, without scripts and outside references"))
			return
		}
	}
	if picture.FormatOf(f.Path) != "" {
		f = r.picture(f)
	}
	r.asset = &site.Asset{File: f, Route: assetRoute(f.Path), Audience: r.cfg.AudienceOf(f.Path)}
}

// picture returns the file of a picture as it is published: without what says
// where, when, with what and by whom it was made. One that cannot be read may
// hold anything, and nothing of it is published.
func (r *reader) picture(f *source.File) *source.File {
	p, err := picture.Read(f.Data)
	if err != nil {
		r.list.Add(diag.Errorf(diag.PictureBroken, f.Whole(), "the picture cannot be read: %v", err).
			Hinted("export it again as PNG, JPEG, GIF, WebP or SVG"))
		return source.NewFile(f.Path, nil)
	}
	if want := picture.FormatOf(f.Path); want != p.Format {
		r.list.Add(diag.Warningf(diag.PictureName, f.Whole(), "the picture is %s, and its name says %s", p.Format, want).
			Hinted("rename the file, and the links to it"))
	}
	if p.Large() {
		r.list.Add(diag.Warningf(diag.PictureLarge, f.Whole(), "the picture has %d x %d pixels, more than 50 million", p.Width, p.Height).
			Hinted("scale it down: every reader loads all of it"))
	}
	return source.NewFile(f.Path, p.Data)
}

// activeSVG finds the first thing in an SVG file that a browser would run or
// fetch, and where its tag ends; what is "" when there is none.
func activeSVG(data []byte) (offset int, what string) {
	d := xml.NewDecoder(strings.NewReader(string(data)))
	for {
		token, err := d.Token()
		at := int(d.InputOffset())
		switch {
		case errors.Is(err, io.EOF):
			return 0, ""
		case err != nil:
			return at, "broken XML"
		}
		switch token := token.(type) {
		case xml.Directive:
			if strings.Contains(strings.ToUpper(string(token)), "ENTITY") {
				return at, "an entity declaration"
			}
		case xml.ProcInst:
			if token.Target == "xml-stylesheet" {
				return at, "an outside stylesheet"
			}
		case xml.StartElement:
			if what := activeElement(token); what != "" {
				return at, what
			}
		}
	}
}

func activeElement(e xml.StartElement) string {
	switch name := strings.ToLower(e.Name.Local); name {
	case "script", "foreignobject", "iframe", "object", "embed", "handler", "set", "animate":
		return "the element " + e.Name.Local
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
		switch {
		case strings.HasPrefix(name, "on"):
			return "the event handler " + a.Name.Local
		case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/"):
			return "a reference to " + a.Value
		}
	}
	return ""
}
