package markup

import (
	"cmp"
	"maps"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// markdown is the grammar of pages: CommonMark and GFM without raw HTML, plus
// one parser for each construct of the dialect. goldmark's HTML parsers are
// left out because they swallow tags up to a blank line; its parser of
// indented code stays, wrapped, because without it goldmark stops reading at
// the first line that is indented by four.
var markdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(admonitionParser{}, 90),
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(extension.NewDefinitionListParser(), 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(foreignBlockParser{}, 150),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(listParser{parser.NewListParser()}, 300),
		util.Prioritized(listParser{parser.NewListItemParser()}, 400),
		util.Prioritized(remarkParser{}, 440),
		util.Prioritized(componentParser{}, 450),
		util.Prioritized(moduleParser{}, 460),
		util.Prioritized(expressionBlockParser{}, 470),
		util.Prioritized(indentedParser{parser.NewCodeBlockParser()}, 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(unwrapParser{}, 690),
		util.Prioritized(fenceParser{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(quoteParser{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(extension.NewFootnoteBlockParser(), 999),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(wikilinkParser{}, 105),
		util.Prioritized(tagParser{}, 110),
		util.Prioritized(expressionParser{}, 120),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(extension.NewLinkifyParser(), 999),
	),
	parser.WithParagraphTransformers(paragraphTransformers...),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
		util.Prioritized(looseFootnotes{}, 998),
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
	),
)

// Parse reads the body of a page, which starts at byte offset body of the
// file. All mistakes of the page come back at once, in reading order. The
// document is never nil: what is wrong stays in it as text.
func Parse(f *source.File, body int, opt Options) (*Document, diag.List) {
	p := &page{
		origin:  newOrigin(f, body),
		opt:     opt,
		front:   maps.Clone(opt.Front),
		exports: map[string]any{},
		imports: map[string]Import{},
		ids:     map[string]source.Span{},
		styles:  map[string]string{},
		langs:   map[string]bool{},
		foreign: map[int]bool{},
	}
	if p.front == nil {
		p.front = map[string]any{}
	}
	p.budget = 32*len(p.buf) + 1<<20
	p.noRemark = len(p.buf)
	p.doc = &Document{IDs: p.ids, tree: &tree{origin: p.origin, styles: p.styles, ids: map[ast.Node]string{}}}
	if p.dirty >= 0 {
		p.diags.Add(diag.Errorf(diag.FileEncoding, f.Span(p.dirty, p.dirty+1), "the page holds a byte that is not UTF-8 text").
			Hinted("save the file as UTF-8"))
	}
	p.tomlFrontMatter()
	root := p.parse(p.start, len(p.buf))
	p.arrange(root)
	p.resolve(root)
	p.nameHeadings()
	p.noteSpacing()
	p.finish()
	p.doc.tree.root = root
	return p.doc, p.diags.Sorted()
}

// finish sorts what was gathered and lets go of what only parsing needs.
func (p *page) finish() {
	d := p.doc
	d.tree.severity = p.severity()
	slices.SortStableFunc(d.Links, byPlace)
	slices.SortStableFunc(d.Images, byPlace)
	slices.SortStableFunc(d.Uses, func(a, b Use) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	slices.SortStableFunc(d.Reads, func(a, b Read) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for _, name := range slices.Sorted(maps.Keys(p.imports)) {
		d.Imports = append(d.Imports, p.imports[name])
	}
	slices.SortStableFunc(d.Imports, func(a, b Import) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	if len(p.exports) > 0 {
		d.Exports = p.exports
	}
}

func byPlace(a, b Link) int { return cmp.Compare(a.Span.Start, b.Span.Start) }
