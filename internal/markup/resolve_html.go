package markup

import (
	"strings"

	"github.com/candor-site/candor/internal/diag"
)

// resolveHTML passes an HTML element through the allow-list.
func (p *page) resolveHTML(n elementNode, e *element) {
	name := strings.ToLower(e.tag.name)
	if name == "iframe" {
		src := e.tag.attr("src")
		if src == nil || !frameAllowed(p.staticText(src), p.opt.FrameHosts) {
			severity := p.severity()
			if !p.opt.MDX {
				severity = diag.Warning
			}
			p.report(severity, diag.HTMLForbidden, e.tag.from, e.tag.to, "the iframe shows a host that is not allowed, so it is shown as text").
				Hint = "allow the host in candor.yaml, or link to the page"
			e.shown = true
			return
		}
	}
	var classes []string
	for i := range e.tag.attrs {
		a := &e.tag.attrs[i]
		html := attributeName(a.name)
		switch {
		case a.kind == attrSpread:
			p.fault(diag.ExprUnsupported, a.at, a.stop, "spreading attributes is not supported").Hint = "write the attributes one by one"
		case isHandler(a.name):
			p.handler(a)
		case html == "style":
			if class := p.styleAttribute(a); class != "" {
				classes = append(classes, class)
			}
		case html == "slot":
			e.slot = a.text
		case isIgnored(html) || strings.HasPrefix(html, "client:"):
		case !allowsAttribute(name, html):
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

func (p *page) dropAttribute(t *tag, a *attr) {
	p.report(diag.Warning, diag.HTMLForbidden, a.at, a.at+len(a.name), "the attribute %s of %s is not allowed, so it is left out", a.name, t.label()).
		Hint = "remove it"
}

// addAttribute keeps one allowed attribute.
func (p *page) addAttribute(e *element, a *attr, name string, classes *[]string) {
	at := attribute{name: name, from: a.from, to: a.to}
	switch a.kind {
	case attrFlag:
		at.flag = true
	case attrString:
		at.value = a.text
		p.foreignValue(a.text, a.from, a.to)
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
			at.value = textOf(v.value)
		}
		if v.expr != nil {
			at.value, at.expr = "", v.expr
		}
	}
	at.flag = at.flag || isFlag(name) && at.expr == nil && name != "download"
	switch name {
	case "class":
		kept, dropped := cleanClasses(at.value)
		if len(dropped) > 0 {
			p.report(diag.Warning, diag.HTMLForbidden, a.from, a.to, "the class %q is not allowed, so it is left out", dropped[0])
		}
		*classes = append(*classes, kept...)
		return
	case "href", "cite":
		if !p.safeAttribute(e, a, at.value, safeLink) {
			return
		}
	case "src", "poster":
		if !p.safeAttribute(e, a, at.value, safeImage) {
			return
		}
	case "srcset":
		if scheme(at.value) != "" && !safeImage(at.value) || strings.Contains(strings.ToLower(at.value), "javascript:") {
			p.dropAttribute(e.tag, a)
			return
		}
	}
	e.attrs = append(e.attrs, at)
}

// safeAttribute reports a URL that may not stand in the output.
func (p *page) safeAttribute(e *element, a *attr, value string, safe func(string) bool) bool {
	if safe(value) {
		return true
	}
	p.unsafe(value, a.from, a.to)
	return false
}

// unsafe reports a URL whose scheme is not allowed.
func (p *page) unsafe(dest string, from, to int) {
	p.fault(diag.HTMLForbidden, from, to, "the scheme %s: is not allowed, so the link is left out", scheme(dest)).
		Hint = "use https:, mailto: or a path"
}

// styleAttribute compiles a style attribute to a class.
func (p *page) styleAttribute(a *attr) string {
	var all []declaration
	switch a.kind {
	case attrString:
		all = parseStyle(a.text)
	case attrExpr:
		e, faults := p.scope.parse(a.expr)
		for _, f := range faults {
			p.blame(p.severity(), f)
		}
		v, ok := static(e)
		m, isObject := v.(map[string]any)
		if len(faults) > 0 || !ok || !isObject {
			if len(faults) == 0 {
				p.report(diag.Warning, diag.HTMLForbidden, a.from, a.to, "the style is not an object of literals, so it is left out")
			}
			return ""
		}
		all = objectStyle(m)
	}
	class, css, dropped := styleClass(all)
	if class != "" {
		p.styles[class] = css
	}
	if len(dropped) > 0 {
		p.report(diag.Warning, diag.HTMLForbidden, a.from, a.to, "the style %s is not allowed, so it is left out", strings.Join(dropped, ", ")).
			Hint = "give the element a class, and style the class in the theme"
	}
	return class
}

// staticText returns the text of an attribute that needs no environment.
func (p *page) staticText(a *attr) string {
	if a.kind == attrString {
		return a.text
	}
	if a.kind == attrExpr {
		if e, faults := p.scope.parse(a.expr); len(faults) == 0 {
			if v, ok := static(e); ok {
				return textOf(v)
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
