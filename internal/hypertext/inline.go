package hypertext

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/tree"
)

func renderText(r *renderer, n ast.Node) {
	t := n.(*ast.Text)
	if value := t.Segment.Value(r.Buf); !isOdd(value, 2) {
		r.out.Write(value)
	} else {
		r.text(r.TextNode(t))
	}
	switch {
	case t.HardLineBreak():
		r.raw("<br>\n")
	case t.SoftLineBreak():
		r.raw("\n")
	}
}

func renderString(r *renderer, n ast.Node) { r.text(string(n.(*ast.String).Value)) }

func renderLiteral(r *renderer, n ast.Node) { r.text(n.(*tree.Literal).Ex.String()) }

func renderEmphasis(r *renderer, n ast.Node) {
	name := "em"
	if n.(*ast.Emphasis).Level == 2 {
		name = "strong"
	}
	span(name)(r, n)
}

func renderLink(r *renderer, n ast.Node) {
	link := n.(*ast.Link)
	dest := r.Plain(link.Destination)
	r.anchor(n, dest, r.Plain(link.Title), func() { renderChildren(r, n) })
}

// anchor writes a link. One that may not stand in the output leaves its words.
func (r *renderer) anchor(n ast.Node, dest, title string, content func()) {
	href, ok := r.href("", dest)
	if !ok {
		content()
		return
	}
	r.raw("<a")
	r.attr("href", href)
	rel := ""
	if allow.IsExternal(dest) {
		rel = "noopener"
	}
	r.annotated(n, "title", title, "rel", rel)
	r.raw(">")
	content()
	if rel != "" && r.env.External != "" {
		r.raw(`<span class="away" role="img"`)
		r.attr("aria-label", r.env.External)
		r.raw("></span>")
	}
	r.raw("</a>")
}

// href rewrites and encodes a destination; it reports whether it is allowed.
// home is the file in which it is written, or "" for the one that is rendered.
func (r *renderer) href(home, dest string) (string, bool) {
	if !allow.Link(dest) {
		return "", false
	}
	if r.env.Link != nil {
		dest = r.env.Link(r.home(home), dest)
	}
	return encodeURL(dest), allow.Link(dest)
}

// src rewrites and encodes the destination of an image.
func (r *renderer) src(home, dest string) (string, bool) {
	if !allow.Image(dest) {
		return "", false
	}
	if r.env.Image != nil {
		dest = r.env.Image(r.home(home), dest)
	}
	return encodeURL(dest), allow.Image(dest)
}

// srcset rewrites the pictures of a srcset; those that are not allowed are left
// out.
func (r *renderer) srcset(home, text string) (string, bool) {
	var kept []allow.Picture
	for _, picture := range allow.SourceSet(text) {
		if src, ok := r.src(home, picture.URL); ok {
			kept = append(kept, allow.Picture{URL: strings.ReplaceAll(src, ",", "%2C"), Descriptor: picture.Descriptor})
		}
	}
	return allow.WriteSourceSet(kept), len(kept) > 0
}

// encodeURL percent-encodes what may not stand in a URL.
func encodeURL(dest string) string {
	if !strings.ContainsFunc(dest, encoded) {
		return dest
	}
	return string(util.URLEscape([]byte(dest), false))
}

// encoded reports whether a character of a URL may have to be encoded.
func encoded(c rune) bool {
	return c <= ' ' || c >= 0x7f || strings.ContainsRune(`"%<>[\]^`+"`{|}", c)
}

func renderImage(r *renderer, n ast.Node) { r.image(n.(*ast.Image), r.Plain(n.(*ast.Image).Title)) }

// image writes an image, and its title where it is pointed at.
func (r *renderer) image(n *ast.Image, title string) {
	alt := strings.Join(strings.Fields(r.PlainText(n)), " ")
	src, ok := r.src("", r.Plain(n.Destination))
	if !ok {
		r.text(alt)
		return
	}
	r.raw("<img")
	r.attr("src", src)
	r.attr("alt", alt)
	r.annotated(n, "title", title, "loading", "lazy")
	r.raw(">")
}

func renderAutoLink(r *renderer, n ast.Node) {
	link := n.(*ast.AutoLink)
	r.anchor(n, tree.AutoLinkURL(link, r.Buf), "", func() { r.text(string(link.Label(r.Buf))) })
}

func renderTaskBox(r *renderer, n ast.Node) {
	state := "To do"
	if n.(*extast.TaskCheckBox).IsChecked {
		state = "Done"
	}
	r.raw(`<input type="checkbox" disabled`)
	r.attr("aria-label", state)
	if state == "Done" {
		r.raw(" checked")
	}
	r.raw("> ")
}
