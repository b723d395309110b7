package markup

import (
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/value"
)

// resolveHTML passes an HTML element through the allow-list.
func (p *page) resolveHTML(n elementNode, e *element) {
	name := strings.ToLower(e.tag.Name)
	if name == "iframe" {
		src := e.tag.Attr("src")
		if src == nil || !allow.Frame(p.staticText(src), p.opt.FrameHosts) {
			severity := p.severity()
			if !p.opt.MDX {
				severity = diag.Warning
			}
			p.report(severity, diag.HTMLForbidden, e.tag.From, e.tag.To, "the iframe shows a host that is not allowed, so it is shown as text").
				Hint = "allow the host in candor.yaml, or link to the page"
			e.shown = true
			return
		}
	}
	var classes []string
	for i := range e.tag.Attrs {
		a := &e.tag.Attrs[i]
		html := allow.AttributeName(a.Name)
		switch {
		case a.Form == tag.Spread:
			p.fault(diag.ExprUnsupported, a.At, a.Stop, "spreading attributes is not supported").Hint = "write the attributes one by one"
		case allow.IsHandler(a.Name):
			p.handler(a)
		case html == "style":
			if class := p.styleAttribute(a); class != "" {
				classes = append(classes, class)
			}
		case html == "slot":
			e.slot = a.Text
		case allow.IsIgnored(html) || strings.HasPrefix(html, "client:"):
		case !allow.Attribute(name, html):
			p.dropAttribute(e.tag, a)
		default:
			p.addAttribute(e, a, html, &classes)
		}
	}
	if len(classes) > 0 {
		e.attrs = append([]attribute{{name: "class", value: strings.Join(classes, " ")}}, e.attrs...)
	}
	p.noteElement(e, name, p.plainText(n))
}

func (p *page) dropAttribute(t *tag.Tag, a *tag.Attr) {
	p.report(diag.Warning, diag.HTMLForbidden, a.At, a.At+len(a.Name), "the attribute %s of %s is not allowed, so it is left out", a.Name, t.Label()).
		Hint = "remove it"
}

// addAttribute keeps one allowed attribute.
func (p *page) addAttribute(e *element, a *tag.Attr, name string, classes *[]string) {
	at := attribute{name: name, from: a.From, to: a.To}
	switch a.Form {
	case tag.Flag:
		at.flag = true
	case tag.Quoted:
		at.value = a.Text
		p.foreignValue(a.Text, a.From, a.To)
	default:
		v, ok := p.propValue(e.tag, a)
		if !ok {
			return
		}
		switch x := v.value.(type) {
		case nil:
			return
		case bool:
			if !x {
				if !strings.HasPrefix(name, "aria-") {
					return
				}
				at.value = "false"
			} else if strings.HasPrefix(name, "aria-") {
				at.value = "true"
			} else {
				at.flag = true
			}
		default:
			at.value = value.Text(v.value)
		}
		if v.expr != nil {
			at.value, at.expr = "", v.expr
		}
	}
	at.flag = at.flag || allow.IsFlag(name) && at.expr == nil && name != "download"
	switch name {
	case "class":
		kept, dropped := allow.Classes(at.value)
		if len(dropped) > 0 {
			p.report(diag.Warning, diag.HTMLForbidden, a.From, a.To, "the class %q is not allowed, so it is left out", dropped[0])
		}
		*classes = append(*classes, kept...)
		return
	case "href", "cite":
		if !p.safeAttribute(e, a, at.value, allow.Link) {
			return
		}
	case "src", "poster":
		if !p.safeAttribute(e, a, at.value, allow.Image) {
			return
		}
	case "srcset":
		if allow.Scheme(at.value) != "" && !allow.Image(at.value) || strings.Contains(strings.ToLower(at.value), "javascript:") {
			p.dropAttribute(e.tag, a)
			return
		}
	}
	e.attrs = append(e.attrs, at)
}

// safeAttribute reports a URL that may not stand in the output.
func (p *page) safeAttribute(e *element, a *tag.Attr, value string, safe func(string) bool) bool {
	if safe(value) {
		return true
	}
	p.unsafe(value, a.From, a.To)
	return false
}

// unsafe reports a URL whose scheme is not allowed.
func (p *page) unsafe(dest string, from, to int) {
	p.fault(diag.HTMLForbidden, from, to, "the scheme %s: is not allowed, so the link is left out", allow.Scheme(dest)).
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
			p.blame(p.severity(), f)
		}
		v, ok := expr.Static(e)
		m, isObject := v.(map[string]any)
		if len(faults) > 0 || !ok || !isObject {
			if len(faults) == 0 {
				p.report(diag.Warning, diag.HTMLForbidden, a.From, a.To, "the style is not an object of literals, so it is left out")
			}
			return ""
		}
		all = allow.ObjectStyle(m)
	}
	class, css, dropped := allow.StyleClass(all)
	if class != "" {
		p.styles[class] = css
	}
	if len(dropped) > 0 {
		p.report(diag.Warning, diag.HTMLForbidden, a.From, a.To, "the style %s is not allowed, so it is left out", strings.Join(dropped, ", ")).
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
func (p *page) noteElement(e *element, name, words string) {
	for _, a := range e.attrs {
		if a.expr != nil {
			continue
		}
		link := Link{Destination: a.value, Text: words, Span: p.span(a.from, a.to)}
		switch {
		case a.name == "id" && a.value != "", a.name == "name" && name == "a" && a.value != "" && e.attribute("id") != a.value:
			p.claims = append(p.claims, claim{a.value, a.from, a.to, func() { e.drop(a.name) }})
		case a.name == "href" && name == "a":
			link.Title = e.attribute("title")
			p.doc.Links = append(p.doc.Links, link)
		case a.name == "src" && (name == "img" || name == "video" || name == "audio" || name == "source"), a.name == "poster":
			link.Text, link.Title = e.attribute("alt"), e.attribute("title")
			p.doc.Images = append(p.doc.Images, link)
		}
	}
}
