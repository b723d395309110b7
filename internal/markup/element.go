package markup

import (
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
	"github.com/candor-site/candor/internal/value"
)

// resolveHTML passes an HTML element through the allow-list.
func (p *page) resolveHTML(n tree.ElementNode, e *tree.Element) {
	name := strings.ToLower(e.Tag.Name)
	if name == "iframe" {
		src := e.Tag.Attr("src")
		if src == nil || !allow.Frame(p.staticText(src), p.opt.FrameHosts) {
			p.Report(p.Habit(), diag.HTMLForbidden, e.Tag.From, e.Tag.To, "the iframe shows a host that is not allowed, so it is shown as text").
				Hint = "allow the host in candor.yaml, or link to the page"
			e.Shown = true
			return
		}
	}
	var classes []string
	for i := range e.Tag.Attrs {
		a := &e.Tag.Attrs[i]
		html := allow.AttributeName(a.Name)
		switch {
		case a.Form == tag.Spread:
			p.Fault(diag.ExprUnsupported, a.At, a.Stop, "the spread %s is not supported", p.Written(a.At, a.Stop)).Hint = "write the attributes one by one"
		case allow.IsHandler(a.Name):
			p.handler(a)
		case html == "style":
			if class := p.styleAttribute(a); class != "" {
				classes = append(classes, class)
			}
		case html == "slot":
			e.Slot = a.Text
		case allow.IsIgnored(html) || strings.HasPrefix(html, "client:"):
		case !allow.Attribute(name, html):
			p.dropAttribute(e.Tag, a)
		default:
			p.addAttribute(e, a, html, &classes)
		}
	}
	if len(classes) > 0 {
		e.Attrs = append([]tree.Attribute{{Name: "class", Value: strings.Join(classes, " ")}}, e.Attrs...)
	}
	p.noteElement(e, name, p.PlainText(n))
}

func (p *page) dropAttribute(t *tag.Tag, a *tag.Attr) {
	p.Report(diag.Warning, diag.HTMLForbidden, a.At, a.At+len(a.Name), "the attribute %s of %s is not allowed, so it is left out", a.Name, t.Label()).
		Hint = "remove it"
}

// addAttribute keeps one allowed attribute.
func (p *page) addAttribute(e *tree.Element, a *tag.Attr, name string, classes *[]string) {
	at := tree.Attribute{Name: name, From: a.From, To: a.To}
	switch a.Form {
	case tag.Flag:
		at.Flag = true
	case tag.Quoted:
		at.Value = a.Text
		p.ForeignValue(a.Text, a.From, a.To)
	default:
		v, ok := p.propValue(e.Tag, a)
		if !ok {
			return
		}
		switch x := v.Value.(type) {
		case nil:
			return
		case bool:
			if !x {
				if !strings.HasPrefix(name, "aria-") {
					return
				}
				at.Value = "false"
			} else if strings.HasPrefix(name, "aria-") {
				at.Value = "true"
			} else {
				at.Flag = true
			}
		default:
			at.Value = value.Text(v.Value)
		}
		at.Home = v.Home
		if v.Expr != nil {
			at.Value, at.Expr = "", v.Expr
		}
	}
	at.Flag = at.Flag || allow.IsFlag(name) && at.Expr == nil && name != "download"
	if allow.IsDrawing(strings.ToLower(e.Tag.Name)) && !allow.Paint(at.Value) {
		p.dropAttribute(e.Tag, a)
		return
	}
	switch name {
	case "class":
		kept, dropped := allow.Classes(at.Value)
		if len(dropped) > 0 {
			p.Report(diag.Warning, diag.HTMLForbidden, a.From, a.To, "the class %q is not allowed, so it is left out", dropped[0]).
				Hint = classHint
		}
		*classes = append(*classes, kept...)
		return
	case "href", "cite":
		if !p.safeAttribute(a, at.Value, allow.Link) {
			return
		}
	case "src", "poster":
		if !p.safeAttribute(a, at.Value, allow.Image) {
			return
		}
	case "srcset":
		for _, picture := range allow.SourceSet(at.Value) {
			if !p.safeAttribute(a, picture.URL, allow.Image) {
				return
			}
		}
	}
	e.Attrs = append(e.Attrs, at)
}

// safeAttribute reports a URL that may not stand in the output.
func (p *page) safeAttribute(a *tag.Attr, value string, safe func(string) bool) bool {
	if safe(value) {
		return true
	}
	p.unsafe(p.Habit(), value, a.From, a.To)
	return false
}

// unsafe reports a URL whose scheme is not allowed.
func (p *page) unsafe(s diag.Severity, dest string, from, to int) {
	p.Report(s, diag.HTMLForbidden, from, to, "the scheme %s: is not allowed, so the link is left out", allow.Scheme(dest)).
		Hint = "use https:, mailto: or a path"
}

// styleAttribute compiles a style attribute to a class.
func (p *page) styleAttribute(a *tag.Attr) string {
	var all []allow.Declaration
	switch a.Form {
	case tag.Quoted:
		all = allow.ParseStyle(a.Text)
	case tag.Braced:
		e, faults := p.scope.Parse(a.Expr)
		for _, f := range faults {
			p.blame(p.Severity(), f)
		}
		v, ok := expr.Static(e)
		m, isObject := v.(map[string]any)
		if len(faults) > 0 || !ok || !isObject {
			if len(faults) == 0 {
				p.Report(diag.Warning, diag.HTMLForbidden, a.From, a.To, "the style is not an object of literals, so it is left out")
			}
			return ""
		}
		all = allow.ObjectStyle(m)
	}
	class, css, dropped := allow.StyleClass(all)
	if class != "" {
		p.together.styles[class] = css
	}
	if len(dropped) > 0 {
		p.Report(diag.Warning, diag.HTMLForbidden, a.From, a.To, "the style %s is not allowed, so it is left out", strings.Join(dropped, ", ")).
			Hint = "give the element a class, and style the class in the theme"
	}
	return class
}

// staticText returns the text of an attribute that needs no environment.
func (p *page) staticText(a *tag.Attr) string {
	if a.Form == tag.Quoted {
		return a.Text
	}
	if a.Form == tag.Braced {
		if e, faults := p.scope.Parse(a.Expr); len(faults) == 0 {
			if v, ok := expr.Static(e); ok {
				return value.Text(v)
			}
		}
	}
	return ""
}

// noteElement records the ids, links and images of an element.
func (p *page) noteElement(e *tree.Element, name, words string) {
	for _, a := range e.Attrs {
		if a.Expr != nil {
			continue
		}
		link := outline.Link{Destination: a.Value, Text: words, Span: p.Span(a.From, a.To), From: a.Home}
		switch {
		case a.Name == "id" && a.Value != "", a.Name == "name" && name == "a" && a.Value != "" && e.Value("id") != a.Value:
			p.together.claims = append(p.together.claims, claim{p, a.Value, a.From, a.To, func() { e.Drop(a.Name) }})
		case a.Name == "href" && name == "a":
			link.Title = e.Value("title")
			p.doc.said.Links = append(p.doc.said.Links, link)
		case a.Name == "cite":
			p.doc.said.Links = append(p.doc.said.Links, link)
		case a.Name == "src" && (name == "img" || name == "video" || name == "audio" || name == "source" || name == "track"), a.Name == "poster":
			link.Text, link.Title = e.Value("alt"), e.Value("title")
			p.doc.said.Images = append(p.doc.said.Images, link)
		case a.Name == "srcset":
			for _, picture := range allow.SourceSet(a.Value) {
				link.Destination = picture.URL
				p.doc.said.Images = append(p.doc.said.Images, link)
			}
		}
	}
}
