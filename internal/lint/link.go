package lint

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/tree"
)

// vague are the words that say nothing without the sentence around them, which
// lists of links leave out.
var vague = []string{"here", "click here", "link", "this", "this link"}

// maxVague is more than the vague words are long, with blanks and points.
const maxVague = 24

// link warns of links whose words do not say where they lead.
func (p *page) link(n ast.Node, place func() (from, to int)) {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.Segment.Len() > maxVague {
		return
	}
	words := strings.Join(strings.Fields(p.PlainText(n)), " ")
	switch {
	case words == "" && !hides(n):
		from, to := place()
		p.report(diag.Warning, diag.LinkEmpty, from, to, "the link has no words, so nobody sees it").
			Hint = "write what it leads to between the brackets, or remove it"
	case slices.Contains(vague, strings.Trim(strings.ToLower(words), " .…!:>→»")):
		from, to := place()
		p.report(diag.Note, diag.LinkVague, from, to, "the words %q do not say where the link leads", words).
			Hint = "name what it leads to"
	}
}

// noDescription finds alternative text that generators and hurried authors put
// in place of one: image9, image alt text, screenshot-2.png.
var noDescription = onuse.Regexp(`(?i)^(?:an? |the )?(?:alt(?:ernative)?(?:[ _-]text)?|(?:image|img|picture|pic|photo|screen ?shot|figure|fig|diagram|graphic|logo|icon|untitled|placeholder)(?:[ _-](?:alt(?:[ _-]text)?|description|here))?)[ _.-]*[0-9]*$|^[^ ]+\.(?:png|jpe?g|gif|svg|webp|avif)$`)

// image warns of images whose alternative text is missing or says nothing: a
// word for any image, or the name of the file.
func (p *page) image(n *ast.Image) {
	words := strings.Join(strings.Fields(p.PlainText(n)), " ")
	switch {
	case hides(n):
	case words == "":
		from, to := p.place(n, n.Destination)
		p.report(diag.Warning, diag.ImageAlt, from, to, "the image has no words for those who do not see it").
			Hint = `describe it between the brackets, or write <img alt=""> if it only decorates`
	case saysNothing(words, string(n.Destination)):
		from, to := p.place(n, n.Destination)
		p.report(diag.Warning, diag.ImageAlt, from, to, "the words %q do not say what the image shows", words).
			Hint = "describe it between the brackets"
	}
}

// saysNothing reports alternative text that fits any image, or repeats the name
// of its file.
func saysNothing(words, destination string) bool {
	base, _, _ := strings.Cut(path.Base(destination), ".")
	return noDescription.MatchString(words) || strings.EqualFold(words, base) && strings.ContainsAny(words, "0123456789_-")
}

// bare notes addresses that are written without a scheme.
func (p *page) bare(n *ast.AutoLink) {
	label := n.Label(p.Buf)
	if strings.HasPrefix(strings.ToLower(string(label)), "www.") {
		from, to := p.place(n, label)
		p.report(diag.Note, diag.LinkBare, from, to, "the address has no scheme, and is taken as http:").Hint = "write https://" + string(label)
	}
}

// element warns of links and images written as HTML.
func (p *page) element(n tree.ElementNode) {
	e := n.Elem()
	if e.Tag == nil || e.Shown || e.Role != tree.RoleElement {
		return
	}
	has := func(names ...string) bool {
		return slices.ContainsFunc(e.Attrs, func(a tree.Attribute) bool { return slices.Contains(names, a.Name) })
	}
	switch name := strings.ToLower(e.Tag.Name); {
	case name == "a" && has("href") && !has("aria-label", "aria-labelledby", "title", "aria-hidden"):
		p.link(n, func() (from, to int) { return e.Tag.From, e.Tag.To })
	case name == "img" && !e.Bound("alt") && saysNothing(strings.TrimSpace(e.Value("alt")), e.Value("src")):
		p.report(diag.Warning, diag.ImageAlt, e.Tag.From, e.Tag.To, "the words %q do not say what the image shows", strings.TrimSpace(e.Value("alt"))).
			Hint = `describe it: alt="…"`
	case name == "img" && !has("alt", "aria-label", "aria-labelledby", "aria-hidden", "role"):
		p.report(diag.Warning, diag.ImageAlt, e.Tag.From, e.Tag.To, "the image has no words for those who do not see it").
			Hint = `describe it: alt="…", or write alt="" if it only decorates`
	}
}

// hides reports whether a node holds something whose words are not known here:
// a component, an element, an expression; or an image, which is reported itself.
func hides(n ast.Node) bool {
	found := false
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if c == n || !entering {
			return ast.WalkContinue, nil
		}
		switch c.(type) {
		case tree.ElementNode, tree.BraceNode, *ast.Image:
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}

// place finds the destination of a link behind its start; where it is not
// written as it is kept, the start itself.
func (p *page) place(n ast.Node, destination []byte) (from, to int) {
	start := min(max(n.Pos(), p.Start), len(p.Buf))
	at := bytes.Index(p.Buf[start:min(start+4096, len(p.Buf))], destination)
	if at < 0 || len(destination) == 0 {
		return start, min(start+1, len(p.Buf))
	}
	return start + at, start + at + len(destination)
}
