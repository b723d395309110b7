package dialect

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/foreign"
	"github.com/candor-site/candor/internal/tree"
)

// foreignFault reports a construct of another generator, once per place.
func (p *Page) foreignFault(from int, c foreign.Construct) {
	if p.foreign[from] {
		return
	}
	p.foreign[from] = true
	d := p.Report(p.Habit(), diag.ForeignSyntax, from, from+c.Length, "%s is not part of the dialect, so it stays as text", c.What)
	if c.Instead != "" {
		d.Hint = "write " + c.Instead + " instead"
	}
}

// ForeignValue reports templates of other generators inside a destination or
// an attribute.
func (p *Page) ForeignValue(value string, from, to int) {
	if foreign.IsTemplate(value) {
		p.foreignFault(from, foreign.Construct{What: "the template in " + strconv.Quote(value), Instead: "a path", Length: to - from})
	}
}

// foreignBrace keeps a shortcode, a Liquid tag or an attribute list as text
// and reports it.
func (p *Page) foreignBrace(line []byte, base int, block text.Reader) ast.Node {
	c, ok := foreign.Brace(line, (!p.rules.MDX || foreign.IsJinja(line)) && block.PrecendingCharacter() != '$')
	if !ok {
		return nil
	}
	if !c.Closing {
		p.foreignFault(base, c)
	}
	block.Advance(c.Length)
	return tree.NewLiteral(excerpt.Cut(p.Buf, base, base+c.Length))
}

// wikilinkParser reports [[wikilinks]]; the text stays as it is.
type wikilinkParser struct{}

// Trigger implements parser.InlineParser.
func (wikilinkParser) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (wikilinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	c, inner, ok := foreign.Wikilink(line)
	if !ok {
		return nil
	}
	if _, ok := pc.Reference(util.ToLinkReference(inner)); ok {
		return nil
	}
	p := pageOf(pc)
	base := seg.Start - seg.Padding
	p.foreignFault(base, c)
	block.Advance(c.Length)
	return tree.NewLiteral(excerpt.Cut(p.Buf, base, base+c.Length))
}

// foreignBlockParser reports constructs that start a line; it opens no block,
// so that the text stays as it is.
type foreignBlockParser struct{}

// Trigger implements parser.BlockParser.
func (foreignBlockParser) Trigger() []byte { return []byte("!?=-ie") }

// CanInterruptParagraph implements parser.BlockParser.
func (foreignBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (foreignBlockParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (foreignBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || at >= len(line) {
		return nil, parser.NoChildren
	}
	for _, c := range foreign.Lines(line[at:], pageOf(pc).rules.MDX) {
		pageOf(pc).foreignFault(seg.Start-seg.Padding+at, c)
	}
	return nil, parser.NoChildren
}

// Continue implements parser.BlockParser; it is never called.
func (foreignBlockParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

// Close implements parser.BlockParser.
func (foreignBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

// tomlFrontMatter reports front matter between lines of three plus signs.
func (p *Page) tomlFrontMatter() {
	if p.Start > 3 || !bytes.HasPrefix(p.Buf[p.Start:], []byte("+++\n")) {
		return
	}
	if bytes.Contains(p.Buf[p.Start+3:], []byte("\n+++")) {
		p.foreignFault(p.Start, foreign.Construct{What: "TOML front matter +++", Instead: "YAML between two lines of three hyphens", Length: 3})
	}
}
