package hypertext

import (
	"cmp"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/tree"
)

func renderParagraph(r *renderer, n ast.Node) {
	if r.inline > 0 {
		renderChildren(r, n)
		if n.NextSibling() != nil {
			r.raw(" ")
		}
		return
	}
	r.line()
	if image, ok := n.FirstChild().(*ast.Image); ok && r.env.Captions && image.NextSibling() == nil && len(image.Title) > 0 {
		r.captioned(image)
		return
	}
	r.raw("<p>")
	r.inline++
	renderChildren(r, n)
	r.inline--
	r.raw("</p>\n")
}

// captioned writes an image that stands alone and has a title, which is shown
// below it.
func (r *renderer) captioned(image *ast.Image) {
	r.raw(`<figure class="figure">` + "\n")
	r.image(image, "")
	r.raw("\n<figcaption>" + escape(r.Plain(image.Title)) + "</figcaption>\n</figure>\n")
}

func renderTextBlock(r *renderer, n ast.Node) {
	renderChildren(r, n)
	if n.NextSibling() != nil && n.FirstChild() != nil {
		r.raw("\n")
	}
}

// anyTag matches a tag of our own output.
var anyTag = regexp.MustCompile(`<[^>]*>`)

// plainWords returns the words of our own output.
func plainWords(content string) string {
	if strings.IndexByte(content, '<') >= 0 {
		content = anyTag.ReplaceAllString(content, "")
	}
	return html.UnescapeString(content)
}

func renderHeading(r *renderer, n ast.Node) {
	h := n.(*ast.Heading)
	if n == r.title {
		r.heard(r.IDs[n], string(r.html(n, nil)))
		return
	}
	level := h.Level
	if r.env.SkipTitle && level == 1 {
		level = 2
	}
	id := r.takeID(n)
	r.line()
	r.printf("<h%d", level)
	r.annotated(n, "id", id)
	r.raw(">")
	r.inline++
	content := string(r.html(n, nil))
	r.inline--
	r.raw(content)
	if id != "" {
		words := r.heard(id, content)
		r.raw(`<a class="anchor"`)
		r.attr("href", "#"+id)
		r.attr("aria-label", cmp.Or(r.env.ToHeading, "Link to ")+words)
		r.raw("></a>")
	}
	r.printf("</h%d>\n", level)
}

// heard tells the words of a heading.
func (r *renderer) heard(id, content string) string {
	words := strings.Join(strings.Fields(plainWords(content)), " ")
	if r.env.Heading != nil && id != "" {
		r.env.Heading(id, words)
	}
	return words
}

func renderList(r *renderer, n ast.Node) {
	list := n.(*ast.List)
	name := "ul"
	if list.IsOrdered() {
		name = "ol"
	}
	r.line()
	r.raw("<" + name)
	if list.IsOrdered() && list.Start != 1 {
		r.printf(` start="%d"`, list.Start)
	}
	r.raw(">\n")
	renderChildren(r, n)
	r.raw("</" + name + ">\n")
}

func renderListItem(r *renderer, n ast.Node) {
	r.raw("<li>")
	if f := n.FirstChild(); f != nil && f.Kind() != ast.KindTextBlock {
		r.raw("\n")
	}
	inline := r.inline
	r.inline = 0
	renderChildren(r, n)
	r.inline = inline
	r.raw("</li>\n")
}

func renderRule(r *renderer, n ast.Node) {
	r.line()
	r.raw("<hr>\n")
}

// renderModule shows statements that could not be read.
func renderModule(r *renderer, n ast.Node) {
	if text := n.(*tree.Module).Kept; text != "" {
		r.literal(text, true)
	}
}
