package markup

import (
	"bytes"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// resolve gives meaning to every node in reading order: names, props,
// expressions, links, headings, languages.
func (p *page) resolve(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindText {
			return ast.WalkContinue, nil
		}
		if !entering {
			p.leave(n)
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading, *ast.CodeSpan:
			p.annotate(n)
		case *ast.Link:
			p.annotate(n)
			p.addLink(n.Destination, n.Title, n)
		case *ast.Image:
			p.annotate(n)
			p.addImage(n)
		case *ast.AutoLink:
			p.annotate(n)
			p.addAutoLink(n)
		case *ast.FencedCodeBlock:
			if !p.together.again {
				p.fences.Check(&p.Origin, n, p.Report)
			}
		case *tree.Admonition:
			p.resolveAdmonition(n)
		case tree.ElementNode:
			p.resolveElement(n)
		case tree.BraceNode:
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
	case tree.ElementNode:
		p.bring(n)
		if e := n.Elem(); e.Role == tree.RoleElement && !e.Shown && e.Tag != nil && len(e.Tag.Name) == 2 {
			if name := strings.ToLower(e.Tag.Name); name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
				p.addElementHeading(n, int(name[1]-'0'))
			}
		}
	}
}

// resolveExpression reads and binds an expression among words.
func (p *page) resolveExpression(n tree.BraceNode) {
	b := n.Braces()
	if b.Literal {
		return
	}
	value, faults := p.scope.Parse(b.Ex)
	if expr.IsAbsent(value) {
		faults = p.scope.Shown(value)
	}
	p.noteChildren()
	for _, f := range faults {
		p.blame(p.Severity(), f)
		b.Boxed = b.Boxed || f.Code == diag.ExprUnsupported
	}
	if len(faults) > 0 {
		b.Literal = true
		return
	}
	if v, ok := expr.Static(value); ok {
		if _, isObject := v.(map[string]any); isObject {
			p.blame(p.Severity(), expr.Fault{Code: diag.ExprUnsupported, From: b.At, To: b.End, Message: "an object cannot be shown as text", Hint: objectHint(b)})
			b.Literal, b.Boxed = true, true
			return
		}
	}
	b.Value = value
	p.noteReads(value)
}

// objectHint says what to write instead of an object among words.
func objectHint(b *tree.Brace) string {
	if bytes.HasPrefix(bytes.TrimSpace(b.Ex.Text), []byte("{")) {
		return "attributes in braces stand directly behind a link, an image or inline code, or at the end of a heading"
	}
	return "name one of its members"
}

// noteReads records the bindings of an expression that is used.
func (p *page) noteReads(e expr.Node) {
	expr.Paths(e, func(x *expr.Path) { p.doc.Reads = append(p.doc.Reads, p.read(x)) })
}

func (p *page) read(x *expr.Path) Read { return Read{Path: x.Names, Span: p.Span(x.From, x.To)} }

// resolveAdmonition checks an admonition against the component that renders
// it.
func (p *page) resolveAdmonition(n *tree.Admonition) {
	n.Decl = p.opt.Components[tree.Callout]
	typeAt := n.From + strings.Index(strings.ToLower(p.Written(n.From, n.To)), strings.ToLower(n.Name))
	if typeAt < n.From {
		typeAt = n.From
	}
	n.Props = []tree.Prop{{Name: "type", Value: n.Name, From: typeAt, To: typeAt + len(n.Name)}}
	if n.Title != "" {
		n.Props = append(n.Props, p.titleProp(n))
	}
	if n.Decl != nil {
		for i := range n.Props {
			if d := n.Decl.Find(n.Props[i].Name); d != nil {
				p.checkProp(tree.Callout, d, &n.Props[i])
			}
		}
	}
	p.doc.Uses = append(p.doc.Uses, p.use(tree.Callout, n.Props, n.From, n.To))
}

// titleProp reads the title of an admonition as markup: a declaration that
// takes markup gets it, any other the plain words.
func (p *page) titleProp(n *tree.Admonition) tree.Prop {
	v := tree.Prop{Name: "title", Value: n.Title, From: n.TitleAt, To: n.TitleAt + len(n.Title)}
	if n.TitleAt < n.From { // it is not written as it reads
		v.From, v.To = n.From, n.To
		return v
	}
	ex := excerpt.Cut(p.Buf, v.From, v.To)
	x, why := p.fragment(ex)
	root, ok := x.(ast.Node)
	if why != "" || !ok || root.FirstChild() == nil || root.FirstChild() != root.LastChild() || root.FirstChild().Kind() != ast.KindParagraph {
		return v
	}
	n.Title = strings.TrimSpace(p.PlainText(root))
	v.Value = n.Title
	if n.Decl != nil {
		if d := n.Decl.Find("title"); d != nil && d.Type == component.PropNode {
			v.Expr = expr.Markup{Root: root}
			v.Value = Expr{source: ex.String()}
		}
	}
	return v
}

// use makes the record of one use of a component.
func (p *page) use(name string, props []tree.Prop, from, to int) Use {
	u := Use{Name: name, Span: p.Span(from, to)}
	for _, x := range props {
		u.Props = append(u.Props, PropValue{Name: x.Name, Value: x.Value, Span: p.Span(x.From, x.To)})
	}
	return u
}

// resolveElement gives meaning to one element.
func (p *page) resolveElement(n tree.ElementNode) {
	e := n.Elem()
	if e.Tag == nil || e.Shown {
		return
	}
	switch e.Role {
	case tree.RoleElement:
		p.resolveHTML(n, e)
	case tree.RoleComponent:
		p.resolveComponent(n, e)
	}
	p.checkSlot(n, e)
}

// resolveComponent finds a component by its name and checks its props.
func (p *page) resolveComponent(n tree.ElementNode, e *tree.Element) {
	if p.include(n, e) {
		return
	}
	if e.Decl = p.component(e.Tag.Name); e.Decl == nil {
		p.unknownComponent(e.Tag)
	}
	mark, reads := p.Mark(), len(p.doc.Reads)
	p.resolveProps(e)
	p.checkContent(n, e)
	if p.opt.Stubs && e.Decl != nil && p.unfit(e, mark) {
		p.doc.Reads = p.doc.Reads[:reads]
		e.Decl, e.Props = nil, nil
		p.resolveProps(e)
	}
	p.doc.Uses = append(p.doc.Uses, p.use(e.Name(), e.Props, e.Tag.From, e.Tag.To))
}

// checkContent checks the content of a component against its declaration.
func (p *page) checkContent(n tree.ElementNode, e *tree.Element) {
	blank := p.isBlankElement(n)
	if a := e.Tag.Attr("slots"); a != nil && blank && p.eatsSiblings(e, a) {
		p.Report(diag.Warning, diag.EmptyComponent, e.Tag.From, e.Tag.To, "%s takes the blocks behind it for its content in other generators; here it stays empty", e.Tag.Label()).
			Hint = "put the blocks that belong to it between <" + e.Tag.Name + "> and </" + e.Tag.Name + ">"
		return
	}
	if e.Decl == nil || e.Decl.Any {
		return
	}
	if e.Decl.Requires && blank {
		p.Report(diag.Warning, diag.EmptyComponent, e.Tag.From, e.Tag.To, "%s needs content and has none", e.Tag.Label()).
			Hint = "put the content between <" + e.Tag.Name + "> and </" + e.Tag.Name + ">"
	}
	if !e.Decl.Children && !e.Decl.Requires && !blank {
		p.Report(diag.Error, diag.PropUnknown, e.Tag.From, e.Tag.To, "%s takes no content, so its content would be lost", e.Tag.Label()).
			Hint = "write <" + e.Tag.Name + "/> and move the content out of it"
	}
}

// component finds a component by the name that the page uses, or by the name
// that its module gives it: import {Tabs as Panels} from '…'.
func (p *page) component(name string) *component.Component {
	if c := p.opt.Components[name]; c != nil {
		return c
	}
	first, member, _ := strings.Cut(name, ".")
	im, ok := p.scope.Imports[first]
	switch {
	case !ok:
		return nil
	case im.Of == "" || im.Of == "default":
		// The whole of a module: import MyTabs from '@theme/Tabs'.
		module := path.Base(im.From)
		im.Of = strings.TrimSuffix(module, path.Ext(module))
	case im.Of == "*":
		return p.opt.Components[member]
	}
	if member != "" {
		member = "." + member
	}
	return p.opt.Components[im.Of+member]
}

// eatsSiblings reports whether an attribute names the blocks behind a component
// that other generators take for its content: <InlineAlert slots="text"/>.
func (p *page) eatsSiblings(e *tree.Element, a *tag.Attr) bool {
	return a.Name == "slots" && a.Form == tag.Quoted && (e.Decl == nil || e.Decl.Find("slots") == nil)
}

// unknownComponent reports a component that does not exist.
func (p *page) unknownComponent(t *tag.Tag) {
	at := t.From + 1
	switch {
	case p.scope.Broken(t.Name):
		return
	case p.opt.Stubs:
		p.stub(t)
		return
	}
	d := p.Fault(diag.ComponentUnknown, at, at+len(t.Name), "component %s does not exist", t.Name)
	d.Hint = p.componentHint(t.Name)
	if im, ok := p.scope.Imports[strings.Split(t.Name, ".")[0]]; ok {
		*d = d.Also(p.Span(im.At, im.End), "it is imported here; components are found by their name")
	}
}
