package dialect

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// componentParser opens components and HTML elements as container blocks that
// de-indent their content, so that headings, lists, tables and fences inside
// indented components are read as everywhere else.
type componentParser struct{}

// Trigger implements parser.BlockParser.
func (componentParser) Trigger() []byte { return []byte{'<'} }

// CanInterruptParagraph implements parser.BlockParser. Open refuses what
// belongs into paragraphs.
func (componentParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser. Open refuses indented
// lines outside components: they are code.
func (componentParser) CanAcceptIndentedLine() bool { return true }

// Open implements parser.BlockParser.
func (componentParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	p := pageOf(pc)
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || at >= len(line) || line[at] != '<' {
		return nil, parser.NoChildren
	}
	if pc.BlockIndent() > 3 && !insideComponent(pc) {
		return nil, parser.NoChildren
	}
	base := seg.Start - seg.Padding // of line[0] in the page
	h, ok := tag.ScanHead(line[at:])
	if !ok {
		return nil, parser.NoChildren
	}
	kind := p.roleOf(h.Name)
	if h.Closing {
		return closeLate(h.Name, reader, pc)
	}
	if kind == tree.RoleText || kind == tree.RoleForbidden || isAutoLink(line[at+1:]) {
		return nil, parser.NoChildren
	}
	phrasing := kind == tree.RoleElement && allow.IsPhrasing(strings.ToLower(h.Name)) && !allow.IsDrawing(strings.ToLower(h.Name))
	if phrasing && !p.rules.MDX && ast.IsParagraph(pc.LastOpenedBlock().Node) {
		return nil, parser.NoChildren
	}
	shape := p.shapeOf(line[at:], base+at, phrasing)
	if shape.Stand == tag.Inlined && (p.rules.MDX || kind != tree.RoleElement) && ast.IsParagraph(pc.LastOpenedBlock().Node) {
		return nil, parser.NoChildren
	}
	if shape.Stand == tag.InWords || phrasing && shape.Stand != tag.Opening && (shape.Stand != tag.Alone || !p.rules.MDX) {
		return nil, parser.NoChildren
	}
	if p.nested(pc) >= MaxNesting {
		p.NestingFault(base+at, base+at+h.N)
		return nil, parser.NoChildren
	}
	n := &tree.BlockElement{Name: h.Name, From: base + at, Stop: shape.Stop, Margin: tree.Margin{Indent: -1}}
	n.Role = kind
	if shape.Stand == tag.Inlined {
		n.Inline = shape.CloseAt
	}
	if shape.Stop > seg.Stop {
		n.Pending = true
		n.Lines().Append(seg)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	reader.Advance(at + (n.Stop - n.From))
	return n, p.begin(n, reader, shape.Stand)
}

// begin goes on behind the opening tag.
func (p *Page) begin(n *tree.BlockElement, reader text.Reader, form tag.Stand) parser.State {
	n.Pending = false
	n.SetLines(text.NewSegments())
	t, fault := tag.Parse(excerpt.Cut(p.Buf, n.From, n.Stop))
	if fault != nil {
		p.Fault(diag.AttrSyntax, fault.From, fault.To, "%s", fault.Message).Hint = attributeHint
		t = &tag.Tag{Name: n.Name, From: n.From, To: n.Stop, Raw: excerpt.Cut(p.Buf, n.From, n.Stop), Broken: true}
	}
	n.Tag = t
	switch form {
	case tag.Alone:
		n.Closed = true
		reader.AdvanceToEOL()
		return parser.NoChildren
	case tag.Inlined:
		n.Closed = true
		content := ast.NewTextBlock()
		content.SetPos(n.Stop)
		content.Lines().Append(text.NewSegment(n.Stop, n.Inline))
		n.AppendChild(n, content)
		reader.AdvanceToEOL()
		return parser.NoChildren
	}
	if line, _ := reader.PeekLine(); util.IsBlank(line) {
		reader.AdvanceToEOL()
	}
	return parser.HasChildren
}

// Continue implements parser.BlockParser.
func (componentParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*tree.BlockElement)
	p := pageOf(pc)
	line, seg := reader.PeekLine()
	if n.Pending {
		return p.resume(n, seg, reader)
	}
	if n.Closed {
		return parser.Close
	}
	deepest := pc.LastOpenedBlock().Node
	if !isVerbatim(deepest) {
		if util.IsBlank(line) {
			return parser.Continue | parser.HasChildren
		}
		first := p.firstByte(seg)
		if p.Buf[first] == '<' {
			if length := p.closes(n, p.Buf[first:seg.Stop], first, pc); length > 0 {
				reader.Advance(first - seg.Start + seg.Padding + length)
				if rest, _ := reader.PeekLine(); util.IsBlank(rest) {
					reader.AdvanceToEOL()
				} else {
					reader.Advance(len(rest) - len(bytes.TrimLeft(rest, " \t"))) // the rest is no indented code
					endParagraph(reader, pc)
				}
				return parser.Close
			}
		}
		if p.closesAtEnd(n, line, seg, pc) {
			reader.AdvanceToEOL()
			return parser.Close
		}
	}
	dedent(reader, line, &n.Margin, node, pc)
	return parser.Continue | parser.HasChildren
}

// resume reads on in an opening tag over several lines.
func (p *Page) resume(n *tree.BlockElement, seg text.Segment, reader text.Reader) parser.State {
	if n.Stop > seg.Stop {
		n.Lines().Append(seg)
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	}
	if n.Stop < seg.Start {
		return parser.Close
	}
	reader.Advance(n.Stop - seg.Start + seg.Padding)
	form := tag.Opening
	switch {
	case n.Inline > 0:
		form = tag.Inlined
	case p.Buf[n.Stop-2] == '/' || tag.IsVoid(n.Name):
		form = tag.Alone
	}
	if p.begin(n, reader, form)&parser.HasChildren == 0 {
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (componentParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	n := node.(*tree.BlockElement)
	if n.Closed || n.Gone {
		return
	}
	p := pageOf(pc)
	_, seg := reader.Position()
	if n.Pending {
		p.Fault(diag.AttrSyntax, n.From, n.From+1+len(n.Name), "the tag <%s does not end before %s", n.Name, endOf(node.Parent(), p, seg.Start)).
			Hint = "close it with >"
		keep := ast.NewParagraph()
		keep.SetPos(n.From)
		keep.SetLines(n.Lines())
		n.SetLines(text.NewSegments())
		n.AppendChild(n, keep)
		n.Gone = true
		return
	}
	n.Closed = true
	p.Unclosed(n.Role, n.Tag, endOf(node.Parent(), p, seg.Start))
}

// firstByte returns the place of the first byte of a line that is not blank.
// It is looked for once per line, not once per open component.
func (p *Page) firstByte(seg text.Segment) int {
	if p.line.stop != seg.Stop || p.line.first < seg.Start {
		i := seg.Start
		for i < seg.Stop-1 && excerpt.IsSpace(p.Buf[i]) {
			i++
		}
		p.line.stop, p.line.first = seg.Stop, i
	}
	return p.line.first
}

// verbatimNode is a block whose lines are not Markdown.
type verbatimNode interface{ Verbatim() bool }

func isVerbatim(n ast.Node) bool {
	if v, ok := n.(verbatimNode); ok {
		return v.Verbatim()
	}
	return n != nil && n.Kind() == ast.KindFencedCodeBlock
}

// dedent removes the indentation of a container's content from a line: that of
// its first line, or all that there is. At the top of the container no line is
// left indented by four, since there is no indented code inside components. A
// line of code loses what its fence has lost, and a line of a list no more than
// the first one.
func dedent(reader text.Reader, line []byte, m *tree.Margin, node ast.Node, pc parser.Context) {
	if len(line) == 0 || line[0] == '\n' {
		return
	}
	if child := childOf(node, pc); child != m.Child {
		m.Child, m.Least = child, m.Strip
	}
	deepest := pc.LastOpenedBlock().Node
	verbatim := isVerbatim(deepest)
	if m.Indent < 0 && (verbatim || util.IsBlank(line)) {
		return
	}
	offset := reader.LineOffset()
	width := indentation(line, offset, m.Indent)
	if m.Indent < 0 {
		m.Indent = width
	}
	strip := min(width, m.Indent)
	switch {
	case verbatim:
		strip = min(width, m.Strip)
	case m.Child != nil && m.Child.Kind() == ast.KindList:
		strip = min(strip, m.Least)
	case deepest == node && width-strip >= 4:
		strip, _ = util.IndentWidth(line, offset)
	}
	if !verbatim {
		m.Strip = strip
	}
	if strip > 0 {
		if pos, padding := util.IndentPosition(line, offset, strip); pos >= 0 {
			reader.AdvanceAndSetPadding(pos, padding)
		}
	}
}

// childOf returns the block that is open right inside a container, or nil.
func childOf(node ast.Node, pc parser.Context) ast.Node {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 2; i >= 0; i-- {
		if blocks[i].Node == node {
			return blocks[i+1].Node
		}
	}
	return nil
}

// indentation measures the indentation of a line, not much further than a
// margin.
func indentation(line []byte, offset, margin int) int {
	width := 0
	for _, c := range line {
		if c == ' ' {
			width++
		} else if c == '\t' {
			width += util.TabWidth(offset + width)
		} else {
			break
		}
		if margin >= 0 && width >= margin+4 {
			break
		}
	}
	return width
}

// insideComponent reports whether a component is open.
func insideComponent(pc parser.Context) bool {
	for _, b := range pc.OpenedBlocks() {
		if n, ok := b.Node.(*tree.BlockElement); ok && !n.Gone {
			return true
		}
	}
	return false
}

// nested returns the number of open components.
func (p *Page) nested(pc parser.Context) int {
	count := 0
	for _, b := range pc.OpenedBlocks() {
		if _, ok := b.Node.(*tree.BlockElement); ok {
			count++
		}
	}
	return count
}

// NestingFault reports once that components are nested too deeply.
func (p *Page) NestingFault(from, to int) {
	if !p.tooDeep {
		p.tooDeep = true
		p.Report(diag.Error, diag.NestingTooDeep, from, to, "more than %d components or elements are nested; what follows is taken as text", MaxNesting)
	}
}

func isAutoLink(b []byte) bool {
	n := util.FindURLIndex(b)
	if n < 0 {
		if i := bytes.IndexByte(b, '>'); i < 0 || bytes.IndexByte(b[:i], '@') < 0 {
			return false
		}
		n = util.FindEmailIndex(b)
	}
	return n >= 0 && n < len(b) && b[n] == '>'
}
