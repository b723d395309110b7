package dialect

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// markdown is the grammar of pages: CommonMark and GFM without raw HTML, plus
// one parser for each construct of the dialect. goldmark's HTML parsers are
// left out because they swallow tags up to a blank line; its parser of
// indented code stays, wrapped, because without it goldmark stops reading at
// the first line that is indented by four.
var markdown = grammar(util.Prioritized(newLinkParser(), 999))

// quiet is the grammar of text that holds no address without brackets.
var quiet = grammar()

func grammar(more ...util.PrioritizedValue) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(admonitionParser{}, 90),
			util.Prioritized(shiftedParser{}, 95),
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(foreignBlockParser{}, 150),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(listParser{parser.NewListParser()}, 300),
			util.Prioritized(listParser{parser.NewListItemParser()}, 400),
			util.Prioritized(remarkParser{}, 440),
			util.Prioritized(preParser{}, 445),
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
			util.Prioritized(taskParser{extension.NewTaskCheckBoxParser()}, 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(wikilinkParser{}, 105),
			util.Prioritized(tagParser{}, 110),
			util.Prioritized(expressionParser{}, 120),
			util.Prioritized(bracketParser{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(emphasisParser{parser.NewEmphasisParser()}, 500),
			util.Prioritized(strikeParser{}, 500),
		),
		parser.WithInlineParsers(more...),
		parser.WithParagraphTransformers(paragraphTransformers...),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(preTransformer{}, 10),
			util.Prioritized(looseFootnotes{}, 998),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}
