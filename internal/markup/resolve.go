package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tag"

	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/diag"
)

// resolve gives meaning to every node in reading order: names, props,
// expressions, links, headings, languages.
func (p *page) resolve(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			p.leave(n)
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			p.addLink(n.Destination, n.Title, n)
		case *ast.Image:
			p.addImage(n)
		case *ast.AutoLink:
			p.addAutoLink(n)
		case *ast.FencedCodeBlock:
			p.checkLanguage(n)
		case *extast.TableRow:
			p.checkRow(n)
		case *admonition:
			p.resolveAdmonition(n)
		case elementNode:
			p.resolveElement(n)
		case braceNode:
			p.resolveExpression(n)
		}
		return ast.WalkContinue, nil
	})
}

// leave handles nodes whose content had to be resolved first.
func (p *page) leave(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		p.addHeading(n)
	case elementNode:
		if e := n.Elem(); e.kind == tagElement && !e.shown && e.tag != nil && len(e.tag.Name) == 2 {
			if name := strings.ToLower(e.tag.Name); name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
				p.addElementHeading(n, int(name[1]-'0'))
			}
		}
	}
}

// resolveExpression reads and binds an expression among words.
func (p *page) resolveExpression(n braceNode) {
	b := n.Braces()
	value, faults := p.scope.Parse(b.ex)
	for _, f := range faults {
		p.blame(p.severity(), f)
	}
	if len(faults) > 0 {
		b.literal = true
		return
	}
	if v, ok := expr.Static(value); ok {
		if _, isObject := v.(map[string]any); isObject {
			p.blame(p.severity(), expr.Fault{Code: diag.ExprUnsupported, From: b.at, To: b.end, Message: "an object cannot be shown as text", Hint: "name one of its members"})
			b.literal = true
			return
		}
	}
	b.value = value
	p.noteReads(value)
}

// noteReads records the bindings of an expression that is used.
func (p *page) noteReads(e expr.Node) {
	expr.Paths(e, func(x *expr.Path) { p.doc.Reads = append(p.doc.Reads, p.read(x)) })
}

func (p *page) read(x *expr.Path) Read { return Read{Path: x.Names, Span: p.span(x.From, x.To)} }

// resolveAdmonition checks an admonition against the component that renders
// it.
func (p *page) resolveAdmonition(n *admonition) {
	n.decl = p.opt.Components[calloutName]
	typeAt := n.from + strings.Index(strings.ToLower(p.written(n.from, n.to)), strings.ToLower(n.kind))
	if typeAt < n.from {
		typeAt = n.from
	}
	n.props = []prop{{name: "type", value: n.kind, from: typeAt, to: typeAt + len(n.kind)}}
	if n.title != "" {
		n.props = append(n.props, p.titleProp(n))
	}
	if n.decl != nil {
		for i := range n.props {
			if d := n.decl.Find(n.props[i].name); d != nil {
				p.checkProp(calloutName, d, &n.props[i])
			}
		}
	}
	p.doc.Uses = append(p.doc.Uses, p.use(calloutName, n.props, n.from, n.to))
}

// titleProp reads the title of an admonition as markup: a declaration that
// takes markup gets it, any other the plain words.
func (p *page) titleProp(n *admonition) prop {
	v := prop{name: "title", value: n.title, from: n.titleAt, to: n.titleAt + len(n.title)}
	ex := excerpt.Cut(p.buf, v.from, v.to)
	x, why := p.fragment(ex)
	root, ok := x.(ast.Node)
	if why != "" || !ok || root.FirstChild() == nil || root.FirstChild() != root.LastChild() || root.FirstChild().Kind() != ast.KindParagraph {
		return v
	}
	n.title = strings.TrimSpace(p.plainText(root))
	v.value = n.title
	if n.decl != nil {
		if d := n.decl.Find("title"); d != nil && d.Type == component.PropNode {
			v.expr = expr.Markup{Root: root}
			v.value = Expr{source: ex.String()}
		}
	}
	return v
}

// use makes the record of one use of a component.
func (p *page) use(name string, props []prop, from, to int) Use {
	u := Use{Name: name, Span: p.span(from, to)}
	for _, x := range props {
		u.Props = append(u.Props, PropValue{Name: x.name, Value: x.value, Span: p.span(x.from, x.to)})
	}
	return u
}

// resolveElement gives meaning to one element.
func (p *page) resolveElement(n elementNode) {
	e := n.Elem()
	if e.tag == nil || e.shown {
		return
	}
	switch e.kind {
	case tagElement:
		p.resolveHTML(n, e)
	case tagComponent:
		p.resolveComponent(n, e)
	}
}

// resolveComponent finds a component by its name and checks its props.
func (p *page) resolveComponent(n elementNode, e *element) {
	e.decl = p.opt.Components[e.tag.Name]
	if e.decl == nil {
		p.unknownComponent(e.tag)
	}
	p.resolveProps(n, e)
	p.doc.Uses = append(p.doc.Uses, p.use(e.tag.Name, e.props, e.tag.From, e.tag.To))
	if e.decl == nil || e.decl.Any {
		return
	}
	blank := p.isBlankElement(n)
	if e.decl.Requires && blank {
		p.report(diag.Warning, diag.EmptyComponent, e.tag.From, e.tag.To, "%s needs content and has none", e.tag.Label()).
			Hint = "put the content between <" + e.tag.Name + "> and </" + e.tag.Name + ">"
	}
	if !e.decl.Children && !e.decl.Requires && !blank {
		p.report(diag.Error, diag.PropUnknown, e.tag.From, e.tag.To, "%s takes no content, so its content would be lost", e.tag.Label()).
			Hint = "write <" + e.tag.Name + "/> and move the content out of it"
	}
}

// unknownComponent reports a component that does not exist.
func (p *page) unknownComponent(t *tag.Tag) {
	at := t.From + 1
	d := p.fault(diag.ComponentUnknown, at, at+len(t.Name), "component %s does not exist", t.Name)
	if d.Hint = diag.DidYouMean(t.Name, p.componentNames()); d.Hint == "" {
		d.Hint = "create components/" + t.Name + ".html"
	}
	if im, ok := p.scope.Imports[strings.Split(t.Name, ".")[0]]; ok {
		*d = d.Also(p.span(im.At, im.End), "it is imported here; imports are matched by name and never loaded")
	}
}
