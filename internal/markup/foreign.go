package markup

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/diag"
)

// foreignHints say what to write instead of a Hugo shortcode, by its name.
var foreignHints = map[string]string{
	"alert": "a block from :::note to :::", "note": "a block from :::note to :::", "warning": "a block from :::warning to :::",
	"pageinfo": "a block from :::info to :::", "details": "<details> with <summary>", "tabs": "<Tabs>", "tabpane": "<Tabs>",
	"codetabs": "<Tabs>", "tab": `<Tab title="…">`, "card": `<Card title="…">`, "cardpane": "<Cards>",
	"ref": "a link to the file, [text](page.md)", "relref": "a link to the file, [text](page.md)", "figure": "<Figure> or ![text](image)",
	"imgproc": "<Figure> or ![text](image)", "highlight": "a fenced code block", "param": "{site.…}",
}

// foreignFault reports a construct of another generator, once per place.
func (p *page) foreignFault(from, to int, what, instead string) {
	if p.foreign[from] {
		return
	}
	p.foreign[from] = true
	d := p.fault(diag.ForeignSyntax, from, to, "%s is not part of the dialect, so it stays as text", what)
	if instead != "" {
		d.Hint = "write " + instead + " instead"
	}
}

// foreignValue reports templates of other generators inside a destination or
// an attribute.
func (p *page) foreignValue(value string, from, to int) {
	if strings.Contains(value, "{{") || strings.Contains(value, "{%") {
		p.foreignFault(from, to, "the template in "+strconv.Quote(value), "a path")
	}
}

// isForeignBrace reports whether b starts with a brace of another generator.
func isForeignBrace(b []byte) bool {
	return bytes.HasPrefix(b, []byte("{{<")) || bytes.HasPrefix(b, []byte("{{%")) || bytes.HasPrefix(b, []byte("{%")) || bytes.HasPrefix(b, []byte("{:"))
}

// foreignBrace keeps a shortcode, a Liquid tag or an attribute list as text
// and reports it.
func (p *page) foreignBrace(line []byte, base int, block text.Reader) ast.Node {
	var close, what, instead string
	switch {
	case bytes.HasPrefix(line, []byte("{{<")):
		close = ">}}"
	case bytes.HasPrefix(line, []byte("{{%")):
		close = "%}}"
	case bytes.HasPrefix(line, []byte("{%")):
		close, what = "%}", "the Liquid tag {% "
	case bytes.HasPrefix(line, []byte("{:")):
		close, what, instead = "}", "the attribute list {: ", "<div class=…> around the block, or {#id} for an anchor"
	case bytes.HasPrefix(line, []byte("{{")) && !p.opt.MDX && !bytes.HasPrefix(line, []byte("{{{")) && block.PrecendingCharacter() != '$':
		close, what, instead = "}}", "the Liquid or Jinja expression {{ ", "a binding such as {site.title}"
	default:
		return nil
	}
	end := bytes.Index(line[2:], []byte(close))
	if end < 0 {
		return nil
	}
	end += 2 + len(close)
	name, closing := foreignName(line[:end])
	switch {
	case close == ">}}" || close == "%}}":
		what, instead = "the Hugo shortcode "+string(line[:3])+" ", foreignHints[name]
	case close == "%}":
		instead = "a component or a binding such as {site.title}"
		closing = closing || strings.HasPrefix(name, "end")
	}
	if close == "}" && !bytes.ContainsAny(line[2:end], ".#=") || close == "}}" && name == "" {
		return nil
	}
	if !closing {
		p.foreignFault(base, base+end, what+name+" "+close, instead)
	}
	block.Advance(end)
	return newLiteral(cutting(p.buf, base, base+end))
}

// foreignName returns the first word behind the braces, and whether it closes.
func foreignName(b []byte) (name string, closing bool) {
	s := strings.TrimLeft(string(b), "{<%:- \t")
	if strings.HasPrefix(s, "/*") {
		s = strings.TrimLeft(s[2:], " ")
	}
	if strings.HasPrefix(s, "/") {
		closing = true
		s = strings.TrimLeft(s[1:], " ")
	}
	n := strings.IndexAny(s, " \t\n>%}|(")
	if n < 0 {
		n = len(s)
	}
	return s[:n], closing
}

// wikilinkParser reports [[wikilinks]]; the text stays as it is.
type wikilinkParser struct{}

// Trigger implements parser.InlineParser.
func (wikilinkParser) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (wikilinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[[")) {
		return nil
	}
	end := bytes.Index(line[2:], []byte("]]"))
	if end < 1 {
		return nil
	}
	inner := line[2 : 2+end]
	if isSpace(inner[0]) || inner[0] == '^' || inner[0] == '!' || bytes.ContainsAny(inner, "[]") {
		return nil
	}
	if rest := line[end+4:]; len(rest) > 0 && (rest[0] == '(' || rest[0] == '[' || rest[0] == ':') {
		return nil
	}
	if _, ok := pc.Reference(util.ToLinkReference(inner)); ok {
		return nil
	}
	p := pageOf(pc)
	base := seg.Start - seg.Padding
	p.foreignFault(base, base+end+4, "the wikilink [["+string(inner)+"]]", "[text](page.md)")
	block.Advance(end + 4)
	return newLiteral(cutting(p.buf, base, base+end+4))
}

// foreignBlocks are the constructs of other generators that start a line.
var foreignBlocks = []struct {
	pattern       *regexp.Regexp
	what, instead string
}{
	{regexp.MustCompile(`^(!!!|\?\?\?\+?)[ \t]+[A-Za-z]`), "the MkDocs admonition ", "a block from :::note to :::"},
	{regexp.MustCompile(`^===[!+]?[ \t]+["']`), "the MkDocs content tab ", `<Tabs> with <Tab title="…">`},
	{regexp.MustCompile(`^-{1,2}8<-{1,2}[ \t]*("|$)`), "the snippet ", `<Include src="…"/>`},
}

// foreignBlockParser reports constructs that start a line; it opens no block,
// so that the text stays as it is.
type foreignBlockParser struct{}

// Trigger implements parser.BlockParser.
func (foreignBlockParser) Trigger() []byte { return []byte{'!', '?', '=', '-'} }

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
	rest := bytes.TrimRight(line[at:], " \t\n")
	for _, f := range foreignBlocks {
		if m := f.pattern.FindIndex(rest); m != nil {
			base := seg.Start - seg.Padding + at
			marker, _, _ := bytes.Cut(rest, []byte(" "))
			pageOf(pc).foreignFault(base, base+len(rest), f.what+string(marker), f.instead)
		}
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
func (p *page) tomlFrontMatter() {
	if p.start > 3 || !bytes.HasPrefix(p.buf[p.start:], []byte("+++\n")) {
		return
	}
	if bytes.Contains(p.buf[p.start+3:], []byte("\n+++")) {
		p.foreignFault(p.start, p.start+3, "TOML front matter +++", "YAML between two lines of three hyphens")
	}
}
