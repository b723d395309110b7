package shortcode

import (
	"bytes"
	"path"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

// reference rewrites ref and relref to the path of the file.
func reference(d *page, s *shortcode) bool {
	to := s.args.Or(0, "path")
	if to == "" {
		return false
	}
	d.Rewrite(s.from, s.to, pagePath(to), pagePath(to))
	return true
}

// pagePath is the file of a page that other generators name without its
// ending. A name with folders counts from the root.
func pagePath(to string) string {
	name, anchor, _ := strings.Cut(to, "#")
	if anchor != "" {
		anchor = "#" + anchor
	}
	if name == "" || strings.Contains(name, "://") {
		return to
	}
	name = strings.ReplaceAll(strings.TrimSuffix(name, "/"), " ", "%20")
	if path.Ext(name) == "" && name != "" {
		name += ".md"
	}
	if strings.Contains(name, "/") && name[0] != '/' && name[0] != '.' {
		name = "/" + name
	}
	return name + anchor
}

// figure rewrites to an image, or to a figure where there is a caption.
func figure(d *page, s *shortcode) bool {
	src := s.args.Or(0, "src", "image", "url", "link")
	if src == "" {
		return false
	}
	alt, caption := s.args.Get("alt"), s.args.Get("caption")
	if title := s.args.Get("title"); title != "" && caption != "" {
		caption = title + ". " + caption
	} else if title != "" {
		caption = title
	}
	if attr := s.args.Get("attr"); attr != "" {
		caption = strings.TrimSpace(caption + " " + attr)
	}
	if s.name == "imgproc" {
		alt = s.args.Get("alt")
	}
	width, height := draft.Digits(s.args.Get("width")), draft.Digits(s.args.Get("height"))
	switch {
	case s.end != nil:
		d.wrap(s, "<Figure"+draft.Props("src", src, "alt", alt, "caption", caption, "width", width, "height", height)+">", "</Figure>")
		d.shortcodesOf(s.inside)
	case caption != "" || width != "" || height != "":
		d.Rewrite(s.from, s.to, "<Figure"+draft.Props("src", src, "alt", alt, "caption", caption, "width", width, "height", height)+" />", "<Figure>")
	default:
		d.Rewrite(s.from, s.to, "!["+strings.NewReplacer("[", `\[`, "]", `\]`).Replace(alt)+"](<"+src+">)", "an image")
	}
	return true
}

// linesArgument finds the highlighted lines of highlight.
var linesArgument = onuse.Regexp(`hl_lines=\[?"?([\d][\d ,\-"]*)`)

// highlightBlock rewrites to fenced code.
func highlightBlock(d *page, s *shortcode) bool {
	info := s.args.Or(0, "lang")
	if m := linesArgument.FindStringSubmatch(s.raw); m != nil {
		info += " {" + strings.Join(strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune(` ,"`, r) }), ",") + "}"
	}
	if strings.Contains(s.raw, "linenos=table") || strings.Contains(s.raw, "linenos=inline") || strings.Contains(s.raw, "linenos=true") {
		info += " showLineNumbers"
	}
	return d.code(s, info)
}

func mermaid(d *page, s *shortcode) bool { return d.code(s, "mermaid") }

// parameter rewrites a parameter of the page to a binding.
func parameter(d *page, s *shortcode) bool {
	name := s.args.At(0)
	if !d.HasFront(name) {
		return false
	}
	d.Rewrite(s.from, s.to, "{frontMatter."+name+"}", "{frontMatter."+name+"}")
	return true
}

// include rewrites to the component that shows a file.
func include(d *page, s *shortcode) bool {
	file := s.args.Or(0, "file", "src", "path")
	if file == "" || s.end != nil {
		return false
	}
	d.Replace(s.from, s.to, d.Include(s.from, file))
	return true
}

// video rewrites a video of another host to a link.
func video(d *page, s *shortcode) bool {
	id := s.args.Or(0, "id")
	if id == "" {
		return false
	}
	to, host := "https://www.youtube.com/watch?v="+id, "YouTube"
	if s.name == "vimeo" {
		to, host = "https://vimeo.com/"+id, "Vimeo"
	}
	title := s.args.Get("title")
	if title == "" {
		title = "Video on " + host
	}
	d.Rewrite(s.from, s.to, "["+title+"]("+to+")", "a link")
	return true
}

// button rewrites to a link.
func button(d *page, s *shortcode) bool {
	to := s.args.Get("href", "link", "url", "relref")
	if to == "" {
		to = s.args.At(0)
	}
	if s.args.Get("relref") != "" {
		to = pagePath(to)
	}
	if to == "" || s.end == nil || bytes.Contains(d.Buf[s.to:s.end.from], []byte("\n\n")) {
		return false
	}
	d.Change(s.from, draft.Clip([]byte(s.raw)), "a link")
	d.Replace(s.from, s.to, "[")
	d.Replace(s.end.from, s.end.to, "](<"+to+">)")
	d.shortcodesOf(s.inside)
	return true
}
